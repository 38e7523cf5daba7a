package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** unmap_page_range of one vma: zap_pmd_range, zap_pte_range. */
final class Zap extends Path {

    private static final long HUGE = 1L << 21;

    private final Gather gather;
    private final Vma vma;
    private final Mm mm;
    private final long end;
    private long addr;

    private Zap(Kernel k, Task t, Gather gather, Vma vma, long start, long end) {
        super(k, t);
        this.gather = gather;
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = start;
        this.end = end;
    }

    /** A step that zaps the range. */
    static Step range(Kernel k, Task t, Gather gather, Vma vma, long start, long end) {
        return () -> new Zap(k, t, gather, vma, start, end).nextPmd();
    }

    private void nextPmd() {
        if (addr >= end) {
            return;
        }
        long next = Math.min(end, ((addr >>> 21) + 1) << 21);
        long pmd = mm.pmd(addr);
        if (Pte.isHuge(pmd)) {
            if (next - addr < HUGE) {
                then(() -> SplitHugePmd.run(k, t, vma, addr >>> 21 << 21), this::nextPmd);
            } else {
                // a split may be under way and win: then there is a table to look through
                long at = addr;
                then(() -> ZapHuge.run(k, t, gather, vma, at), this::nextPmd);
            }
            return;
        }
        PageTable table = mm.pteTable(addr);
        if (table == null) {
            addr = next;
            nextPmd();
            return;
        }
        then(
                lock(table.lock),
                () -> flushBatchedPending(k, t, mm, table, addr, next),
                () -> zapPte(table, next),
                gather::flushRmaps,
                unlock(table.lock),
                this::nextPmd);
    }

    /**
     * flush_tlb_batched_pending: reclaim has put off a flush of this mm. Under the table's lock.
     *
     * @param from of what the caller gathers; {@code to} where it flushes itself
     */
    static void flushBatchedPending(Kernel k, Task t, Mm mm, PageTable table, long from, long to) {
        if (mm.batchedPending && !(table.putOff(t, mm) && table.mapsPages(from, to) && k.bugs.fire(Bug.TLB_3, mm))) {
            mm.batchedPending = false;
            t.push(k.tlbs.flush(t, mm, 0, Flush.ALL, true));
        }
    }

    private void zapPte(PageTable table, long next) {
        while (addr < next && table.entries[table.slot(addr)] == 0) {
            addr += 4096;
        }
        if (addr >= next) {
            return;
        }
        long at = addr;
        addr += 4096;
        long pte = table.entries[table.slot(at)];
        if (Pte.isPresent(pte)) {
            present(table, at);
        } else {
            k.tables.clear(mm, table, at, "clear_np");
            if (Pte.isSwap(pte)) {
                then(() -> Swap.freeSwapAndCache(k, t, Pte.entryOf(pte)), () -> zapPte(table, next));
                return;
            }
        }
        then(() -> zapPte(table, next));
    }

    private void present(PageTable table, long at) {
        Page last = k.page(table.entries[table.slot(at)]);
        if (last.refs == 1
                && last.order == 0
                && last.head == last
                && last.anon()
                && !vma.is(Vma.LOCKED)
                && fire(Bug.MAP_2, last)) {
            removeRmap(k, t, last, vma);
            k.lru.put(t, last);
            k.tables.clear(mm, table, at, "clear");
            gather.range(at, at + 4096);
            return;
        }
        long old = k.tables.clear(mm, table, at, gather.fullmm ? "clear_full" : "clear");
        gather.range(at, at + 4096);
        Page page = k.page(old);
        if (!page.anon() && Pte.isDirty(old)) {
            page.head.dirty = true;
        }
        if (gather.delays(page, old)) {
            gather.delay(page, vma);
        } else {
            k.rmap.remove(page, vma, false, "zap");
            munlock(k, t, page, vma);
        }
        gather.page(page);
    }

    /** page_remove_rmap, with its munlock. */
    static void removeRmap(Kernel k, Task t, Page page, Vma vma) {
        k.rmap.remove(page, vma, false, "remove");
        munlock(k, t, page, vma);
    }

    private static void munlock(Kernel k, Task t, Page page, Vma vma) {
        if (vma.is(Vma.LOCKED) && page.head.order == 0) {
            k.lru.munlock(t, page);
        }
    }
}
