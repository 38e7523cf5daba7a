package mmreplay.invariants.machine;

import mmreplay.traces.event.MmEvent;

/** One entry that reclaim took away without flushing it: the flush is to come with that of the task's whole batch. */
public final class Deferral {

    /** Who took which entry away, where it pointed, and where that shows. */
    public record Unmap(int pid, long mm, long address, long pfn, long line) {}

    private final Unmap unmap;
    private final long line;
    private final boolean dirty;
    private final long time;
    private boolean unordered;
    private long flushLine;
    private int flusher;

    /** @param event puts the flush off */
    Deferral(Unmap unmap, MmEvent event, boolean dirty) {
        this.unmap = unmap;
        line = event.line();
        time = event.time();
        this.dirty = dirty;
    }

    public Unmap unmap() {
        return unmap;
    }

    /** What findings that follow from it have in common: one task's batches. */
    public String cause() {
        return "flush put off by pid " + unmap.pid;
    }

    /** Where the flush was put off. */
    public long line() {
        return line;
    }

    /** The entry was dirty, so that a CPU may write through its translation until the flush. */
    public boolean dirty() {
        return dirty;
    }

    /** No flush of it has begun. */
    public boolean pending() {
        return flushLine == 0;
    }

    /** Where the latest flush of it began, 0 if none did. */
    public long flushLine() {
        return flushLine;
    }

    /** Who began that; meaningless while it is pending. */
    public int flusher() {
        return flusher;
    }

    /** Another CPU flushed at the very stamp at which it was put off, and nobody has since: before or after is not told. */
    public boolean unordered() {
        return unordered;
    }

    void dispute() {
        unordered = true;
    }

    void flush(MmEvent event) {
        flushLine = event.line();
        flusher = event.pid();
        unordered &= event.time() == time;
    }
}
