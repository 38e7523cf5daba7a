package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.MLOCK_CALLS;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * Before 5.18 a write fault munlocks the page that it has copied with the page locked: not to handle the LRU list, but because
 * migration may be copying the page's flags. Since then the page-table lock and migration entries keep the two apart.
 */
public final class Mlock6 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-6",
            "before 5.18 a page is munlocked only while it is locked",
            "S2 (2014-01)",
            List.of(EventKind.MLOCK),
            FactSet.of(MLOCK_CALLS));

    private static final FactSet BY_LOCK = FactSet.of(FOLIO_LOCK);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        Tri underTableLock = machine.eras().has(Era.MLOCK_UNDER_PTL);
        if (!event.is(Field.HOW, Word.REMOVE) || underTableLock == Tri.YES) {
            return;
        }
        long pfn = event.get(Field.PFN);
        long about = Key.page(pfn);
        // the probe may have fetched the flags; else what the trace said of the lock
        boolean shown = event.has(Field.LOCKED);
        Page page = machine.folios().find(pfn);
        Tri locked = shown ? Tri.of(event.is(Field.LOCKED)) : page == null ? Tri.UNKNOWN : page.locked();
        FactSet restsOn = shown ? FactSet.NONE : BY_LOCK;
        if (locked == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (underTableLock == Tri.UNKNOWN) {
            judge.inconclusive(Why.VERSION, about);
        } else if (locked == Tri.YES) {
            judge.pass(restsOn, about);
        } else {
            judge.found(
                    Draft.hazard("page")
                            .key("pfn", pfn)
                            .pid(event.pid())
                            .root("munlock by pid " + event.pid())
                            .says("pid " + event.pid() + " munlocks page " + Draft.hex(pfn)
                                    + " while nobody has it locked: migration may be copying its flags.")
                            .proof(event.line(), "trigger", "the page is munlocked, PG_locked is clear"),
                    restsOn,
                    about);
        }
    }
}
