package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** do_mas_align_munmap: splits at the borders, takes the vmas out of the mm, often downgrades, and unmaps. */
public final class Munmap extends Path {

    private final Mm mm;
    private final long start;
    private final long end;
    private final List<Vma> detached = new ArrayList<>();
    private long floor;
    private long ceiling = Long.MAX_VALUE;

    private Munmap(Kernel k, Task t, Mm mm, long start, long end) {
        super(k, t);
        this.mm = mm;
        this.start = start;
        this.end = end;
    }

    public static void run(Kernel k, Task t, Mm mm, long start, long end) {
        Munmap munmap = new Munmap(k, t, mm, start, end);
        t.push(munmap.mmapLock(mm, true), () -> munmap.locked(true));
    }

    /** With mmap_lock held for writing, which mremap keeps. */
    static void locked(Kernel k, Task t, Mm mm, long start, long end) {
        new Munmap(k, t, mm, start, end).locked(false);
    }

    private void locked(boolean release) {
        then(() -> splitAt(start), () -> splitAt(end), () -> detach(release));
    }

    private void splitAt(long addr) {
        Vma vma = mm.vma(addr);
        if (vma != null) {
            SplitVma.run(k, t, vma, addr);
        }
    }

    private void detach(boolean release) {
        detached.addAll(mm.vmas.subMap(start, end).values());
        detached.forEach(vma -> mm.vmas.remove(vma.start));
        Map.Entry<Long, Vma> before = mm.vmas.lowerEntry(start);
        Map.Entry<Long, Vma> behind = mm.vmas.ceilingEntry(end);
        floor = before == null ? 0 : before.getValue().end;
        ceiling = behind == null ? Long.MAX_VALUE : behind.getKey();
        boolean downgrade = release && k.oneIn(2);
        List<Step> steps = new ArrayList<>();
        if (!detached.isEmpty()) {
            if (downgrade) {
                steps.add(mmapDowngrade(mm));
            }
            steps.add(() -> unmapRegion(new Gather(k, t, mm, false)));
            steps.add(() -> detached.forEach(k.vmas::free));
        }
        if (release) {
            steps.add(mmapUnlock(mm, !downgrade || detached.isEmpty()));
        }
        then(steps.toArray(Step[]::new));
    }

    /** It is the last vma of its anon_vma, and maps a page of it. */
    private boolean keepsAnonVma(Vma vma, AnonVma own) {
        return own.vmas.size() == 1 && own.refs == 1 && mapsPages(vma, own);
    }

    private boolean mapsPages(Vma vma, AnonVma own) {
        for (long addr = vma.start; addr < vma.end; addr += 4096) {
            long pte = mm.pte(addr);
            if (Pte.isPresent(pte) && k.page(pte).anonVma == own && k.page(pte).mapcount == 1 && !k.page(pte).ksm) {
                return true;
            }
        }
        return false;
    }

    private void unmapRegion(Gather gather) {
        List<Step> steps = new ArrayList<>();
        Vma first = detached.get(0);
        AnonVma own = first.anonVma;
        if (first.file == null && own != null && keepsAnonVma(first, own) && fire(Bug.AV_1, first)) {
            steps.add(() -> UnlinkAnonVmas.run(k, t, first));
            steps.add(() -> {
                if (!mapsPages(first, own)) { // reclaim held the anon_vma's lock, and has unmapped the page
                    k.bugs.undone(Bug.AV_1);
                }
            });
        }
        for (Vma vma : detached) {
            steps.add(Zap.range(k, t, gather, vma, vma.start, vma.end));
        }
        steps.add(FreePgtables.of(k, t, gather, detached, floor, ceiling));
        steps.add(gather::finish);
        then(steps.toArray(Step[]::new));
    }
}
