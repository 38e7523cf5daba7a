package mmreplay.invariants.rules.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageLocks;
import mmreplay.invariants.machine.Tri;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * What a task holds at the moment at which it waits for one more lock, or has waited.
 *
 * @param wanted the class that is waited for
 * @param lock which lock of that class, 0 if it is not told
 * @param held what was seen to be taken and not released, in the order of taking; no page locks
 * @param page the page that it has held locked for longest
 * @param pageSure the page is uptodate: a lock of one that is not may belong to the I/O that reads it
 * @param known nothing else is held: all that the task did since it held nothing was seen
 */
record LockChain(
        Word wanted, long lock, List<Hold> held, PageLocks.@Nullable Locked page, boolean pageSure, boolean known) {

    /**
     * The chain at an event that shows a blocking acquisition: at the first that proves that it is one. lock_acquire alone is
     * might_lock, too, which waits for nothing; lock_contended says that the task waits now, which in a deadlock is the last that
     * is seen of it, and lock_acquired that it may have waited. Null for every other event.
     */
    static @Nullable LockChain waiting(MmEvent event, Machine machine) {
        if (event.inInterrupt()) {
            return null;
        }
        if (event.kind() == EventKind.FOLIO_LOCK) {
            boolean blocks = event.is(Field.HOW, Word.WAIT) || (event.has(Field.TRY) && !event.is(Field.TRY));
            return blocks ? at(event, Word.PAGE_LOCK, event.get(Field.PFN), machine) : null;
        }
        if (byProbes(event)) {
            return byProbes(event, machine);
        }
        if (event.kind() != EventKind.LOCK_ACQUIRED && event.kind() != EventKind.LOCK_CONTENDED) {
            return null;
        }
        Hold begun = machine.locks().find(event.pid(), event.get(Field.LOCK));
        boolean judged = event.kind() == EventKind.LOCK_ACQUIRED && begun != null && begun.contended();
        boolean faults = event.is(Field.HOW, Word.VMA_LOCK) && (begun == null || begun.read());
        return judged || faults ? null : at(event, event.word(Field.HOW), event.get(Field.LOCK), machine);
    }

    /** It is told by kprobes and the mmap_lock tracepoints, not by lockdep. */
    static boolean byProbes(MmEvent event) {
        return event.kind() == EventKind.RWSEM_RETURN || event.kind() == EventKind.MMAP_LOCKED;
    }

    /** What was taken has its class by its address, or because it was taken while mmap_lock was. */
    private static @Nullable LockChain byProbes(MmEvent event, Machine machine) {
        Locks locks = machine.locks();
        boolean mmap = event.kind() == EventKind.MMAP_LOCKED;
        Hold taken = mmap ? locks.rwsemOfMmapLock(event.pid()) : locks.entered(event.pid());
        if (taken == null || taken.tried() || !event.is(Field.OK)) {
            return null;
        }
        Word wanted = mmap ? Word.MMAP_LOCK : taken.kind();
        return wanted == Word.RWSEM ? null : at(event, wanted, mmap ? event.get(Field.MM) : taken.lock(), machine);
    }

    /** The chain at a trylock that succeeded; null for every other event. */
    static @Nullable LockChain tried(MmEvent event, Machine machine) {
        if (event.inInterrupt() || !event.is(Field.TRY)) {
            return null;
        }
        if (event.kind() == EventKind.LOCK_ACQUIRE) {
            return at(event, event.word(Field.HOW), event.get(Field.LOCK), machine);
        }
        boolean page = event.kind() == EventKind.FOLIO_LOCK && event.is(Field.OK);
        return page ? at(event, Word.PAGE_LOCK, event.get(Field.PFN), machine) : null;
    }

    static LockChain at(MmEvent event, Word wanted, long lock, Machine machine) {
        Locks locks = machine.locks();
        List<Hold> held = new ArrayList<>(locks.held(event.pid()));
        held.removeIf(hold -> (hold.lock() == lock && hold.kind() == wanted)
                || (hold.kind() == Word.VMA_LOCK && hold.read())
                || hold.kind() == Word.RWSEM);
        PageLocks.Locked first = machine.pageLocks().first(event.pid());
        PageLocks.Locked page = first != null && wanted == Word.PAGE_LOCK && first.pfn() == lock ? null : first;
        Page locked = page == null ? null : machine.folios().find(page.pfn());
        boolean known = locks.known(event.pid()) && machine.pageLocks().known(event.pid());
        return new LockChain(wanted, lock, held, page, locked != null && locked.uptodate() == Tri.YES, known);
    }

    boolean isEmpty() {
        return held.isEmpty() && page == null;
    }

    /**
     * The lock that was taken first of those which the documented order puts inside the wanted one; null if there is none. Page
     * locks are not among them.
     */
    @Nullable
    Hold inverted() {
        for (Hold hold : held) {
            boolean sure = !LockOrder.ofManyKinds(hold.kind()) && !LockOrder.ofManyKinds(wanted);
            if (sure && LockOrder.of(hold.kind(), wanted) == LockOrder.Relation.INVERTED) {
                return hold;
            }
        }
        return null;
    }

    /** The page lock that it holds is one of those which the order puts inside the wanted one. */
    boolean invertedToPage() {
        return page != null && LockOrder.of(Word.PAGE_LOCK, wanted) == LockOrder.Relation.INVERTED;
    }

    /** It holds a lock of one of these classes. */
    boolean holds(Set<Word> kinds) {
        return held.stream().anyMatch(hold -> kinds.contains(hold.kind()));
    }

    /** An inversion that the names of the two locks do not prove. */
    boolean perhapsInverted() {
        return held.stream().anyMatch(hold -> LockOrder.of(hold.kind(), wanted) == LockOrder.Relation.INVERTED);
    }

    /** What a verdict on it rests on: the task's own acts, and the page that another may unlock. */
    long[] about(int pid) {
        return page == null ? new long[] {Key.task(pid)} : new long[] {Key.task(pid), Key.page(page.pfn())};
    }
}
