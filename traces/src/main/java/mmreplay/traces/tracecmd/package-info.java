/**
 * The text that {@code trace-cmd report} prints: with and without the flags, to the microsecond or with {@code -t} to the
 * nanosecond, in the latency form ({@code -l}), with {@code --ts-diff}, of one buffer or of several.
 *
 * <p>It is like tracefs' text, but names are padded, and plugins print some events in a form of their own, which is turned back
 * here. What it cannot parse it prints as it was recorded: such an event says nothing that the kernel's words could be taken
 * for ({@link mmreplay.traces.RawEvent#rawFields}).
 */
@NullMarked
package mmreplay.traces.tracecmd;

import org.jspecify.annotations.NullMarked;
