package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Frames;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.SpinLock;
import mmreplay.analyzer.simulate.sched.Task;

/** A hugetlb page is migrated in place: what the two rmap functions' kprobes see of it. Its entries are left out. */
public final class Hugetlb extends Path {

    private final Vma vma;
    private final AnonVma anonVma;

    private Hugetlb(Kernel k, Task t, Vma vma, AnonVma anonVma) {
        super(k, t);
        this.vma = vma;
        this.anonVma = anonVma;
    }

    public static void run(Kernel k, Task t, Vma vma) {
        AnonVma anonVma = vma.anonVma;
        if (anonVma != null && k.frames.freeBlocks() > 5) {
            Hugetlb path = new Hugetlb(k, t, vma, anonVma);
            t.push(path.mmapLock(vma.mm, false), path::fault, path.mmapUnlock(vma.mm, false));
        }
    }

    private void fault() {
        if (vma.anonVma != anonVma || vma.mm.vma(vma.start) != vma) {
            return;
        }
        Page page = k.frames.allocHuge();
        boolean early = k.bugs.wanted(Bug.ANON_8) && fire(Bug.ANON_8, page);
        SpinLock lock = vma.mm.pageTableLock;
        then(
                lock(lock),
                () -> probe("hugepage_add_new_anon_rmap", page, 0),
                unlock(lock),
                () -> k.locks.tryLock(t, page),
                () -> {
                    if (early) {
                        k.locks.unlock(page);
                    }
                },
                lock(lock),
                () -> probe("hugepage_add_anon_rmap", page, anonVma.address + 1),
                unlock(lock),
                () -> {
                    if (!early) {
                        k.locks.unlock(page);
                    }
                },
                () -> k.lru.put(t, page));
    }

    private void probe(String function, Page page, long mapping) {
        k.out.begin(function)
                .text("(" + function + "+0x0/0x70)")
                .x("page", Frames.pointer(page))
                .x("head", 0)
                .x("pflags", 0x17fffc000010000L | (page.locked ? 1 : 0))
                .x("mapping", mapping)
                .x("index", vma.pgoff)
                .d("mapcount", -1)
                .x("vma", vma.address)
                .x("vm_mm", vma.mm.address)
                .x("vm_start", vma.start)
                .x("vm_end", vma.end)
                .x("vm_pgoff", vma.pgoff)
                .x("vm_flags", vma.flags)
                .x("anon_vma", anonVma.address)
                .x("address", vma.start)
                .end();
    }
}
