package mmreplay.invariants.replay;

import java.util.List;
import mmreplay.invariants.result.EraResult;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Timeline;

/**
 * What a replay came to. The findings still lack their events' texts: see {@link Found#proofLines}.
 *
 * @param contradictions events that contradict the replayed state: something between was not recorded
 * @param eras what the kernel has of the changes that rules depend on
 * @param overfull how often state was thrown away because there was too much of it
 */
public record Outcome(
        List<RuleResult> rules,
        List<Found> findings,
        Timeline timeline,
        List<EraResult> eras,
        long contradictions,
        long overfull) {}
