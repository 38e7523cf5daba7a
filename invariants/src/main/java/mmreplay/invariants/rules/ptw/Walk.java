package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
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

    Walk(MmEvent event, Machine machine) {
        this.machine = machine;
        locks = machine.locks();
        pid = event.pid();
        mm = event.get(Field.MM);
        address = event.get(Field.ADDR);
    }

    /** mmap_lock of the mm, at least for reading. */
    Tri mmapLock() {
        Tri held = locks.holds(pid, machine.mms().mmapLock(mm), Locks.Mode.READ);
        return held != Tri.YES && locks.holdsAny(pid, Word.MMAP_LOCK) == Tri.NO ? Tri.NO : held;
    }

    /** The lock of the vma alone. Which vma such a lock belongs to does not show, only that the task holds none. */
    Tri vmaLock() {
        boolean none = machine.eras().has(Era.VMA_LOCK) == Tri.NO || locks.holdsAny(pid, Word.VMA_LOCK) == Tri.NO;
        return none ? Tri.NO : Tri.UNKNOWN;
    }

    /** One of the locks by which the rmap leads to the vma, at least for reading; another vma's does not count, nor against. */
    Tri rmapLock() {
        if (locks.holdsAny(pid, Word.ANON_VMA_RWSEM) == Tri.NO && locks.holdsAny(pid, Word.I_MMAP_RWSEM) == Tri.NO) {
            return Tri.NO;
        }
        Vma vma = machine.vmas().covering(mm, address);
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
