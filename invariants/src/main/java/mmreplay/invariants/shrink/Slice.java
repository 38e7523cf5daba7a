package mmreplay.invariants.shrink;

import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.traces.source.HeldTrace;

/**
 * What is left of a trace.
 *
 * @param trace the events that are left, each with the line of the whole trace
 * @param finding as the whole trace gives it
 * @param of how many events the whole trace has
 * @param others ids of other findings of the whole trace that the slice gives, too
 * @param minimal no event more can be left away; false if the time ran out
 */
public record Slice(HeldTrace trace, Finding finding, long of, List<String> others, boolean minimal) {}
