package mmreplay.invariants.rules.swap;

import mmreplay.invariants.machine.Pte;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** Reads a PTE_SAME event. */
final class SwapRecheck {

    private SwapRecheck() {}

    /** The swap-in's recheck, and it said yes: only then does anything follow from it. */
    static boolean succeeded(MmEvent event) {
        return event.is(Field.WHERE, Word.DO_SWAP_PAGE)
                && event.is(Field.RESULT)
                && Pte.state(event.get(Field.ORIG), 1) == Pte.State.SWAP;
    }

    static long entry(MmEvent event) {
        return Pte.swapEntry(event.get(Field.ORIG));
    }
}
