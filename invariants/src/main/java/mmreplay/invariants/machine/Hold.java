package mmreplay.invariants.machine;

import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** One acquisition of a lock by a task, begun or done. */
public final class Hold {

    final long lock;
    final Word kind;
    boolean read;
    /** The acquisition has begun and may block; a release now is only might_lock, or an acquisition that was interrupted. */
    boolean waiting;

    /** The lock was not free when the acquisition began, so the task does wait or has waited. */
    boolean contended;

    /** It was got by a trylock, which waited for nobody. */
    boolean tried;

    long line;
    long time;

    Hold(long lock, Word kind, boolean read, boolean waiting, MmEvent event) {
        this.lock = lock;
        this.kind = kind;
        this.read = read;
        this.waiting = waiting;
        at(event);
    }

    /** It was got, or its attempt began, at this event. */
    final void at(MmEvent event) {
        line = event.line();
        time = event.time();
    }

    /** Its address as the trace names it; an mm's own address stands for its mmap_lock where no event names that. */
    public long lock() {
        return lock;
    }

    /** Its class. */
    public Word kind() {
        return kind;
    }

    /** Held for reading only. */
    public boolean read() {
        return read;
    }

    public boolean contended() {
        return contended;
    }

    public boolean tried() {
        return tried;
    }

    /** The acquisition has begun, and is not known to have succeeded. */
    public boolean waiting() {
        return waiting;
    }

    /** When it was got, or when the attempt began, in the trace clock's unit. */
    public long time() {
        return time;
    }

    /** Line at which it was got, or at which the attempt began. */
    public long line() {
        return line;
    }
}
