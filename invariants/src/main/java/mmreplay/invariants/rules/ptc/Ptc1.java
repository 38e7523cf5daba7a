package mmreplay.invariants.rules.ptc;

import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A page is an anonymous one or a file's for as long as anything maps it: what changes its kind meanwhile has lost a mapping. */
public final class Ptc1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "PTC-1",
            "a page is mapped either as an anonymous or as a file's page, never as both at once",
            "mm/page_table_check.c",
            List.of(EventKind.PTE_WRITE, EventKind.PMD_WRITE, EventKind.PAGE_FREE),
            FactSet.of(PTE, MAPPING, PAGE_LIFE));

    private static final FactSet BY_KINDS = FactSet.of(PTE, MAPPING, PAGE_LIFE);

    /** The kind that a page was mapped as, and where. */
    private record Kind(boolean anon, long line) {}

    private Long2ObjectHashMap<Kind> kinds = new Long2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.PAGE_FREE) {
            freed(event);
            return;
        }
        long pfn = Mapping.mapped(event);
        if (pfn < 0) {
            return;
        }
        Tri anon = Mapping.anon(pfn, machine);
        if (anon == Tri.UNKNOWN) {
            kinds.remove(pfn);
            judge.unknown(Key.page(pfn));
            return;
        }
        Page page = machine.folios().find(pfn);
        boolean alone = page == null || page.slotCount() == 0 || onlyBy(page, PageTables.slotOf(event));
        Kind before = kinds.get(pfn);
        if (!alone && before != null && before.anon != (anon == Tri.YES)) {
            judge.found(finding(event, pfn, before, page), BY_KINDS, Key.page(pfn));
            return;
        }
        if (alone || before == null) {
            kinds.put(pfn, new Kind(anon == Tri.YES, event.line()));
        }
        if (page != null && page.born() && (alone || before != null)) {
            judge.pass(BY_KINDS, Key.page(pfn));
        } else {
            judge.unknown(Key.page(pfn));
        }
    }

    private static boolean onlyBy(Page page, long slot) {
        return page.slotCount() == 1 && page.slot(0) == slot;
    }

    private void freed(MmEvent event) {
        long first = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        for (long pfn = first; order >= 0 && order <= 10 && pfn < first + (1L << order); pfn++) {
            kinds.remove(pfn);
        }
    }

    private static Draft finding(MmEvent event, long pfn, Kind before, @Nullable Page page) {
        String then = before.anon ? "an anonymous" : "a file's";
        String now = before.anon ? "a file's" : "an anonymous";
        return Draft.violation("page")
                .key("pfn", pfn)
                .says("Page " + Draft.hex(pfn) + " is mapped as " + now + " page in pid " + event.pid()
                        + " while another entry still maps it as " + then + " page: one of the two owners has lost it.")
                .proof(before.line, "mapped", "it was mapped as " + then + " page")
                .proof(page == null ? 0 : page.mappingLine(), "mapping", "the last store to its mapping")
                .proof(event.line(), "trigger", "it is mapped as " + now + " page");
    }

    @Override
    public void disputed(long key) {
        kinds.remove(Key.pfn(key));
    }

    @Override
    public void forget() {
        kinds = new Long2ObjectHashMap<>();
    }
}
