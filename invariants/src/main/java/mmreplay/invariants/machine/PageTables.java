package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Page tables as what they are in memory: pages of 512 entries, keyed by (table's pfn, index). Keying by (mm, address) would
 * be wrong, because mremap, a failed collapse and a split move whole tables to other addresses.
 *
 * <p>A table whose page was allocated in the trace started zeroed, so each of its entries is known even before it is written.
 */
public final class PageTables {

    private static final long NO_SLOT = Table.NO_SLOT;
    /** _PAGE_TABLE: what an entry that points to a lower table says. */
    private static final long TABLE_BITS = 0x067;

    private static final int HUGE_PAGES = 512;
    /** What one PTE table covers: 2 MiB. */
    private static final long BASE_MASK = 0x7fff_ffff_ffe0_0000L;

    private final Folios folios;
    private final Touched touched;
    /** By the pfn of the page that is one. */
    private Long2ObjectHashMap<Table> tables = new Long2ObjectHashMap<>();

    private long contradictions;

    PageTables(Transitions transitions, Touched touched, Folios folios) {
        this.folios = folios;
        this.touched = touched;
        transitions.on(EventKind.PTE_WRITE, this::write);
        transitions.on(EventKind.PMD_WRITE, this::write);
        transitions.on(EventKind.PT_LINK, this::link);
        transitions.on(EventKind.PT_UNLINK, this::unlink);
        transitions.on(EventKind.PAGE_FREE, this::freed);
        transitions.on(EventKind.PAGE_ALLOC, this::freed);
        transitions.on(EventKind.PT_ALLOC, this::allocated);
    }

    private void allocated(MmEvent event) {
        if (event.is(Field.MM)) {
            get(event.get(Field.PFN)).mm = event.get(Field.MM);
        }
        if (event.is(Field.LOCK)) {
            get(event.get(Field.PFN)).lock = event.get(Field.LOCK);
        }
    }

    private Table get(long pfn) {
        Table table = tables.get(pfn);
        if (table == null) {
            table = new Table();
            tables.put(pfn, table);
        }
        return table;
    }

    private @Nullable Table of(long slot) {
        return tables.get(slot >>> 9);
    }

    private static int index(long slot) {
        return (int) (slot & 511);
    }

    /** {@link Table#UNKNOWN} for one that no event showed. */
    private long entry(long slot) {
        Table table = of(slot);
        return table == null ? Table.UNKNOWN : table.value(index(slot));
    }

    /** Address of the split lock of the table that the entry is in, 0 for unknown. */
    public long lockOf(long slot) {
        Table table = of(slot);
        return table == null ? 0 : table.lock;
    }

    /** Whether the entry's value is known. */
    public boolean known(long slot) {
        return entry(slot) != Table.UNKNOWN || folios.born(slot >>> 9);
    }

    /** The entry's raw value; meaningless unless {@link #known}. */
    public long value(long slot) {
        long value = entry(slot);
        return value == Table.UNKNOWN ? 0 : value;
    }

    /** The level of the table that the entry is in, 1 for a PTE table; 0 if nothing was written there yet. */
    public int levelOf(long slot) {
        Table table = of(slot);
        return table == null ? 0 : table.level;
    }

    /** Line of the last write to the entry, 0 if none was seen. */
    public long line(long slot) {
        Table table = of(slot);
        return table == null ? 0 : table.line(index(slot));
    }

    /** The mm that was last seen writing to this table, 0 for unknown. */
    public long mmOf(long slot) {
        Table table = of(slot);
        return table == null ? 0 : table.mm;
    }

    /** The virtual address that the entry covers, or -1 where no event tells. Level 1 only. */
    public long addressOf(long slot) {
        Table table = of(slot);
        return table == null || table.base < 0 ? -1 : table.base + ((slot & 511) << 12);
    }

    /** Writes whose old value was not the replayed one, accessed and dirty bits aside. */
    public long contradictions() {
        return contradictions;
    }

    public static long slotOf(long tablePfn, int index) {
        return tablePfn << 9 | index;
    }

    /** Slot of the entry that a PTE or PMD event is about; -1 if the event does not tell. */
    public static long slotOf(MmEvent event) {
        if (!event.has(Field.PT)) {
            return NO_SLOT;
        }
        int level = level(event);
        int index = event.has(Field.IDX) ? (int) event.get(Field.IDX) & 511 : Pte.index(event.get(Field.ADDR), level);
        return slotOf(event.get(Field.PT), index);
    }

    /** Slot of the entry in the table above that a table is hooked into or taken out of; -1 if the event does not tell, as mremap's. */
    public static long upperSlotOf(MmEvent event) {
        return event.has(Field.SLOT_PFN) && event.get(Field.SLOT_IDX) >= 0
                ? slotOf(event.get(Field.SLOT_PFN), (int) event.get(Field.SLOT_IDX) & 511)
                : NO_SLOT;
    }

    /** A page comes in a swap entry's place, at an address that the event tells. */
    public static boolean swapsIn(MmEvent event) {
        return event.has(Field.MM)
                && event.has(Field.ADDR)
                && event.has(Field.OLD)
                && slotOf(event) != NO_SLOT
                && Pte.state(event.get(Field.OLD), 1) == Pte.State.SWAP
                && Pte.present(event.get(Field.NEW), 1)
                && !Pte.special(event.get(Field.NEW));
    }

    public static int level(MmEvent event) {
        return (int) event.get(Field.LEVEL, event.kind() == EventKind.PTE_WRITE ? 1 : 2);
    }

    /** The event is about an entry of hugetlbfs: it is stored as a PTE is, by set_huge_pte_at, but into a PMD or PUD table. */
    public static boolean hugetlb(MmEvent event) {
        return event.kind() == EventKind.PTE_WRITE && level(event) > 1;
    }

    /**
     * Tells a store of hugetlbfs from one of small pages: by the table, or else by PSE, which is PAT in a small entry, and no cache
     * mode of ordinary memory needs that. Without this all of a table's huge entries would be taken for its first one.
     *
     * @param life what is known of the table that is written; null if nothing is
     */
    void level(MmEvent event, @Nullable TableLife life) {
        if (event.kind() != EventKind.PTE_WRITE || !event.has(Field.PT) || event.has(Field.LEVEL)) {
            return;
        }
        Table table = tables.get(event.get(Field.PT));
        int level = Math.max(life == null ? 0 : life.level(), table == null ? 0 : table.level);
        if (level < 2 && (huge(event.get(Field.OLD)) || huge(event.get(Field.NEW)))) {
            level = 2;
        }
        if (level > 1) {
            event.set(Field.LEVEL, level);
        }
    }

    private static boolean huge(long value) {
        return !Pte.none(value) && Pte.present(value, 1) && Pte.leaf(value, 2) && !Pte.special(value);
    }

    private void write(MmEvent event) {
        long slot = slotOf(event);
        if (slot == NO_SLOT || !event.has(Field.NEW)) {
            return;
        }
        folios.entriesChangeAt(event.line());
        int level = level(event);
        long old = event.has(Field.OLD) ? event.get(Field.OLD) : value(slot);
        long before = entry(slot);
        // a table that was born here began zeroed, so even an entry that nobody wrote has a value to contradict
        if (known(slot) && event.has(Field.OLD) && !Pte.sameButAccessedDirty(value(slot), old)) {
            contradictions++;
        }
        if (before == Table.UNKNOWN && event.has(Field.OLD)) {
            point(slot, old, level, true);
        } else if (before != Table.UNKNOWN && before != old) {
            point(slot, before, level, false);
            point(slot, old, level, true);
        }
        set(slot, old, event.get(Field.NEW), level, event.line());
        if (level > 1 && Pte.present(old, level) && !Pte.leaf(old, level)) {
            noBase(Pte.pfn(old)); // the table is unhooked: a collapse, or a move to elsewhere
        }
        if (event.is(Field.MM)) {
            Table table = get(slot >>> 9);
            table.mm = event.get(Field.MM);
            if (level == 1) {
                table.base = event.get(Field.ADDR) & BASE_MASK;
            }
        }
    }

    private void noBase(long pfn) {
        Table table = tables.get(pfn);
        if (table != null) {
            table.base = Table.NO_BASE;
        }
    }

    private void set(long slot, long old, long value, int level, long line) {
        point(slot, old, level, false);
        if (value == Table.UNKNOWN) {
            Table known = of(slot);
            if (known != null) {
                known.forget(index(slot));
            }
            return; // no kernel stores this; a hostile trace may
        }
        Table table = get(slot >>> 9);
        table.set(index(slot), value, line);
        table.level = Math.max(level, 1);
        point(slot, value, level, true);
        touched.touch(Key.slot(slot));
        touched.use(Key.page(slot >>> 9));
    }

    /** Keeps the pages' lists of entries that point to them. */
    private void point(long slot, long value, int level, boolean add) {
        if (Pte.none(value) || !Pte.present(value, level) || !Pte.leaf(value, level) || Pte.special(value)) {
            return;
        }
        long pfn = Pte.pfn(value);
        if (level == 2) {
            pfn &= -HUGE_PAGES;
        }
        touched.touch(Key.page(pfn));
        if (add) {
            folios.slotAdded(pfn, slot);
        } else {
            folios.slotRemoved(pfn, slot);
        }
    }

    private void link(MmEvent event) {
        long slot = upperSlotOf(event);
        if (slot == NO_SLOT) {
            return;
        }
        long table = event.get(Field.PFN);
        folios.entriesChangeAt(event.line());
        set(slot, value(slot), table << 12 | TABLE_BITS, (int) event.get(Field.LEVEL) + 1, event.line());
        Table linked = get(table);
        linked.parent = slot;
        if (event.get(Field.LEVEL) == 1 && event.has(Field.ADDR)) {
            linked.base = event.get(Field.ADDR) & BASE_MASK;
        }
        if (event.is(Field.MM)) {
            linked.mm = event.get(Field.MM);
        }
    }

    private void unlink(MmEvent event) {
        Table table = tables.get(event.get(Field.PFN));
        if (table == null) {
            return;
        }
        long slot = table.parent;
        table.parent = NO_SLOT;
        table.base = Table.NO_BASE;
        folios.entriesChangeAt(event.line());
        if (slot != NO_SLOT && known(slot) && Pte.pfn(value(slot)) == event.get(Field.PFN)) {
            set(slot, value(slot), 0, (int) event.get(Field.LEVEL) + 1, event.line());
        }
    }

    /** The page that may have been a table goes: its entries are no facts any more. */
    private void freed(MmEvent event) {
        long first = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (order < 0 || order > 2 || tables.isEmpty()) {
            return; // page tables are single pages, a PGD under page-table isolation a pair
        }
        folios.entriesChangeAt(event.line());
        for (long pfn = first; pfn < first + (1L << order); pfn++) {
            Table table = tables.remove(pfn);
            if (table != null && table.level != 0) {
                long slots = slotOf(pfn, 0);
                table.forEach((index, value) -> point(slots + index, value, table.level, false));
            }
        }
    }

    void forget() {
        tables = new Long2ObjectHashMap<>();
    }
}
