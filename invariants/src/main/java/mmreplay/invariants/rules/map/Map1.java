package mmreplay.invariants.rules.map;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import java.util.Optional;
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
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The mapcount equals the number of entries that map the page, and never goes below zero. Counted from the trace's own adds and
 * removes, since printed counts come out of order across CPUs; and judged where nothing is on its way any more: what one task did
 * under a page-table lock when it releases that, and all of it when the page is freed, and at the kernel's own account.
 */
public final class Map1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MAP-1",
            "a page's mapcount equals the number of entries that map it, and never underflows",
            "S1 (2010-08)",
            List.of(
                    EventKind.RMAP_ADD,
                    EventKind.RMAP_REMOVE,
                    EventKind.PTE_WRITE,
                    EventKind.LOCK_RELEASE,
                    EventKind.PAGE_FREE,
                    EventKind.GT_BEGIN,
                    EventKind.GT_PAGE),
            FactSet.of(RMAP, PAGE_LIFE, PTE));

    private static final FactSet BY_COUNT = FactSet.of(RMAP, PAGE_LIFE);
    private static final FactSet BY_COUNT_AND_ENTRIES = FactSet.of(RMAP, PAGE_LIFE, PTE);

    private static final FactSet BY_SECTION = FactSet.of(RMAP, PTE, LOCKS, MAPPING);

    /** By pid: what it does under the page-table lock that it holds. */
    private final Int2ObjectHashMap<RmapSection> sections = new Int2ObjectHashMap<>();

    /** By pid: the line of the GT begin marker; what changed since may have been read before or after. */
    private final Int2ObjectHashMap<Long> accounts = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void forget() {
        accounts.clear();
        sections.clear();
    }

    @Override
    public void died(int pid) {
        sections.remove(pid);
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case RMAP_ADD -> section(event, machine).ifPresent(section -> section.counted(event, 1));
            case RMAP_REMOVE -> {
                section(event, machine).ifPresent(section -> section.counted(event, -1));
                removed(event, machine, judge);
            }
            case PTE_WRITE -> section(event, machine).ifPresent(section -> section.written(event));
            case LOCK_RELEASE -> released(event, machine, judge);
            case PAGE_FREE -> freed(event, machine, judge);
            case GT_BEGIN -> accounts.put((int) event.get(Field.PID), Long.valueOf(event.line()));
            default -> accounted(event, machine, judge);
        }
    }

    /**
     * Of who holds a page-table lock, and no other that was not seen: nothing that belongs together is done partly before the first
     * of them is taken.
     */
    private Optional<RmapSection> section(MmEvent event, Machine machine) {
        int task = event.pid();
        return machine.locks().known(task) && machine.locks().holdsPageTableLock(task) == Tri.YES
                ? Optional.of(sections.computeIfAbsent(task, pid -> new RmapSection()))
                : Optional.empty();
    }

    /** The section ends with the last of its locks: fork and mremap hold two. */
    private void released(MmEvent event, Machine machine, Judge judge) {
        RmapSection section = isPageTableLock(event.word(Field.HOW)) ? sections.get(event.pid()) : null;
        if (section == null || section.size() == 0) {
            return;
        }
        long held = machine.locks().held(event.pid()).stream()
                .filter(hold -> isPageTableLock(hold.kind()))
                .count();
        if (!machine.locks().known(event.pid())) {
            section.clear();
        } else if (held <= 1) {
            for (int i = 0; i < section.size(); i++) {
                balanced(event, section, i, machine, judge);
            }
            section.clear();
        }
    }

    private static boolean isPageTableLock(Word kind) {
        return kind == Word.PTLOCK || kind == Word.PAGE_TABLE_LOCK;
    }

    /**
     * That they agree is seen in the section alone. That they do not is a finding only of pages that are counted one by one: a part
     * of a huge page is counted with its PMD, and the zero page has no count. Where a file's page is counted down after the flush,
     * that is still before the lock is released.
     */
    private static void balanced(MmEvent event, RmapSection section, int index, Machine machine, Judge judge) {
        long pfn = section.pfn(index);
        if (section.entries(index) == section.counts(index)) {
            judge.pass(BY_SECTION, Key.page(pfn), Key.task(event.pid()));
            return;
        }
        Page page = machine.folios().touched(pfn);
        boolean counted = page != null && page.everMapped() && !machine.folios().mayBePart(pfn);
        if (page == null || (!counted && machine.folios().smallAnon(pfn) != Tri.YES)) {
            return;
        }
        judge.found(
                finding(
                                page,
                                event,
                                "has " + signed(section.entries(index)) + " entries and "
                                        + signed(section.counts(index))
                                        + " in its mapcount from one section of a page-table lock")
                        .proof(section.entryLine(index), "entry", "the last of its entries that was written there")
                        .proof(section.countLine(index), "rmap", "the last rmap change of the page there")
                        .proof(event.line(), "trigger", "the page-table lock is released"),
                BY_SECTION,
                Key.page(pfn),
                Key.task(event.pid()));
    }

    private static String signed(int change) {
        return change > 0 ? "+" + change : Integer.toString(change);
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
        if (page.rmapCount() + hugeCount(pfn, machine) == event.get(Field.MAPCOUNT)) {
            // zap_huge_pmd clears the PMD first, and takes the count away next: the account was taken in between
            judge.inconclusive(Why.CLOCK, about);
        } else if (began == null || lastChange(page, machine) >= began) {
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

    private static int hugeCount(long pfn, Machine machine) {
        @Nullable Page head = machine.folios().touched(pfn & ~511L);
        return head == null ? 0 : head.compoundCount();
    }

    private static Draft finding(Page page, MmEvent event, String what) {
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .root("page " + Draft.hex(page.pfn()) + " allocated at line " + page.bornLine())
                .says("Page " + Draft.hex(page.pfn()) + " " + what + ", in pid " + event.pid() + ".")
                .proof(page.bornLine(), "allocated", "the page is allocated");
    }
}
