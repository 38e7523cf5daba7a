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

    /** One acquisition, begun or done. */
    static final class Held {
        final long lock;
        final Word kind;
        boolean read;
        /** The acquisition has begun and may block; a release now is only might_lock, or an acquisition that was interrupted. */
        boolean waiting;

        long line;

        Held(long lock, Word kind, boolean read, boolean waiting, long line) {
            this.lock = lock;
            this.kind = kind;
            this.read = read;
            this.waiting = waiting;
            this.line = line;
        }
    }

    private final List<Held> locks = new ArrayList<>(4);
    boolean known;
    long knownSince;
    private long lastTime = Long.MIN_VALUE;
    private int lastCpu;
    private boolean blurred;
    /** Something that it may hold was put out of mind. */
    boolean dropped;

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
            drop();
        }
        return !blurred;
    }

    /** The latest acquisition of this lock. */
    @Nullable
    Held find(long lock) {
        for (int i = locks.size() - 1; i >= 0; i--) {
            if (locks.get(i).lock == lock) {
                return locks.get(i);
            }
        }
        return null;
    }

    /** It holds one of this class, or waits for it. */
    boolean has(Word kind) {
        for (Held held : locks) {
            if (held.kind == kind) {
                return true;
            }
        }
        return false;
    }

    void acquire(MmEvent event) {
        if (locks.size() >= MOST) {
            drop();
        }
        boolean waiting = !event.is(Field.TRY);
        locks.add(new Held(event.get(Field.LOCK), event.word(Field.HOW), event.is(Field.READ), waiting, event.line()));
    }

    void acquired(long lock, long line) {
        Held held = find(lock);
        if (held != null && held.waiting) {
            held.waiting = false;
            held.line = line;
        }
    }

    void release(long lock) {
        Held held = find(lock);
        if (held == null) {
            known = false; // acquired before anything was known, or what was thought known is wrong
        } else {
            locks.remove(held);
        }
    }

    /** No acquisition of it is known, and none was put out of mind. */
    boolean holdsNothing() {
        return locks.isEmpty() && !dropped;
    }

    void holdsNone(long line) {
        locks.clear();
        known = true;
        dropped = false;
        knownSince = line;
    }

    private void drop() {
        locks.clear();
        dropped = true;
        known = false;
    }
}
