package mmreplay.invariants;

import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;

/**
 * Hears of findings while a trace is still being read. They come without evidence, which is fetched at the end; and the result
 * may lack one of them: only at its end a trace tells what it records completely.
 */
public interface Watcher {

    /**
     * A finding that no gap can undo any more.
     *
     * @param clock as in {@link Input#clock()}
     * @param unit as in {@link Input#unit()}
     */
    void settled(Finding finding, String clock, String unit);

    /** A finding; but some CPU was not seen for long, so a gap of that CPU may still undo it. {@link #settled} may follow. */
    void provisional(Finding finding, String clock, String unit);
}
