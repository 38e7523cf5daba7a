package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Task;

/** try_to_unmap for reclaim: swap entries take the place of the page's; the flush may be put off. The page is locked. */
final class TryToUnmap extends RmapWalk {

    private boolean ignoreMlock;

    private TryToUnmap(Kernel k, Task t, Page page) {
        super(k, t, page);
    }

    static void run(Kernel k, Task t, Page page) {
        new TryToUnmap(k, t, page).walk();
    }

    /** TTU_IGNORE_MLOCK: right for a file's collapse; what MLOCK-7 forbids for reclaim. */
    static void ignoringMlock(Kernel k, Task t, Page page) {
        TryToUnmap path = new TryToUnmap(k, t, page);
        path.ignoreMlock = true;
        path.walk();
    }

    @Override
    void one(Vma vma, long addr, PageTable table) {
        Mm mm = vma.mm;
        boolean settled = !vma.is(Vma.IO) && !mm.mmapLock.written();
        boolean ignores = vma.is(Vma.LOCKED) && !ignoreMlock && page.anon() && settled && fire(Bug.MLOCK_7, page);
        if (page.mlocked && k.bugs.wanted(Bug.MLOCK_7)) {
            stop();
            return;
        }
        if (vma.is(Vma.LOCKED) && !ignoreMlock && !ignores) {
            // restore the mlock that was missed
            if (!vma.is(Vma.IO)) {
                k.lru.mlock(t, page);
            }
            stop();
            return;
        }
        long old = table.entries[table.slot(addr)];
        then(() -> k.tables.clear(mm, table, addr, "clear"), () -> flushOne(mm, table, addr, old), () -> {
            if (Pte.isDirty(old)) {
                page.dirty = true;
            }
            if (t.mm != null && page.anon() && fire(Bug.PTW_6, page)) {
                then(unlock(table.lock), lock(table.lock), () -> {
                    if (table.entries[table.slot(addr)] == 0) {
                        replace(vma, addr, table);
                    } else {
                        throw new IllegalStateException("the entry was filled meanwhile");
                    }
                });
            } else {
                replace(vma, addr, table);
            }
        });
    }

    private void flushOne(Mm mm, PageTable table, long addr, long old) {
        boolean others = (mm.cpumask & ~t.cpu().bit()) != 0;
        if (!others) {
            then(flush(mm, addr, addr + 4096, false));
            return;
        }
        // set_tlb_ubc_flush_pending
        k.out.begin("tlb_batch")
                .x("mm", mm.address)
                .s("op", "add")
                .x("cpumask", mm.cpumask)
                .d("writable", Pte.isDirty(old) ? 1 : 0)
                .end();
        t.batchMask |= mm.cpumask;
        t.batched = true;
        table.batching = t;
        table.batch = t.batches;
        t.batchWritable |= Pte.isDirty(old);
        mm.batchedPending = true;
        k.tlbs.begin(mm, 0, Flush.ALL, false);
        table.batchGen = mm.gen;
        if (Pte.isDirty(old)) {
            page.putOffIn = mm;
            page.putOffBatch = t.batches;
            page.putOffGen = mm.gen;
        }
    }

    private void replace(Vma vma, long addr, PageTable table) {
        // a page of a file that is mapped as anonymous, too, is not in the swap cache: a planted bug's doing
        if (page.anon() && page.swapcache()) {
            long entry = page.entry;
            k.swap.dup(entry);
            // page_try_share_anon_rmap
            boolean exclusive = page.exclusive;
            page.exclusive = false;
            k.tables.set(vma.mm, table, addr, Pte.swap(entry, exclusive), "set");
        }
        Zap.removeRmap(k, t, page, vma);
        k.lru.put(t, page);
    }

    /** try_to_unmap_flush. */
    static void flushBatch(Kernel k, Task t) {
        if (!t.batched) {
            return;
        }
        k.out.begin("tlb_batch")
                .x("mm", 0)
                .s("op", "flush")
                .x("cpumask", t.batchMask)
                .d("writable", 0)
                .end();
        long mask = t.batchMask;
        t.batchMask = 0;
        t.batched = false;
        t.batches++;
        t.batchWritable = false;
        t.push(() -> k.tlbs.send(t, new Flush(null, 0, Flush.ALL, 0, false), mask));
    }
}
