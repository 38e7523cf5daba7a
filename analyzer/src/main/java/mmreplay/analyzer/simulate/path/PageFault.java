package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** A user page fault: mmap_lock for reading, then handle_mm_fault. */
public final class PageFault extends Path {

    private final Mm mm;
    private final long addr;
    private final boolean write;
    private boolean retried;
    private boolean dropped;

    private PageFault(Kernel k, Task t, Mm mm, long addr, boolean write) {
        super(k, t);
        this.mm = mm;
        this.addr = addr;
        this.write = write;
    }

    /** What a task does that touches an address. */
    public static void at(Kernel k, Task t, Mm mm, long addr, boolean write) {
        PageFault fault = new PageFault(k, t, mm, addr, write);
        t.push(fault::enter);
    }

    private void enter() {
        k.out.begin("page_fault_user")
                .x("address", addr + 8)
                .x("ip", 0x401b38)
                .x("error_code", write ? 6 : 4)
                .end();
        then(this::takeMmapLock);
    }

    private void takeMmapLock() {
        if (mmapTrylock(mm, false)) {
            then(this::handleMmFault);
        } else {
            then(mmapLock(mm, false), this::handleMmFault);
        }
    }

    /** The page is locked by somebody: the fault gives up mmap_lock, waits, and begins anew. */
    void retry(Page page) {
        k.lru.get(page);
        dropped = true;
        then(mmapUnlock(mm, false), k.locks.waitUnlocked(t, page), () -> k.lru.put(t, page));
    }

    private void done() {
        if (!dropped) {
            then(mmapUnlock(mm, false));
            return;
        }
        dropped = false;
        if (!retried && t.mm == mm) {
            retried = true;
            takeMmapLock();
        }
    }

    private void handleMmFault() {
        Vma vma = mm.vma(addr);
        if (vma == null || !vma.is(write ? Vma.WRITE : Vma.READ)) {
            done();
            return;
        }
        then(() -> PteAlloc.upper(k, t, mm, addr), () -> pmdFault(vma), this::done);
    }

    private void pmdFault(Vma vma) {
        long pmd = mm.pmd(addr);
        long huge = addr >>> 21 << 21;
        boolean fits = vma.file == null && vma.start <= huge && huge + (1 << 21) <= vma.end;
        if (pmd == 0 && vma.is(Vma.HUGEPAGE) && fits && k.frames.freeBlocks() > 3 && k.oneIn(3)) {
            then(() -> HugeFault.anonymous(k, t, vma, huge));
        } else if (pmd == 0 && vma.file != null) {
            HugeFault.file(k, t, vma, addr, () -> handlePteFault(vma));
        } else if (Pte.isHuge(pmd)) {
            if (write && !Pte.isWritable(pmd)) {
                HugeFault.wp(k, t, vma, huge, () -> handlePteFault(vma));
            }
        } else {
            handlePteFault(vma);
        }
    }

    private void handlePteFault(Vma vma) {
        @Nullable PageTable table = mm.pteTable(addr);
        if (table == null) {
            newPage(vma, null);
            return;
        }
        long orig = mm.pte(addr);
        k.out.begin("pte_read_orig")
                .x("mm", mm.address)
                .x("addr", addr)
                .x("pte", orig)
                .x("fflags", write ? 0x255 : 0x254)
                .end();
        if (orig == 0) {
            then(() -> newPage(vma, table));
        } else if (Pte.isPresent(orig)) {
            then(lock(table.lock), () -> presentFault(vma, table, orig));
        } else if (Pte.isMigration(orig)) {
            then(lock(table.lock), () -> migrationEntryWait(table));
        } else {
            then(() -> DoSwapPage.run(k, t, this, vma, addr, orig, write));
        }
    }

    private void newPage(Vma vma, @Nullable PageTable found) {
        if (vma.file == null) {
            AnonFault.run(k, t, vma, addr, write, found);
        } else {
            FileFault.run(k, t, vma, addr, write);
        }
    }

    /** Under the table's lock. */
    private void presentFault(Vma vma, PageTable table, long orig) {
        long now = table.entries[table.slot(addr)];
        pteSame(mm, addr, orig, now, "handle_pte_fault");
        if (now != orig) {
            then(unlock(table.lock));
        } else if (write && !Pte.isWritable(orig)) {
            then(() -> WpFault.run(k, t, vma, addr, table, orig));
        } else {
            if (k.oneIn(2)) {
                k.tables.set(mm, table, addr, now | Pte.ACCESSED | (write ? Pte.DIRTY : 0), "access");
            }
            then(unlock(table.lock));
        }
    }

    /** migration_entry_wait: under the table's lock. */
    private void migrationEntryWait(PageTable table) {
        long now = table.entries[table.slot(addr)];
        if (!Pte.isMigration(now)) {
            then(unlock(table.lock));
            return;
        }
        Page page = k.frames.find(Pte.migrationPfn(now));
        if (page == null) {
            then(unlock(table.lock));
        } else {
            then(unlock(table.lock), k.locks.waitUnlocked(t, page.head));
        }
    }
}
