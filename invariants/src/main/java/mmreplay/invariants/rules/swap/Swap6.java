package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * A swap-in that has to copy the page (KSM) copies data, not what a failed read left in it: the copy is marked uptodate, and the
 * read error would be forgotten.
 */
public final class Swap6 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-6",
            "a swap-in copies a page for KSM only if the page is uptodate",
            "S4 (2010-07)",
            List.of(EventKind.PAGE_COPY),
            FactSet.of(FOLIO_FLAGS, PAGE_LIFE));

    private static final FactSet BY_HISTORY = FactSet.of(FOLIO_FLAGS, PAGE_LIFE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HOW, Word.KSM)) {
            return;
        }
        long about = Key.page(event.get(Field.SRC));
        // the copy's event shows the flag where the kernel read it; else what the trace said of it before
        boolean shown = event.has(Field.UPTODATE);
        Page source = machine.folios().find(event.get(Field.SRC));
        Tri uptodate = shown ? Tri.of(event.is(Field.UPTODATE)) : source == null ? Tri.UNKNOWN : source.uptodate();
        FactSet restsOn = shown ? FactSet.NONE : BY_HISTORY;
        switch (uptodate) {
            case YES -> judge.pass(restsOn, about);
            case UNKNOWN -> judge.unknown(about);
            case NO ->
                judge.found(
                        Draft.violation("page")
                                .key("pfn", event.get(Field.SRC))
                                .says("Task " + event.pid() + " copies page " + Draft.hex(event.get(Field.SRC)) + " to "
                                        + Draft.hex(event.get(Field.DST))
                                        + " for its swap-in, but the page is not uptodate: its read failed, or has not"
                                        + " ended, and the copy hides that.")
                                .proof(source == null ? 0 : source.bornLine(), "allocated", "the page is allocated")
                                .proof(event.line(), "trigger", "it is copied, and PG_uptodate is not set"),
                        restsOn,
                        about);
        }
    }
}
