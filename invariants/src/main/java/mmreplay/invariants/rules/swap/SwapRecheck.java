package mmreplay.invariants.rules.swap;

import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Swapins;
import mmreplay.invariants.rule.Draft;
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

    /** Adds to a finding what it is about: the entry, where it stood, and the page that the swap-in holds for it. */
    static Draft about(Draft draft, MmEvent event, Swapins.Binding binding) {
        long entry = entry(event);
        draft.key("entry", entry)
                .key("address", event.get(Field.ADDR))
                .key("mm", event.get(Field.MM))
                .pid(event.pid())
                .root(SwapRoots.of(event.pid(), entry, binding.line()));
        return binding.byPage() ? draft.key("pfn", binding.pfn()) : draft;
    }
}
