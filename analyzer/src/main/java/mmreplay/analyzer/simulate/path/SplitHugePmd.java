package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Task;

/** __split_huge_pmd: an anonymous huge page is mapped by its deposited table from now on; a file's is just unmapped. */
final class SplitHugePmd extends Path {

    private static final int PIECES = 512;
    private static final long PMD_PFN = 0x000fffffffe00000L;

    private final Vma vma;
    private final Mm mm;
    private final long addr;
    private final PageTable pmd;

    private SplitHugePmd(Kernel k, Task t, Vma vma, long addr) {
        super(k, t);
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = addr;
        this.pmd = table(mm.pmdTable(addr));
    }

    static void run(Kernel k, Task t, Vma vma, long addr) {
        SplitHugePmd split = new SplitHugePmd(k, t, vma, addr);
        t.push(split.lock(split.pmd.lock), split::locked, split.unlock(split.pmd.lock));
    }

    private void locked() {
        long old = pmd.entries[pmd.slot(addr)];
        if (!Pte.isHuge(old)) {
            return;
        }
        Page head = k.page(old);
        if (!head.anon()) {
            unmapFile(head);
            return;
        }
        // pmdp_invalidate: not present, but still there
        then(
                () -> k.tables.setPmd(mm, pmd, addr, (old ^ PMD_PFN) & ~Pte.PRESENT, "establish"),
                flush(mm, 0, Flush.ALL, true),
                () -> piece(head, table(pmd.deposited[pmd.slot(addr)]), Pte.isWritable(old), 0));
    }

    private void unmapFile(Page head) {
        then(() -> k.tables.clearPmd(mm, pmd, addr), flush(mm, 0, Flush.ALL, true), () -> {
            k.rmap.remove(head, vma, true, "remove");
            k.lru.put(t, head);
        });
    }

    private void piece(Page head, PageTable table, boolean write, int i) {
        if (i == PIECES) {
            k.rmap.remove(head, vma, true, "split");
            head.refs--;
            pmd.deposited[pmd.slot(addr)] = null;
            pmd.entries[pmd.slot(addr)] = 0;
            k.tables.link(mm, table, addr);
            return;
        }
        Page part = k.frames.page(head.pfn + i);
        long at = addr + i * 4096L;
        long pte = Pte.present(part.pfn, write) & ~Pte.DIRTY;
        k.tables.set(mm, table, at, pte, "set");
        k.rmap.addSplit(part, vma, at);
        part.exclusive = head.exclusive;
        head.refs++;
        then(() -> piece(head, table, write, i + 1));
    }
}
