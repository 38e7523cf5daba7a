/**
 * Runs the rules over a trace and keeps their verdicts right when events were lost: {@link mmreplay.invariants.replay.Replay}
 * drives, {@link mmreplay.invariants.replay.VerdictLedger} holds every verdict back until no gap can undo it.
 */
@NullMarked
package mmreplay.invariants.replay;

import org.jspecify.annotations.NullMarked;
