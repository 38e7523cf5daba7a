package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** A task that is at an address of an mm's page tables, and the locks under which it may be there. */
final class Walk {

    private final Machine machine;
    private final Locks locks;
    private final int pid;
    private final long mm;
    private final long address;
    private final boolean hugetlb;

    Walk(MmEvent event, Machine machine) {
        this.machine = machine;
        locks = machine.locks();
        pid = event.pid();
        mm = event.get(Field.MM);
        address = event.get(Field.ADDR);
        hugetlb = PageTables.hugetlb(event);
    }

    /** mmap_lock of the mm, at least for reading. */
    Tri mmapLock() {
        Tri held = locks.holds(pid, machine.mms().mmapLock(mm), Locks.Mode.READ);
        return held != Tri.YES && hasUsers() && locks.holdsAny(pid, Word.MMAP_LOCK) == Tri.NO ? Tri.NO : held;
    }

    /**
     * Tasks run on the mm, so that what walks do matters. The kernel has mms of its own since boot, with addresses in the lower half:
     * __text_poke maps the code that it patches (for a static key, a kprobe, a bpf program) in poking_mm, and nobody else walks there.
     */
    private boolean hasUsers() {
        return machine.start() == Machine.Start.EMPTY
                || machine.mms().told(mm)
                || machine.mms().ofTask(pid) == mm;
    }

    /** The lock of the vma alone. Which vma such a lock belongs to does not show, only that the task holds none. */
    Tri vmaLock() {
        boolean none = machine.eras().has(Era.VMA_LOCK) == Tri.NO || locks.holdsAny(pid, Word.VMA_LOCK) == Tri.NO;
        return none ? Tri.NO : Tri.UNKNOWN;
    }

    /** One of the locks by which the rmap leads to the vma, at least for reading; another vma's does not count, nor against. */
    Tri rmapLock() {
        // the i_mmap_rwsem of hugetlbfs is a class of locks of its own, which a recording may leave out
        boolean noOther = !hugetlb || locks.holdsAny(pid, Word.HUGETLB_I_MMAP_RWSEM) == Tri.NO;
        Vma vma = machine.vmas().covering(mm, address);
        boolean noFile = vma != null && vma.fileKnown() && vma.fileLock() == 0;
        if (noOther
                && locks.holdsAny(pid, Word.ANON_VMA_RWSEM) == Tri.NO
                && (noFile || locks.holdsAny(pid, Word.I_MMAP_RWSEM) == Tri.NO)) {
            return Tri.NO;
        }
        if (vma == null) {
            return Tri.UNKNOWN;
        }
        AnonVma root = WalkLocks.root(vma, machine);
        boolean anon = root != null && locks.holds(pid, root.lock(), Locks.Mode.READ) == Tri.YES;
        boolean file = vma.fileKnown() && locks.holds(pid, vma.fileLock(), Locks.Mode.READ) == Tri.YES;
        return anon || file ? Tri.YES : Tri.UNKNOWN;
    }

    /** Names of what the locks belong to. */
    long[] keys() {
        Vma vma = machine.vmas().covering(mm, address);
        return new long[] {Key.task(pid), Key.mm(mm), Key.vma(vma == null ? 0 : vma.address())};
    }
}
