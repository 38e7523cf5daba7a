package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** What a user's task does next, drawn from the seed. */
final class User {

    private static final long[] SLOTS = {
        0x700000000000L, 0x700000200000L, 0x700000400000L, 0x700000600000L, 0x7f0000000000L, 0x7f0000200000L
    };
    private static final long PAGE = 4096;

    private final Kernel k;
    private final Processes processes;
    private final Task t;

    User(Kernel k, Processes processes, Task t) {
        this.k = k;
        this.processes = processes;
        this.t = t;
    }

    void act() {
        Mm mm = t.mm;
        if (mm == null) {
            Exec.run(k, t);
            return;
        }
        int choice = k.random.nextInt(1000);
        if (mm.vmas.isEmpty() || choice < 60) {
            mmap(mm);
        } else if (choice < 620) {
            touch(mm);
        } else if (choice < 650) {
            munmap(mm);
        } else if (choice < 680) {
            dontneed(mm);
        } else if (choice < 712) {
            processes.fork(t, mm);
        } else if (choice < 732) {
            processes.exit(t, mm);
        } else if (choice < 738 && mm.users == 1 && t.pid != Processes.INIT) {
            Exec.run(k, t);
        } else if (choice < 746) {
            processes.thread(t, mm);
        }
    }

    private Vma any(Mm mm) {
        List<Vma> all = new ArrayList<>(mm.vmas.values());
        return all.get(k.random.nextInt(all.size()));
    }

    private long address(Vma vma) {
        return vma.start + PAGE * k.random.nextInt((int) Math.min(40, (vma.end - vma.start) / PAGE));
    }

    private void touch(Mm mm) {
        Vma vma = any(mm);
        boolean write = k.random.nextInt(3) > 0 && vma.is(Vma.WRITE);
        int pages = 1 + k.random.nextInt(3);
        for (int i = 0; i < pages; i++) {
            long addr = address(vma);
            if (faults(mm, addr, write)) {
                PageFault.at(k, t, mm, addr, write);
            }
        }
    }

    private static boolean faults(Mm mm, long addr, boolean write) {
        long pmd = mm.pmd(addr);
        long pte = mmreplay.analyzer.simulate.mm.Pte.isHuge(pmd) ? pmd : mm.pte(addr);
        return (pte & 1) == 0 || write && (pte & 2) == 0;
    }

    private void mmap(Mm mm) {
        if (mm.vmas.size() > 7) {
            return;
        }
        long slot = SLOTS[k.random.nextInt(SLOTS.length)];
        long start = slot + PAGE * k.random.nextInt(24);
        long pages = 2 + k.random.nextInt(10);
        Mmap.run(k, t, mm, start, start + PAGE * pages, Vma.READ | Vma.WRITE, null);
    }

    private void munmap(Mm mm) {
        Vma vma = any(mm);
        if (k.oneIn(2)) {
            Munmap.run(k, t, mm, vma.start, vma.end);
            return;
        }
        long start = address(vma);
        Munmap.run(k, t, mm, start, start + PAGE * (1 + k.random.nextInt(4)));
    }

    private void dontneed(Mm mm) {
        Vma vma = any(mm);
        long start = address(vma);
        Madvise.dontneed(k, t, mm, start, start + PAGE * (1 + k.random.nextInt(6)));
    }

    @Nullable
    FileMapping anyFile() {
        return k.files.get(k.random.nextInt(k.files.size()));
    }
}
