package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** zap_huge_pmd: a whole huge page is unmapped, and its deposited table freed. */
final class ZapHuge extends Path {

    private ZapHuge(Kernel k, Task t) {
        super(k, t);
    }

    static void run(Kernel k, Task t, Gather gather, Vma vma, long addr) {
        new ZapHuge(k, t).zap(gather, vma, addr);
    }

    private void zap(Gather gather, Vma vma, long addr) {
        Mm mm = vma.mm;
        PageTable pmd = table(mm.pmdTable(addr));
        then(
                lock(pmd.lock),
                () -> {
                    int slot = pmd.slot(addr);
                    if (!Pte.isHuge(pmd.entries[slot])) {
                        return;
                    }
                    Page head = k.page(k.tables.clearPmd(mm, pmd, addr));
                    gather.range(addr, addr + (1 << 21));
                    k.rmap.remove(head, vma, true, "remove");
                    PageTable spare = pmd.deposited[slot];
                    if (spare != null) {
                        pmd.deposited[slot] = null;
                        k.tables.free(mm, spare, addr, "pte_free");
                        spare.page.refs = 0;
                        k.frames.free(spare.page);
                    }
                    gather.page(head);
                },
                unlock(pmd.lock));
    }
}
