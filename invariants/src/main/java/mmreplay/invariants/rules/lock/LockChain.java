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
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * What a task holds at the moment at which it waits for one more lock, or has waited. A rule has one of its own and looks through it
 * at each event in turn, since locks are taken more often than anything else happens.
 */
final class LockChain {

    private Word wanted = Word.OTHER;
    private long lock;
    private int pid;
    private final List<Hold> held = new ArrayList<>();
    private PageLocks.@Nullable Locked page;
    private boolean pageSure;
    private boolean known;

    /**
     * Looks at an event that shows a blocking acquisition: at the first that proves that it is one. lock_acquire alone is
     * might_lock, too, which waits for nothing; lock_contended says that the task waits now, which in a deadlock is the last that
     * is seen of it, and lock_acquired that it may have waited. False for every other event.
     */
    boolean waits(MmEvent event, Machine machine) {
        if (event.inInterrupt()) {
            return false;
        }
        if (event.kind() == EventKind.FOLIO_LOCK) {
            boolean blocks = event.is(Field.HOW, Word.WAIT) || (event.has(Field.TRY) && !event.is(Field.TRY));
            return blocks && looks(event, Word.PAGE_LOCK, event.get(Field.PFN), machine);
        }
        if (byProbes(event)) {
            return byProbes(event, machine);
        }
        if (event.kind() != EventKind.LOCK_ACQUIRED && event.kind() != EventKind.LOCK_CONTENDED) {
            return false;
        }
        Hold begun = machine.locks().find(event.pid(), event.get(Field.LOCK));
        boolean judged = event.kind() == EventKind.LOCK_ACQUIRED && begun != null && begun.contended();
        boolean faults = event.is(Field.HOW, Word.VMA_LOCK) && (begun == null || begun.read());
        return !judged && !faults && looks(event, event.word(Field.HOW), event.get(Field.LOCK), machine);
    }

    /** It is told by kprobes and the mmap_lock tracepoints, not by lockdep. */
    static boolean byProbes(MmEvent event) {
        return event.kind() == EventKind.RWSEM_RETURN || event.kind() == EventKind.MMAP_LOCKED;
    }

    /** What was taken has its class by its address, or because it was taken while mmap_lock was. */
    private boolean byProbes(MmEvent event, Machine machine) {
        Locks locks = machine.locks();
        boolean mmap = event.kind() == EventKind.MMAP_LOCKED;
        Hold taken = mmap ? locks.rwsemOfMmapLock(event.pid()) : locks.entered(event.pid());
        if (taken == null || taken.tried() || !event.is(Field.OK)) {
            return false;
        }
        Word kind = mmap ? Word.MMAP_LOCK : taken.kind();
        return kind != Word.RWSEM && looks(event, kind, mmap ? event.get(Field.MM) : taken.lock(), machine);
    }

    /** Looks at a trylock that succeeded. False for every other event. */
    boolean tries(MmEvent event, Machine machine) {
        if (event.inInterrupt() || !event.is(Field.TRY)) {
            return false;
        }
        if (event.kind() == EventKind.LOCK_ACQUIRE) {
            return looks(event, event.word(Field.HOW), event.get(Field.LOCK), machine);
        }
        boolean tryPage = event.kind() == EventKind.FOLIO_LOCK && event.is(Field.OK);
        return tryPage && looks(event, Word.PAGE_LOCK, event.get(Field.PFN), machine);
    }

    private boolean looks(MmEvent event, Word newWanted, long newLock, Machine machine) {
        at(event, newWanted, newLock, machine);
        return true;
    }

    /** Looks at an event at which this lock is waited for. */
    void at(MmEvent event, Word newWanted, long newLock, Machine machine) {
        Locks locks = machine.locks();
        wanted = newWanted;
        lock = newLock;
        pid = event.pid();
        held.clear();
        List<Hold> all = locks.held(pid);
        for (int i = 0; i < all.size(); i++) {
            Hold hold = all.get(i);
            boolean wantedItself = hold.lock() == lock && hold.kind() == wanted;
            boolean faults = hold.kind() == Word.VMA_LOCK && hold.read();
            if (!wantedItself && !faults && hold.kind() != Word.RWSEM) {
                held.add(hold);
            }
        }
        PageLocks.Locked first = machine.pageLocks().first(pid);
        page = first != null && wanted == Word.PAGE_LOCK && first.pfn() == lock ? null : first;
        Page locked = page == null ? null : machine.folios().find(page.pfn());
        pageSure = locked != null && locked.uptodate() == Tri.YES;
        // which pages it has locked beside those that are known matters only where a page lock is to be taken inside
        // the wanted one
        boolean anyPages = LockOrder.of(Word.PAGE_LOCK, wanted) != LockOrder.Relation.INVERTED;
        known = locks.known(pid) && (anyPages || machine.pageLocks().known(pid));
    }

    /** The class that is waited for. */
    Word wanted() {
        return wanted;
    }

    /** Which lock of that class, 0 if it is not told. */
    long lock() {
        return lock;
    }

    /** What was seen to be taken and not released, in the order of taking; no page locks. */
    List<Hold> held() {
        return held;
    }

    /** The page that it has held locked for longest. */
    PageLocks.@Nullable Locked page() {
        return page;
    }

    /** The page is uptodate: a lock of one that is not may belong to the I/O that reads it. */
    boolean pageSure() {
        return pageSure;
    }

    /** Nothing else is held: all that the task did since it held nothing was seen. */
    boolean known() {
        return known;
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
        for (Hold hold : held) {
            if (kinds.contains(hold.kind())) {
                return true;
            }
        }
        return false;
    }

    /** An inversion that the names of the two locks do not prove. */
    boolean perhapsInverted() {
        for (Hold hold : held) {
            if (LockOrder.of(hold.kind(), wanted) == LockOrder.Relation.INVERTED) {
                return true;
            }
        }
        return false;
    }

    /** What a verdict on it rests on: the task's own acts, and the page that another may unlock. */
    long[] about() {
        return page == null ? new long[] {Key.task(pid)} : new long[] {Key.task(pid), Key.page(page.pfn())};
    }

    void pass(Judge judge, FactSet restsOn) {
        if (page == null) {
            judge.pass(restsOn, Key.task(pid));
        } else {
            judge.pass(restsOn, Key.task(pid), Key.page(page.pfn()));
        }
    }

    void inconclusive(Judge judge, Why why) {
        if (page == null) {
            judge.inconclusive(why, Key.task(pid));
        } else {
            judge.inconclusive(why, Key.task(pid), Key.page(page.pfn()));
        }
    }

    /**
     * What the task holds is not known. That addresses are hashed is never the cause, as it is where a rule asks for the lock of a
     * certain mm: here a lock's class is its name.
     */
    void unknown(Judge judge, Machine machine) {
        boolean pagesUnordered =
                machine.locks().known(pid) && !machine.pageLocks().known(pid);
        inconclusive(judge, pagesUnordered ? Why.CLOCK : machine.why(Key.task(pid)));
    }
}
