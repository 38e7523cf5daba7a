package mmreplay.invariants.rules.map;

import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** No page is freed while an entry points to it, or with a mapcount. */
public final class Map2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MAP-2",
            "no page is freed while anything maps it",
            "S1 (2010-08)",
            List.of(EventKind.PAGE_FREE),
            FactSet.of(PAGE_LIFE, PTE, RMAP));

    private static final FactSet BY_ENTRY = FactSet.of(PTE);
    private static final FactSet BY_COUNT = FactSet.of(PAGE_LIFE, RMAP);
    private static final FactSet NO_ENTRY = FactSet.of(PAGE_LIFE, PTE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long first = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (!PageOrder.valid(order)) {
            return;
        }
        boolean unknown = false;
        for (long pfn = first; pfn < first + (1L << order); pfn++) {
            Page page = machine.folios().touched(pfn);
            long about = Key.page(pfn);
            if (page != null && page.slotCount() > 0) {
                judge.found(mapped(event, page, machine), BY_ENTRY, about);
                return;
            }
            if (page != null && page.born() && page.rmapCount() > 0) {
                judge.found(counted(event, page), BY_COUNT, about);
                return;
            }
            unknown |= !machine.folios().born(pfn);
        }
        if (unknown) {
            Blocks.unknown(judge, first, order);
        } else {
            Blocks.pass(judge, NO_ENTRY, first, order);
        }
    }

    private static Draft mapped(MmEvent event, Page page, Machine machine) {
        long slot = page.slot(0);
        return finding(
                        event,
                        page,
                        page.slotCount() + " page-table "
                                + (page.slotCount() == 1 ? "entry still points" : "entries still point") + " to it")
                .proof(machine.tables().line(slot), "entry", "this entry maps it, and nothing clears it")
                .proof(event.line(), "trigger", "the page is freed");
    }

    private static Draft counted(MmEvent event, Page page) {
        return finding(
                        event,
                        page,
                        "its mapcount is still " + page.rmapCount() + " (adds minus removes since it was allocated)")
                .proof(page.rmapLine(), "rmap", "the last rmap change of the page")
                .proof(event.line(), "trigger", "the page is freed");
    }

    private static Draft finding(MmEvent event, Page page, String what) {
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .root("page " + Draft.hex(page.pfn()) + " allocated at line " + page.bornLine())
                .says("Page " + Draft.hex(page.pfn()) + " is freed in pid " + event.pid() + " although " + what + ".")
                .proof(page.bornLine(), "allocated", "the page is allocated");
    }
}
