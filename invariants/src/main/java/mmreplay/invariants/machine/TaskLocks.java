package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/** The locks of one task. */
final class TaskLocks {

    /** As lockdep's MAX_LOCK_DEPTH: a task that seems to hold more is one whose releases cannot be told. */
    private static final int MOST = 48;

    private final List<Hold> locks = new ArrayList<>(4);
    boolean known;
    long knownSince;
    private long lastTime = Long.MIN_VALUE;
    private int lastCpu;
    private boolean blurred;
    /** Something that it may hold was put out of mind. */
    boolean dropped;

    /** The rwsem function that it has entered and not left; null if there is none. */
    @Nullable
    Hold entered;

    /** Line at which it began to take mmap_lock, 0 if that is not known to go on. */
    long mmapStart;

    /** Of what it did up to then something is not known, in the trace clock's unit. */
    long droppedAt = Releases.NEVER;

    TaskLocks(boolean known) {
        this.known = known;
    }

    /**
     * False if the task did this and something before with the same stamp on another CPU: which came first is not told, so
     * nothing is known of it until it holds none again.
     */
    boolean ordered(MmEvent event) {
        boolean same = event.time() == lastTime;
        blurred = same && (blurred || event.cpu() != lastCpu);
        lastTime = event.time();
        lastCpu = event.cpu();
        if (blurred) {
            drop(event.time());
        }
        return !blurred;
    }

    /** The latest acquisition of this lock. */
    @Nullable
    Hold find(long lock) {
        for (int i = locks.size() - 1; i >= 0; i--) {
            if (locks.get(i).lock == lock) {
                return locks.get(i);
            }
        }
        return null;
    }

    /** It holds one of this class, or waits for it. */
    boolean has(Word kind) {
        for (int i = 0; i < locks.size(); i++) {
            if (locks.get(i).kind == kind) {
                return true;
            }
        }
        return false;
    }

    /** What it holds, in the order in which it began to take them. */
    List<Hold> held() {
        if (locks.isEmpty()) {
            return List.of();
        }
        List<Hold> held = new ArrayList<>(locks.size());
        for (int i = 0; i < locks.size(); i++) {
            if (!locks.get(i).waiting) {
                held.add(locks.get(i));
            }
        }
        return held;
    }

    /** It holds one of this class. */
    boolean holds(Word kind) {
        for (int i = 0; i < locks.size(); i++) {
            if (locks.get(i).kind == kind && !locks.get(i).waiting) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Hold waitsFor() {
        Hold last = locks.isEmpty() ? null : locks.get(locks.size() - 1);
        return last != null && last.waiting && last.contended ? last : null;
    }

    void acquire(MmEvent event) {
        boolean waiting = !event.is(Field.TRY);
        Hold hold = new Hold(event.get(Field.LOCK), event.word(Field.HOW), event.is(Field.READ), waiting, event);
        hold.tried = !waiting;
        add(hold);
    }

    void add(Hold hold) {
        if (locks.size() >= MOST) {
            drop(hold.time);
        }
        locks.add(hold);
    }

    void acquired(MmEvent event) {
        Hold held = find(event.get(Field.LOCK));
        if (held == null) {
            droppedAt = event.time(); // it began before, and whether to read is not told here
        } else if (held.waiting) {
            held.waiting = false;
            held.at(event);
        }
    }

    /** What it held, null if it was not known to. */
    @Nullable
    Hold release(long lock) {
        Hold held = find(lock);
        if (held == null) {
            known = false; // acquired before anything was known, or what was thought known is wrong
        } else {
            locks.remove(held);
        }
        return held;
    }

    /** No acquisition of it is known, and none was put out of mind. */
    boolean holdsNothing() {
        return locks.isEmpty() && !dropped;
    }

    /** As {@link #release}, but false if it is not known to hold it. */
    boolean releaseIfHeld(long lock) {
        Hold held = find(lock);
        return held != null && locks.remove(held);
    }

    /** The rwsem that it took while it took mmap_lock, so the one that is mmap_lock; null if none is known. */
    @Nullable
    Hold rwsemOfMmapLock() {
        Hold last = locks.isEmpty() ? null : locks.get(locks.size() - 1);
        return last != null && mmapStart != 0 && last.kind == Word.RWSEM && last.line > mmapStart ? last : null;
    }

    void holdsNone(long line) {
        entered = null;
        mmapStart = 0;
        locks.clear();
        known = true;
        dropped = false;
        knownSince = line;
    }

    void drop(long time) {
        entered = null;
        mmapStart = 0;
        locks.clear();
        dropped = true;
        droppedAt = time;
        known = false;
    }
}
