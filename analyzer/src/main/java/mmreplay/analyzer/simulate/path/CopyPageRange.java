package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** copy_page_range of one vma at a fork. Both mmap_locks are held for writing. */
final class CopyPageRange extends Path {

    private final Vma from;
    private final Vma to;
    private long addr;

    private CopyPageRange(Kernel k, Task t, Vma from, Vma to) {
        super(k, t);
        this.from = from;
        this.to = to;
        this.addr = from.start;
    }

    static void run(Kernel k, Task t, Vma from, Vma to) {
        new CopyPageRange(k, t, from, to).nextPmd();
    }

    private void nextPmd() {
        if (addr >= from.end) {
            return;
        }
        long next = Math.min(from.end, ((addr >>> 21) + 1) << 21);
        long pmd = from.mm.pmd(addr);
        if (Pte.isHuge(pmd)) {
            // the huge page is split first: 6.1 does that too when it is pinned
            then(() -> SplitHugePmd.run(k, t, from, addr >>> 21 << 21), this::nextPmd);
            return;
        }
        if (pmd == 0) {
            addr = next;
            nextPmd();
            return;
        }
        then(() -> PteAlloc.all(k, t, to.mm, addr), () -> copyTable(next), this::nextPmd);
    }

    private void copyTable(long next) {
        PageTable dst = table(to.mm.pteTable(addr));
        PageTable src = table(from.mm.pteTable(addr));
        then(lock(dst.lock), lock(src.lock), () -> copyPte(src, dst, next), unlock(src.lock), unlock(dst.lock));
    }

    private void copyPte(PageTable src, PageTable dst, long next) {
        while (addr < next && src.entries[src.slot(addr)] == 0) {
            addr += 4096;
        }
        if (addr >= next) {
            return;
        }
        long at = addr;
        addr += 4096;
        long pte = src.entries[src.slot(at)];
        if (Pte.isPresent(pte)) {
            copyPresent(src, dst, at, pte);
        } else if (Pte.isSwap(pte)) {
            k.swap.dup(Pte.entryOf(pte));
            boolean keep = Pte.isExclusiveSwap(pte) && fire(Bug.ANON_9, to);
            if (Pte.isExclusiveSwap(pte) && !keep) {
                k.tables.set(from.mm, src, at, Pte.notExclusive(pte), "set");
            }
            k.tables.set(to.mm, dst, at, keep ? pte : Pte.notExclusive(pte), "set");
        } else {
            long shared = Pte.migration(Pte.migrationPfn(pte), false, false);
            if (!Pte.isMigrationShared(pte)) {
                k.tables.set(from.mm, src, at, shared, "set");
            }
            k.tables.set(to.mm, dst, at, shared, "set");
        }
        then(() -> copyPte(src, dst, next));
    }

    private void copyPresent(PageTable src, PageTable dst, long at, long pte) {
        Page page = k.page(pte);
        k.lru.get(page);
        k.rmap.dup(page, from);
        boolean protect = Pte.isWritable(pte) && !from.shared();
        if (protect && !(page.anon() && fire(Bug.PTC_2, page))) {
            k.tables.set(from.mm, src, at, Pte.readOnly(pte), "wrprotect");
        }
        long copy = (from.shared() ? pte & ~Pte.DIRTY : Pte.readOnly(pte)) & ~Pte.ACCESSED;
        k.tables.set(to.mm, dst, at, copy, "set");
    }
}
