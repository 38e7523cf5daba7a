package mmreplay.analyzer.simulate.mm;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.analyzer.simulate.sched.RwSem;
import mmreplay.analyzer.simulate.sched.SpinLock;
import org.jspecify.annotations.Nullable;

/** An mm. The address of init_mm has no page tables here. */
public final class Mm {

    public final long address;
    public final @Nullable Page pgd;
    public final RwSem mmapLock;
    public final SpinLock pageTableLock;
    public final TreeMap<Long, Vma> vmas = new TreeMap<>();
    /** PUD pages by address / 512 GiB, PMD tables by address / 1 GiB. */
    public final Map<Long, PageTable> puds = new HashMap<>();

    public final Map<Long, PageTable> pmds = new HashMap<>();

    /** Threads that run on it. */
    public int users = 1;
    /** It had more than one at some time. */
    public boolean threaded;
    /** One for all users, one for each CPU or task that borrows it. */
    public int count = 1;

    /** context.tlb_gen. */
    public long gen;

    public long cpumask;
    /** tlb_flush_pending of reclaim: a flush of this mm was put off. */
    public boolean batchedPending;

    /** khugepaged or KSM has a reference (mm_count) and may be at work. */
    public boolean exiting;

    public Mm(long address, @Nullable Page pgd) {
        this.address = address;
        this.pgd = pgd;
        this.mmapLock = new RwSem(address + 0x160, "&mm->mmap_lock");
        this.pageTableLock = new SpinLock(address + 0xb8, "&mm->page_table_lock");
    }

    @Override
    public String toString() {
        return "mm " + Long.toHexString(address);
    }

    /** find_vma, but only one that covers the address. */
    public @Nullable Vma vma(long addr) {
        Map.Entry<Long, Vma> entry = vmas.floorEntry(addr);
        return entry != null && entry.getValue().covers(addr) ? entry.getValue() : null;
    }

    public @Nullable PageTable pmdTable(long addr) {
        return pmds.get(addr >>> 30);
    }

    /** The PMD entry: 0, a table's or a huge page's. */
    public long pmd(long addr) {
        PageTable pmd = pmdTable(addr);
        return pmd == null ? 0 : pmd.entries[pmd.slot(addr)];
    }

    /** The PTE table that the PMD entry points to. */
    public @Nullable PageTable pteTable(long addr) {
        PageTable pmd = pmdTable(addr);
        return pmd == null ? null : pmd.tables[pmd.slot(addr)];
    }

    public long pte(long addr) {
        PageTable table = pteTable(addr);
        return table == null ? 0 : table.entries[table.slot(addr)];
    }
}
