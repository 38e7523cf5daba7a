package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
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
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Whoever clears PG_lru has the page to itself until it is put back. Who isolates it meanwhile, too, got a right that somebody
 * else has. The short isolation within mlock and munlock is not recorded, but it ends where it began.
 */
public final class Mlock4 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-4",
            "an isolated page is put back, or freed, before it is isolated again",
            "S2 (2014-01)",
            List.of(EventKind.FOLIO_FLAG, EventKind.PAGE_ALLOC, EventKind.PAGE_FREE),
            FactSet.of(FOLIO_FLAGS, PAGE_LIFE));

    private static final FactSet BY_HISTORY = FactSet.of(FOLIO_FLAGS, PAGE_LIFE);

    /** An isolation that nothing has ended yet, and the one after it, 0 for none. */
    private record Isolation(int pid, long line, int againPid, long againLine) {}

    private Long2ObjectHashMap<Isolation> open = new Long2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void disputed(long key) {
        open.remove(Key.pfn(key)); // all that it remembers are a page's own flags, and its life
    }

    @Override
    public void forget() {
        open = new Long2ObjectHashMap<>();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() != EventKind.FOLIO_FLAG) {
            ended(event, judge);
        } else if (event.is(Field.FLAG, Word.PG_LRU) && event.has(Field.VAL)) {
            if (event.is(Field.VAL)) {
                putBack(event, judge);
            } else {
                isolated(event, machine, judge);
            }
        }
    }

    private void isolated(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        Isolation before = open.get(pfn);
        if (before == null) {
            open.put(pfn, new Isolation(event.pid(), event.line(), 0, 0));
            Page page = machine.folios().find(pfn);
            if (page != null && (page.born() || page.lru() == Tri.YES)) {
                judge.pass(BY_HISTORY, Key.page(pfn));
            } else {
                judge.unknown(Key.page(pfn));
            }
        } else if (before.againLine == 0) {
            Isolation twice = new Isolation(before.pid, before.line, event.pid(), event.line());
            open.put(pfn, twice);
            if (machine.start() == Machine.Start.EMPTY) {
                judge.found(finding(pfn, twice, event), BY_HISTORY, Key.page(pfn)); // a litmus test's order is exact
            }
        }
    }

    /**
     * lru_add_fn sets PG_lru first and shows it then, so another CPU's isolation in between is shown before the putback that made
     * it possible.
     */
    private void putBack(MmEvent event, Judge judge) {
        Isolation isolation = open.remove(event.get(Field.PFN));
        if (isolation != null && isolation.againLine != 0) {
            judge.inconclusive(Why.CLOCK, Key.page(event.get(Field.PFN)));
        }
    }

    /** A putback still to be shown has a reference to the page: once it is freed, none is to come. */
    private void ended(MmEvent event, Judge judge) {
        long order = event.get(Field.ORDER);
        if (open.isEmpty() || !PageOrder.valid(order)) {
            return;
        }
        for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
            Isolation isolation = open.remove(pfn);
            if (isolation != null && isolation.againLine != 0 && event.kind() == EventKind.PAGE_FREE) {
                judge.found(finding(pfn, isolation, event), BY_HISTORY, Key.page(pfn));
            }
        }
    }

    private static Draft finding(long pfn, Isolation isolation, MmEvent event) {
        Draft draft = Draft.violation("page")
                .key("pfn", pfn)
                .says("Page " + Draft.hex(pfn) + " is isolated by pid " + isolation.againPid + " while pid "
                        + isolation.pid + " has it isolated: both think that they alone may move it.")
                .proof(isolation.line, "isolated", "PG_lru is cleared")
                .proof(isolation.againLine, "again", "and once more, with no putback between");
        return event.line() == isolation.againLine
                ? draft
                : draft.proof(event.line(), "trigger", "the page is freed, so no putback was on its way");
    }
}
