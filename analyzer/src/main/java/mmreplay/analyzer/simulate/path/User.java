package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** What a user's task does next, drawn from the seed. */
final class User {

    private static final long[] SLOTS = {
        0x700000000000L,
        0x700000200000L,
        0x700000400000L,
        0x700000600000L,
        0x700000800000L,
        0x700000a00000L,
        0x7f0000000000L,
        0x7f0000200000L,
        0x7f0000400000L
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
        t.computes = k.computing == mm;
        if (t.computes) {
            return;
        }
        Kernel.Hot hot = k.hot;
        if (hot != null && hot.mm() == mm && hot.by() != t && k.oneIn(2)) {
            if (faults(mm, hot.addr(), false)) {
                PageFault.at(k, t, mm, hot.addr(), false);
            }
            return;
        }
        Kernel.Hot copied = k.copied;
        if (copied != null && copied.mm() == mm && copied.by() != t) {
            Mlock.run(k, t, mm, copied.addr(), copied.addr() + PAGE, true);
            return;
        }
        if (k.bugs.wantedAny(Bug.PTW_4, Bug.PTW_9) && k.oneIn(10)) {
            Retract.some(k, t);
            return;
        }
        Vma whole = k.bugs.wanted(Bug.PTW_7) && k.oneIn(10) ? wholeTable(mm) : null;
        if (whole != null) {
            Mremap.run(k, t, mm, whole, freePlace(whole));
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
        } else if (choice < 765) {
            processes.thread(t, mm);
        } else {
            rarer(mm, choice);
        }
    }

    private void rarer(Mm mm, int choice) {
        Vma vma = any(mm);
        long start = address(vma);
        long end = start + PAGE * (1 + k.random.nextInt(5));
        if (choice < 785) {
            Mlock.run(k, t, mm, start, end, true);
        } else if (choice < 820) {
            Mlock.run(k, t, mm, start, end, false);
        } else if (choice < 850) {
            Mprotect.run(k, t, mm, start, end, k.oneIn(2));
        } else if (choice < 880) {
            Mremap.run(k, t, mm, vma, freePlace(vma));
        } else if (choice < 895) {
            Reclaim.run(k, t, 4);
        } else if (choice < 915) {
            Collapse.scan(k, t, mm, huge(mm, vma));
        } else if (choice < 920) {
            Hugetlb.run(k, t, vma);
        } else if (choice < 935) {
            Retract.some(k, t);
        } else if (choice < 941) {
            GroundTruth.write(k, t, mm, vma);
        }
    }

    /** An anonymous vma that fills a page table. */
    private static @Nullable Vma wholeTable(Mm mm) {
        for (Vma vma : mm.vmas.values()) {
            boolean fills = (vma.start & (1 << 21) - 1) == 0 && vma.end - vma.start == 1 << 21;
            if (fills && vma.anonVma != null && mm.pteTable(vma.start) != null) {
                return vma;
            }
        }
        return null;
    }

    private static boolean used(Mm mm, long slot) {
        return !mm.vmas.subMap(slot, slot + (1 << 21)).isEmpty();
    }

    /** Often at the same offset in its table, so that whole tables can move. */
    private long freePlace(Vma vma) {
        long slot = SLOTS[k.random.nextInt(SLOTS.length)];
        for (int i = 0; i < 8 && used(vma.mm, slot); i++) {
            slot = SLOTS[k.random.nextInt(SLOTS.length)];
        }
        return slot + (k.oneIn(2) ? vma.start & (1 << 21) - 1 : PAGE * k.random.nextInt(24));
    }

    /** A vma that is made for huge pages, if there is one. */
    private static Vma huge(Mm mm, Vma other) {
        for (Vma vma : mm.vmas.values()) {
            if (vma.is(Vma.HUGEPAGE)) {
                return vma;
            }
        }
        return other;
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
        return (pte & 1) == 0 || (write && (pte & 2) == 0);
    }

    private void mmap(Mm mm) {
        if (mm.vmas.size() > 7) {
            return;
        }
        long slot = SLOTS[k.random.nextInt(SLOTS.length)];
        boolean wanted = k.bugs.wantedAny(Bug.LOCK_3, Bug.LOCK_4, Bug.PTW_4, Bug.PTW_9);
        boolean ofFile = k.oneIn(3) || wanted;
        if (k.oneIn(wanted ? 2 : 4)) {
            long flags = Vma.READ | Vma.WRITE | (ofFile ? Vma.SHARED | 0x80 : Vma.HUGEPAGE);
            Mmap.run(k, t, mm, slot, slot + (1 << 21), flags, ofFile ? anyFile() : null);
            return;
        }
        long start = slot + PAGE * k.random.nextInt(24);
        long pages = 2L + k.random.nextInt(10);
        long flags = Vma.READ | Vma.WRITE | (ofFile && k.oneIn(2) ? Vma.SHARED | 0x80 : 0);
        Mmap.run(k, t, mm, start, start + PAGE * pages, flags, ofFile ? anyFile() : null);
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

    private FileMapping anyFile() {
        return k.files.get(k.random.nextInt(k.files.size()));
    }
}
