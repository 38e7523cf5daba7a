package mmreplay.invariants.rules.tlb;

import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** An entry that a task took away and may owe a flush of, until it lets go of the page-table lock. */
final class Taken {

    private static final long PRESENT = 1;
    private static final long PSE = 1L << 7;
    private static final long HUGE_PAGES = 512;
    private static final long PAGE_SIZE = 1L << 12;
    private static final long HUGE_SIZE = 1L << 21;

    /** What became of it. */
    enum Fate {
        /** Nothing yet: an entry that stays empty until the lock is dropped is an mmu_gather's to flush, or a collapse's. */
        EMPTY,
        MOVED,
        REPLACED,
        UNMAPPED
    }

    final long mm;
    /** -1 for one that is not known. */
    final long slot;

    final long pfn;
    final long line;
    final long address;
    private final long end;
    Fate fate = Fate.EMPTY;
    boolean flushed;

    private Taken(MmEvent event, long slot, long pfn, long size) {
        mm = event.get(Field.MM);
        this.slot = slot;
        this.pfn = pfn;
        line = event.line();
        address = event.get(Field.ADDR) & -size;
        end = address + size;
    }

    /** An entry that a CPU can have cached; what it held is in the event. */
    static Taken entry(MmEvent event, long slot) {
        int level = PageTables.level(event);
        return new Taken(event, slot, pfn(event.get(Field.OLD), level), level == 1 ? PAGE_SIZE : HUGE_SIZE);
    }

    /** A table of small pages that mremap takes out. */
    static Taken table(MmEvent event) {
        return new Taken(event, PageTables.upperSlotOf(event), event.get(Field.PFN), HUGE_SIZE);
    }

    /**
     * The value can be in a TLB. Huge pages of hugetlbfs, which are stored as PTEs are, are left out: their mremap drops the lock of
     * each entry and flushes at the end, under i_mmap_rwsem.
     */
    static boolean cacheable(long value, int level) {
        boolean hugetlb = level == 1 && (value & PSE) != 0;
        return (value & PRESENT) != 0 && level <= 2 && Pte.leaf(value, level) && !hugetlb;
    }

    /** The first page that a leaf points to; pmd_mkinvalid inverts bits below a huge page's alignment, too. */
    static long pfn(long value, int level) {
        return level == 1 ? Pte.pfn(value) : Pte.pfn(value) & -HUGE_PAGES;
    }

    void flush(long mmFlushed, long from, long to) {
        flushed |= mm == mmFlushed && from <= address && Long.compareUnsigned(to, end) >= 0;
    }
}
