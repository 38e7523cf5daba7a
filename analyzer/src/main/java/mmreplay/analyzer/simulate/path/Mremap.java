package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.SpinLock;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** move_vma: a vma goes to another address, entry by entry, or by whole tables where both places are aligned. */
public final class Mremap extends Path {

    private static final long HUGE = 1L << 21;

    private final Mm mm;
    private final Vma vma;
    private final long target;
    private final long length;

    private Mremap(Kernel k, Task t, Mm mm, Vma vma, long target) {
        super(k, t);
        this.mm = mm;
        this.vma = vma;
        this.target = target;
        this.length = vma.end - vma.start;
    }

    public static void run(Kernel k, Task t, Mm mm, Vma vma, long target) {
        Mremap move = new Mremap(k, t, mm, vma, target);
        t.push(move.mmapLock(mm, true), move::moveVma, move.mmapUnlock(mm, true));
    }

    private boolean free(long start, long end) {
        return mm.vmas.subMap(start - (1 << 23), end).values().stream().noneMatch(other -> other.end > start);
    }

    private void moveVma() {
        boolean there = mm.vmas.get(vma.start) == vma && vma.end - vma.start == length;
        if (!there || vma.is(Vma.LOCKED) || !free(target, target + length)) {
            return;
        }
        long from = vma.start;
        Vma copy = k.vmas.dup(vma, mm);
        // before it is linked: an rmap walk that finds it must find its pages where they will be
        copy.start = target;
        copy.end = target + length;
        if (vma.anonVma == null && vma.file == null) {
            copy.pgoff = target >>> 12;
        }
        then(
                () -> SplitVma.cloneLinks(k, t, vma, copy),
                () -> copyVma(copy),
                () -> moveTables(copy, 0),
                () -> Munmap.locked(k, t, mm, from, from + length));
    }

    private void copyVma(Vma copy) {
        if (vma.file == null) {
            k.vmas.store(copy);
            return;
        }
        then(
                down(vma.file.iMmap, true),
                () -> {
                    k.vmas.store(copy);
                    vma.file.vmas.add(copy);
                },
                up(vma.file.iMmap));
    }

    private void moveTables(Vma copy, long done) {
        if (done >= length) {
            return;
        }
        long from = vma.start + done;
        long to = target + done;
        long step = Math.min(length - done, Math.min(HUGE - (from & HUGE - 1), HUGE - (to & HUGE - 1)));
        long pmd = mm.pmd(from);
        if (pmd == 0) {
            moveTables(copy, done + step);
        } else if (Pte.isHuge(pmd)) {
            then(() -> SplitHugePmd.run(k, t, vma, from >>> 21 << 21), () -> moveTables(copy, done));
        } else if (step == HUGE && mm.pmd(to) == 0) {
            then(
                    () -> PteAlloc.upper(k, t, mm, to),
                    () -> moveNormalPmd(from, to),
                    () -> moveTables(copy, done + step));
        } else {
            then(() -> PteAlloc.all(k, t, mm, to), () -> movePtes(from, to, step), () -> moveTables(copy, done + step));
        }
    }

    /** move_ptes. */
    private void movePtes(long from, long to, long size) {
        PageTable source = table(mm.pteTable(from));
        PageTable dest = table(mm.pteTable(to));
        boolean[] flush = new boolean[1];
        boolean[] late = new boolean[1];
        List<Step> steps = new ArrayList<>();
        steps.add(lock(source.lock));
        if (dest != source) {
            steps.add(lock(dest.lock));
        }
        steps.add(() -> Zap.flushBatchedPending(k, t, mm, source, from, from));
        for (long i = 0; i < size; i += 4096) {
            long at = i;
            if (source.entries[source.slot(from + at)] != 0) {
                steps.add(() -> flush[0] |= movePte(source, from + at, dest, to + at));
            }
        }
        steps.add(() -> {
            late[0] = flush[0] && fire(Bug.TLB_2, mm);
            if (flush[0] && !late[0]) {
                then(flush(mm, from, from + size, true));
            }
        });
        if (dest != source) {
            steps.add(unlock(dest.lock));
        }
        steps.add(unlock(source.lock));
        steps.add(() -> {
            if (late[0]) {
                then(flush(mm, from, from + size, true));
            }
        });
        then(steps.toArray(Step[]::new));
    }

    private boolean movePte(PageTable source, long from, PageTable dest, long to) {
        if (source.entries[source.slot(from)] == 0) {
            return false;
        }
        long pte = k.tables.clear(mm, source, from, "clear");
        k.tables.set(mm, dest, to, pte, "set");
        return Pte.isPresent(pte);
    }

    /** take_rmap_locks, then move_normal_pmd. */
    private void moveNormalPmd(long from, long to) {
        AnonVma own = vma.anonVma != null && fire(Bug.PTW_7, vma) ? null : vma.anonVma;
        List<Step> steps = new ArrayList<>();
        if (vma.file != null) {
            steps.add(down(vma.file.iMmap, true));
        }
        if (own != null) {
            steps.add(down(own.lock(), true));
        }
        SpinLock source = table(mm.pmdTable(from)).lock;
        SpinLock dest = table(mm.pmdTable(to)).lock;
        steps.add(lock(source));
        if (dest != source) {
            steps.add(lock(dest));
        }
        steps.add(() -> {
            PageTable moved = table(mm.pteTable(from));
            k.tables.unlink(mm, moved, from, "mremap");
            k.tables.link(mm, moved, to);
            then(flush(mm, from, from + HUGE, true));
        });
        if (dest != source) {
            steps.add(unlock(dest));
        }
        steps.add(unlock(source));
        if (own != null) {
            steps.add(up(own.lock()));
        }
        if (vma.file != null) {
            steps.add(up(vma.file.iMmap));
        }
        then(steps.toArray(Step[]::new));
    }
}
