package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * Rwsems by kprobes at the functions that take and release them, on kernels without lockdep. A probe prints an address: that of an
 * anon_vma's rwsem lies in the anon_vma, and what is taken while mmap_lock is taken is mmap_lock. Of all others the class is not
 * told.
 */
final class Rwsems {

    /** struct anon_vma begins with the pointer to its root. */
    private static final long RWSEM_IN_ANON_VMA = 8;

    private final Locks locks;
    private final AnonVmas anonVmas;

    Rwsems(Transitions transitions, Locks locks, AnonVmas anonVmas) {
        this.locks = locks;
        this.anonVmas = anonVmas;
        transitions.on(EventKind.MMAP_START, this::mmapStart);
        transitions.on(EventKind.RWSEM_ENTER, this::enter);
        transitions.on(EventKind.RWSEM_RETURN, this::leave);
        transitions.on(EventKind.RWSEM_RELEASE, this::release);
        transitions.on(EventKind.RWSEM_DOWNGRADE, this::downgrade);
    }

    private void mmapStart(MmEvent event) {
        TaskLocks task = locks.at(event.pid(), event);
        if (task != null) {
            task.mmapStart = event.line();
        }
    }

    private void enter(MmEvent event) {
        TaskLocks task = locks.recorded() ? null : locks.at(event.pid(), event); // lockdep tells all of it better
        if (task != null) {
            long sem = event.get(Field.LOCK);
            Hold hold = new Hold(sem, kind(sem), event.is(Field.READ), true, event);
            hold.tried = event.is(Field.TRY);
            task.entered = hold;
        }
    }

    private Word kind(long sem) {
        AnonVma anonVma = anonVmas.find(sem - RWSEM_IN_ANON_VMA);
        return anonVma == null || anonVma.freed() ? Word.RWSEM : Word.ANON_VMA_RWSEM;
    }

    private void leave(MmEvent event) {
        TaskLocks task = locks.at(event.pid(), event);
        Hold entered = task == null ? null : task.entered;
        if (task != null && entered != null) {
            task.entered = null;
            if (event.is(Field.OK)) {
                entered.waiting = false;
                entered.at(event);
                task.add(entered);
            }
        }
    }

    private void release(MmEvent event) {
        TaskLocks task = locks.at(event.pid(), event);
        if (task != null) {
            task.releaseIfHeld(event.get(Field.LOCK));
            task.entered = null; // its return was missed: it is not in there any more
        }
    }

    private void downgrade(MmEvent event) {
        TaskLocks task = locks.at(event.pid(), event);
        Hold held = task == null ? null : task.find(event.get(Field.LOCK));
        if (held != null) {
            held.read = true;
        }
    }
}
