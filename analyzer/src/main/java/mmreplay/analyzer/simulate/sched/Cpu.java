package mmreplay.analyzer.simulate.sched;

import java.util.ArrayDeque;
import java.util.Deque;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;

/** A CPU: its current task, the mm that its CR3 points to, and its per-CPU lists. */
public final class Cpu {

    /** One TLB flush that another CPU asked for. */
    record Ipi(Flush flush, Runnable done) {}

    public final int number;
    public final Task idle;
    Task current;
    /** What the CR3 holds: init_mm for none. */
    Mm loaded;

    boolean lazy;
    /** The generation of {@link #loaded} up to which this CPU has flushed. */
    long gen;
    /** The number of events when it last flushed all that it had. */
    long flushed;

    final Deque<Ipi> ipis = new ArrayDeque<>();
    final Deque<Runnable> work = new ArrayDeque<>();

    /** Pages on their way to the LRU; each entry holds a reference. */
    public final Deque<Page> lruAdd = new ArrayDeque<>();
    /** Pages on their way to or from the unevictable list; each entry holds a reference. */
    public final Deque<MlockWork> mlock = new ArrayDeque<>();

    /**
     * One entry of a batch of mlock's.
     *
     * @param kind what mlock_pagevec does with the page
     */
    public record MlockWork(Page page, Kind kind) {
        /** The tags of mlock_pagevec. */
        public enum Kind {
            MLOCK,
            MLOCK_NEW,
            MUNLOCK
        }
    }

    Cpu(int number, Task idle, Mm init) {
        this.number = number;
        this.idle = idle;
        this.current = idle;
        this.loaded = init;
        idle.cpu = this;
    }

    public Task current() {
        return current;
    }

    public Mm loaded() {
        return loaded;
    }

    public boolean lazy() {
        return lazy;
    }

    public long bit() {
        return 1L << number;
    }
}
