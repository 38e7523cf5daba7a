package mmreplay.invariants.rules.map;

import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
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
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The mapcount equals the number of entries that map the page, and never goes below zero. Counted from the trace's own adds and
 * removes, since printed counts come out of order across CPUs; and judged where nothing is on its way any more: when the page is
 * freed, and at the kernel's own account.
 */
public final class Map1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MAP-1",
            "a page's mapcount equals the number of entries that map it, and never underflows",
            "S1 (2010-08)",
            List.of(EventKind.RMAP_REMOVE, EventKind.PAGE_FREE, EventKind.GT_BEGIN, EventKind.GT_PAGE),
            FactSet.of(RMAP, PAGE_LIFE, PTE));

    private static final FactSet BY_COUNT = FactSet.of(RMAP, PAGE_LIFE);
    private static final FactSet BY_COUNT_AND_ENTRIES = FactSet.of(RMAP, PAGE_LIFE, PTE);

    /** By pid: the line of the GT begin marker; what changed since may have been read before or after. */
    private final Int2ObjectHashMap<Long> accounts = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void forget() {
        accounts.clear();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case RMAP_REMOVE -> removed(event, machine, judge);
            case PAGE_FREE -> freed(event, machine, judge);
            case GT_BEGIN -> accounts.put((int) event.get(Field.PID), Long.valueOf(event.line()));
            default -> accounted(event, machine, judge);
        }
    }

    private static void removed(MmEvent event, Machine machine, Judge judge) {
        Page page = machine.folios().find(event.get(Field.PFN));
        boolean small = !event.is(Field.COMPOUND) && !event.is(Field.HOW, Word.SPLIT);
        if (page != null && small && page.born() && page.rmapCount() <= 0 && page.rmapOrderCertain()) {
            judge.found(
                    finding(page, event, "is removed from the rmap once more than it was added")
                            .proof(page.rmapLine(), "unmapped", "the remove before this one took the count to zero")
                            .proof(event.line(), "trigger", "removed again"),
                    BY_COUNT,
                    Key.page(page.pfn()));
        }
    }

    private static void freed(MmEvent event, Machine machine, Judge judge) {
        long first = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (!PageOrder.valid(order)) {
            return;
        }
        for (long pfn = first; pfn < first + (1L << order); pfn++) {
            Page page = machine.folios().touched(pfn);
            if (!machine.folios().born(pfn)) {
                Blocks.unknown(judge, first, order);
                return;
            }
            int entries = page == null ? 0 : smallEntries(page, machine);
            if (page != null && page.rmapCount() != entries) {
                judge.found(
                        finding(
                                        page,
                                        event,
                                        "is freed with a mapcount of " + page.rmapCount() + " (adds minus removes since"
                                                + " it was allocated) while " + entries + " entries map it")
                                .proof(page.rmapLine(), "rmap", "the last rmap change of the page")
                                .proof(event.line(), "trigger", "the page is freed"),
                        BY_COUNT_AND_ENTRIES,
                        Key.page(pfn));
                return;
            }
        }
        Blocks.pass(judge, BY_COUNT_AND_ENTRIES, first, order);
    }

    private void accounted(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        if (!event.is(Field.PRESENT) || !event.has(Field.MAPCOUNT) || pfn == 0) {
            return;
        }
        Page page = machine.folios().find(pfn);
        long about = Key.page(pfn);
        if (page == null || !page.born()) {
            judge.unknown(about);
            return;
        }
        int counted = page.rmapCount() + hugeEntries(pfn, machine);
        if (counted == event.get(Field.MAPCOUNT)) {
            judge.pass(BY_COUNT_AND_ENTRIES, about);
            return;
        }
        Long began = accounts.get((int) event.get(Field.PID));
        if (began == null || lastChange(page, machine) >= began) {
            judge.inconclusive(Why.CLOCK, about); // khugepaged, ksmd or kswapd changed it while the account was taken
        } else {
            judge.found(
                    finding(
                                    page,
                                    event,
                                    "has a mapcount of " + event.get(Field.MAPCOUNT) + " in the kernel's own account,"
                                            + " and adds minus removes give " + counted)
                            .proof(page.rmapLine(), "rmap", "the last rmap change of the page")
                            .proof(event.line(), "trigger", "the kernel's account"),
                    BY_COUNT_AND_ENTRIES,
                    about);
        }
    }

    private static long lastChange(Page page, Machine machine) {
        Page head = machine.folios().touched(page.pfn() & ~511L);
        long own = Math.max(page.rmapLine(), page.slotsLine());
        return head == null ? own : Math.max(own, Math.max(head.rmapLine(), head.slotsLine()));
    }

    private static int smallEntries(Page page, Machine machine) {
        int entries = 0;
        for (int i = 0; i < page.slotCount(); i++) {
            if (machine.tables().levelOf(page.slot(i)) == 1) {
                entries++;
            }
        }
        return entries;
    }

    /** PMD mappings of the huge page that covers it. They come from entries, since a split emits no compound remove; but only
     * of a page that was added to the rmap as a whole: the huge zero page's entries do not count. */
    private static int hugeEntries(long pfn, Machine machine) {
        @Nullable Page head = machine.folios().touched(pfn & ~511L);
        return head == null || !head.everCompound() ? 0 : head.slotCount() - smallEntries(head, machine);
    }

    private static Draft finding(Page page, MmEvent event, String what) {
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .root("page " + Draft.hex(page.pfn()) + " allocated at line " + page.bornLine())
                .says("Page " + Draft.hex(page.pfn()) + " " + what + ", in pid " + event.pid() + ".")
                .proof(page.bornLine(), "allocated", "the page is allocated");
    }
}
