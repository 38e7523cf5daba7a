package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;

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
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * Who clears PG_mlocked of a page on the LRU holds the LRU lock, so that the page can be moved to the list where it belongs then.
 * Off the LRU no lock is needed: whoever has the page isolated puts it back to the right list. The page lock plays no part.
 */
public final class Mlock2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-2",
            "PG_mlocked is cleared under the LRU lock, or off the LRU, or when the page is freed",
            "S2 (2014-01)",
            List.of(EventKind.FOLIO_FLAG),
            FactSet.of(FOLIO_FLAGS, LOCKS, PAGE_LIFE));

    private static final FactSet BY_FLAG = FactSet.of(FOLIO_FLAGS, PAGE_LIFE);
    private static final FactSet BY_LOCK = FactSet.of(FOLIO_FLAGS, PAGE_LIFE, LOCKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.FLAG, Word.PG_MLOCKED) || !event.has(Field.VAL) || event.is(Field.VAL)) {
            return;
        }
        Page page = machine.folios().find(event.get(Field.PFN));
        boolean shown = event.has(Field.LRU);
        Tri onLru = shown ? Tri.of(event.is(Field.LRU)) : page == null ? Tri.UNKNOWN : page.lru();
        Tri lruLock = machine.locks().holdsAny(event.pid(), Word.LRU_LOCK);
        long[] about = {Key.page(event.get(Field.PFN)), Key.task(event.pid())};
        if (event.is(Field.WHERE, Word.FREE) || onLru == Tri.NO) {
            judge.pass(shown ? FactSet.NONE : BY_FLAG, about);
        } else if (onLru == Tri.YES && event.is(Field.WHERE, Word.NOT_ISOLATED)) {
            // it was off the LRU when __munlock_page tried to isolate it, and another CPU has put it back since
            judge.inconclusive(Why.CLOCK, about);
        } else if (onLru == Tri.YES && lruLock == Tri.YES) {
            judge.pass(BY_LOCK, about);
        } else if (onLru == Tri.YES && lruLock == Tri.NO) {
            judge.found(finding(event, page), BY_LOCK, about);
        } else {
            judge.unknown(about);
        }
    }

    private static Draft finding(MmEvent event, @Nullable Page page) {
        return Draft.hazard("page")
                .key("pfn", event.get(Field.PFN))
                .pid(event.pid())
                .root("munlock by pid " + event.pid())
                .says("pid " + event.pid() + " clears PG_mlocked of page " + Draft.hex(event.get(Field.PFN))
                        + ", which is on the LRU, without the LRU lock: the page stays on the unevictable list.")
                .proof(page == null ? 0 : page.bornLine(), "allocated", "the page is allocated")
                .proof(event.line(), "trigger", "PG_mlocked is cleared, PG_lru is set");
    }
}
