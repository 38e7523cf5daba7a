package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** Faults that end at a PMD entry: a new anonymous huge page, a file's, and a write to one. */
final class HugeFault extends Path {

    private final Vma vma;
    private final Mm mm;
    private final long addr;
    private final PageTable pmd;

    private HugeFault(Kernel k, Task t, Vma vma, long addr) {
        super(k, t);
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = addr;
        this.pmd = table(mm.pmdTable(addr));
    }

    static long entry(Page head, boolean write) {
        return Pte.present(head.pfn, write) | Pte.PSE;
    }

    /** __do_huge_pmd_anonymous_page. */
    static void anonymous(Kernel k, Task t, Vma vma, long addr) {
        HugeFault fault = new HugeFault(k, t, vma, addr);
        t.push(() -> AnonVmaPrepare.run(k, t, vma), fault::make);
    }

    private void make() {
        if (k.frames.freeBlocks() < 2) {
            return;
        }
        Page head = k.frames.allocHuge();
        PageTable spare = k.tables.alloc(mm, 1, addr);
        head.uptodate = true;
        k.lru.flag(head, "uptodate", 1, "__mark");
        then(lock(pmd.lock), () -> {
            if (mm.pmd(addr) != 0) {
                then(unlock(pmd.lock), () -> {
                    k.tables.free(mm, spare, addr, "pte_free");
                    spare.page.refs = 0;
                    k.frames.free(spare.page);
                    k.lru.put(t, head);
                });
                return;
            }
            k.rmap.addNew(head, vma, addr);
            k.lru.add(t, head);
            pmd.deposited[pmd.slot(addr)] = spare;
            then(() -> k.tables.setPmd(mm, pmd, addr, entry(head, true), "set"), unlock(pmd.lock));
        });
    }

    /** do_huge_pmd_wp_page: reuse, or the PMD is split and the fault goes on with the small page. */
    static void wp(Kernel k, Task t, Vma vma, long addr, Step fallback) {
        new HugeFault(k, t, vma, addr).write(fallback);
    }

    private void write(Step fallback) {
        then(lock(pmd.lock), () -> {
            long old = mm.pmd(addr);
            if (Pte.isHuge(old) && k.page(old).exclusive) {
                k.tables.setPmd(mm, pmd, addr, old | Pte.RW | Pte.DIRTY, "access");
                then(unlock(pmd.lock));
            } else {
                then(unlock(pmd.lock), () -> SplitHugePmd.run(k, t, vma, addr), fallback);
            }
        });
    }

    /** do_set_pmd where the page cache has a huge page for the address, else the fault goes on with a small one. */
    static void file(Kernel k, Task t, Vma vma, long addr, Step fallback) {
        long huge = addr >>> 21 << 21;
        FileMapping file = vma.file;
        boolean fits = vma.start <= huge && huge + (1 << 21) <= vma.end && (vma.index(huge) & 511) == 0;
        Page head = file != null && fits ? file.pages.get(vma.index(huge)) : null;
        if (head == null || head.order == 0 || !vma.shared()) {
            t.push(() -> PteAlloc.all(k, t, vma.mm, addr), fallback);
            return;
        }
        new HugeFault(k, t, vma, huge).setPmd(head);
    }

    private void setPmd(Page head) {
        k.lru.get(head);
        then(k.locks.lock(t, head), lock(pmd.lock), () -> {
            if (mm.pmd(addr) == 0 && head.file != null) {
                k.rmap.addFileHuge(head, vma);
                k.lru.get(head);
                k.tables.setPmd(mm, pmd, addr, entry(head, false) & ~Pte.NX, "set");
            }
            then(unlock(pmd.lock), () -> k.locks.unlock(head), () -> k.lru.put(t, head));
        });
    }
}
