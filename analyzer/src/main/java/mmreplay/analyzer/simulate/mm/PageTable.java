package mmreplay.analyzer.simulate.mm;

import mmreplay.analyzer.simulate.sched.SpinLock;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** A page-table page. Only PTE tables (level 1) and PMD tables (level 2) hold their entries here. */
public final class PageTable {

    public final Page page;
    public final int level;
    public final long[] entries = new long[512];
    /** Of level 2: the PTE tables that the entries point to. */
    public final @Nullable PageTable[] tables;

    /** Of level 2: PTE tables kept for the day when a huge page is split. */
    public final @Nullable PageTable[] deposited;

    public final SpinLock lock;
    /** Who has put off the flush of an entry last. */
    public @Nullable Task batching;
    /** Which batch of that task it was. */
    public int batch;
    /** The mm's generation right after that. */
    public long batchGen;

    /** Faults that have found it and not stored their entry yet. */
    public int faults;
    /** A planted collapse is about to take it from under them. */
    public boolean raced;
    /** The first address that it covers. */
    public long addr;

    public PageTable(Page page, int level, long ptl, long addr) {
        this.page = page;
        this.level = level;
        this.addr = addr;
        this.lock = new SpinLock(ptl, "ptlock_ptr(page)");
        tables = new PageTable[level == 2 ? 512 : 0];
        deposited = new PageTable[level == 2 ? 512 : 0];
    }

    /** Another task has put off the flush of an entry of this table, and nobody has flushed since. */
    public boolean putOff(Task by, Mm mm) {
        return batching != null
                && batching != by
                && batching.batched
                && batching.batches == batch
                && mm.gen == batchGen;
    }

    /** Some entry of this range maps a page. */
    public boolean mapsPages(long from, long to) {
        for (long at = from; at < to; at += 4096) {
            if (Pte.isPresent(entries[slot(at)])) {
                return true;
            }
        }
        return false;
    }

    public int slot(long address) {
        return (int) (address >>> (level == 1 ? 12 : 21)) & 511;
    }

    public boolean empty() {
        for (long entry : entries) {
            if (entry != 0) {
                return false;
            }
        }
        return true;
    }
}
