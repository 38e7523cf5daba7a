package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** madvise(MADV_DONTNEED): zaps a range under mmap_lock for reading. */
public final class Madvise extends Path {

    private Madvise(Kernel k, Task t) {
        super(k, t);
    }

    public static void dontneed(Kernel k, Task t, Mm mm, long start, long end) {
        Madvise path = new Madvise(k, t);
        if (k.bugs.wanted(Bug.PTW_1) && mm.users == 1 && path.mapped(mm, start, end) && k.bugs.fire(Bug.PTW_1, mm)) {
            t.push(() -> path.zap(mm, start, end));
            return;
        }
        t.push(path.mmapLock(mm, false), () -> path.zap(mm, start, end), path.mmapUnlock(mm, false));
    }

    private boolean mapped(Mm mm, long start, long end) {
        Vma vma = mm.vma(start);
        for (long addr = start; vma != null && !vma.is(Vma.LOCKED) && addr < Math.min(end, vma.end); addr += 4096) {
            if ((mm.pte(addr) & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    private void zap(Mm mm, long start, long end) {
        Vma vma = mm.vma(start);
        if (vma == null || vma.is(Vma.LOCKED)) {
            return;
        }
        k.lru.drain(t);
        Gather gather = new Gather(k, t, mm, false);
        then(Zap.range(k, t, gather, vma, start, Math.min(end, vma.end)), gather::finish);
    }
}
