package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** __split_vma: the part from an address on becomes a vma of its own. Under mmap_lock for writing. */
final class SplitVma extends Path {

    private final Vma vma;
    private final long at;
    private final Vma upper;

    private SplitVma(Kernel k, Task t, Vma vma, long at) {
        super(k, t);
        this.vma = vma;
        this.at = at;
        this.upper = k.vmas.dup(vma, vma.mm);
    }

    static void run(Kernel k, Task t, Vma vma, long at) {
        if (at > vma.start && at < vma.end) {
            SplitVma split = new SplitVma(k, t, vma, at);
            t.push(() -> cloneLinks(k, t, vma, split.upper), split::adjust);
        }
    }

    /** anon_vma_clone of a vma that gets the same anon_vma. */
    static void cloneLinks(Kernel k, Task t, Vma from, Vma to) {
        AnonVma own = from.anonVma;
        if (own == null) {
            return;
        }
        t.push(
                k.locks.down(t, own.lock(), true),
                () -> {
                    boolean forget = from.chain.size() > 1 && k.bugs.fire(Bug.AV_6, from);
                    for (AnonVma anonVma : new ArrayList<>(from.chain)) {
                        if (!forget || anonVma != from.chain.get(0)) {
                            k.anonVmas.link(to, anonVma);
                        }
                    }
                },
                () -> {
                    k.anonVmas.assign(to, own, "clone");
                    k.locks.up(t, own.lock());
                });
    }

    /** __vma_adjust: i_mmap_rwsem outside the anon_vma's lock. */
    private void adjust() {
        AnonVma own = vma.anonVma;
        List<Step> steps = new ArrayList<>();
        steps.add(this::splitPmd);
        boolean inverted = vma.file != null && own != null && fire(Bug.LOCK_1, vma);
        if (vma.file != null && !inverted) {
            steps.add(down(vma.file.iMmap, true));
        }
        if (own != null) {
            steps.add(down(own.lock(), true));
        }
        if (vma.file != null && inverted) {
            steps.add(down(vma.file.iMmap, true));
        }
        steps.add(this::store);
        if (own != null) {
            steps.add(up(own.lock()));
        }
        if (vma.file != null) {
            steps.add(up(vma.file.iMmap));
        }
        then(steps.toArray(Step[]::new));
    }

    /** vma_adjust_trans_huge: no huge page may lie across the new border. */
    private void splitPmd() {
        if ((at & (1 << 21) - 1) != 0 && Pte.isHuge(vma.mm.pmd(at))) {
            SplitHugePmd.run(k, t, vma, at >>> 21 << 21);
        }
    }

    private void store() {
        upper.start = at;
        upper.pgoff = vma.index(at);
        vma.end = at;
        k.vmas.store(upper);
        k.vmas.event(vma, "adjust", vma.mm, null);
        if (vma.file != null) {
            vma.file.vmas.add(upper);
        }
    }
}
