package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** folio_referenced: clears the accessed bits, and sees mlocked vmas. The page is locked. */
final class Referenced extends RmapWalk {

    private Referenced(Kernel k, Task t, Page page) {
        super(k, t, page);
    }

    static void run(Kernel k, Task t, Page page) {
        new Referenced(k, t, page).walk();
    }

    @Override
    void one(Vma vma, long addr, PageTable table) {
        long pte = table.entries[table.slot(addr)];
        if (vma.is(Vma.LOCKED)) {
            if (!vma.is(Vma.IO)) {
                k.lru.mlock(t, page);
            }
            stop();
        } else if ((pte & Pte.ACCESSED) != 0 && k.oneIn(2)) {
            k.tables.set(vma.mm, table, addr, pte & ~Pte.ACCESSED, "young");
        }
    }
}
