package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** mlock and munlock of a range: mlock_fixup, mlock_vma_pages_range, mlock_pte_range. */
public final class Mlock extends Path {

    private final Mm mm;
    private final long start;
    private final long end;
    private final boolean on;

    private Mlock(Kernel k, Task t, Mm mm, long start, long end, boolean on) {
        super(k, t);
        this.mm = mm;
        this.start = start;
        this.end = end;
        this.on = on;
    }

    /** A range within one vma. */
    public static void run(Kernel k, Task t, Mm mm, long start, long end, boolean on) {
        Mlock mlock = new Mlock(k, t, mm, start, end, on);
        k.lru.drain(t);
        t.push(mlock.mmapLock(mm, true), mlock::fixup, mlock.mmapUnlock(mm, true));
    }

    private void fixup() {
        Vma vma = mm.vma(start);
        if (vma == null || vma.is(Vma.LOCKED) == on || vma.is(Vma.HUGEPAGE)) {
            return;
        }
        long to = Math.min(end, vma.end);
        then(
                () -> SplitVma.run(k, t, vma, to),
                () -> {
                    SplitVma.run(k, t, vma, start);
                },
                () -> {
                    Vma range = mm.vma(start);
                    if (range != null) {
                        pagesRange(range);
                    }
                });
    }

    private void pagesRange(Vma vma) {
        flags(vma, on ? vma.flags | Vma.LOCKED | Vma.IO : vma.flags & ~Vma.LOCKED);
        k.lru.drain(t);
        then(() -> walk(vma, vma.start), () -> k.lru.drain(t), () -> {
            if (on) {
                flags(vma, vma.flags & ~Vma.IO);
            }
        });
    }

    private void flags(Vma vma, long flags) {
        vma.flags = flags;
        k.vmas.event(vma, "flags", mm, null);
    }

    private void walk(Vma vma, long addr) {
        if (addr >= vma.end) {
            return;
        }
        long next = Math.min(vma.end, ((addr >>> 21) + 1) << 21);
        PageTable table = mm.pteTable(addr);
        if (table == null) {
            walk(vma, next);
            return;
        }
        if (on && hasUnlocked(table, addr, next) && fire(Bug.MLOCK_1, vma)) {
            then(() -> ptes(vma, table, addr, next), () -> walk(vma, next));
            return;
        }
        then(lock(table.lock), () -> ptes(vma, table, addr, next), unlock(table.lock), () -> walk(vma, next));
    }

    private boolean hasUnlocked(PageTable table, long from, long to) {
        for (long addr = from; addr < to; addr += 4096) {
            long pte = table.entries[table.slot(addr)];
            if (Pte.isPresent(pte) && k.page(pte).head.order == 0 && !k.page(pte).mlocked) {
                return true;
            }
        }
        return false;
    }

    private void ptes(Vma vma, PageTable table, long from, long to) {
        for (long addr = from; addr < to; addr += 4096) {
            long pte = table.entries[table.slot(addr)];
            Page migrating = on && Pte.isMigration(pte) ? k.frames.find(Pte.migrationPfn(pte)) : null;
            if (migrating != null && migrating.copied && !migrating.mlocked && fire(Bug.MIG_2, migrating)) {
                k.lru.mlock(t, migrating);
            }
            if (Pte.isPresent(pte)) {
                Page page = k.page(pte);
                if (page.head.order == 0) {
                    if (on) {
                        k.lru.mlock(t, page);
                        if (page.anon() && page.mapcount == 1 && fire(Bug.MLOCK_5, page)) {
                            k.lru.mlock(t, page);
                        }
                    } else {
                        k.lru.munlock(t, page);
                    }
                    long next = addr + 4096;
                    then(() -> ptes(vma, table, next, to));
                    return;
                }
            }
        }
    }
}
