package mmreplay.invariants.machine;

import org.jspecify.annotations.Nullable;

/**
 * A translation that is gone from the page tables, with the CPUs (one bit each) that may hold it still. A flush counts only if it
 * comes after the store. Which of two CPUs was first is not certain where their stamps are equal, or where the flush is of a
 * generation that began before the store.
 */
public final class Stale {

    static final long NO_GENERATION = -1;

    /** Where and when it went. {@code generation}: the highest of the mm that any event had shown by then. */
    record Store(long line, long time, int cpu, long generation) {}

    /** What it translated: {@code pages} from {@code pfn} on, none for a table that was taken out. */
    record Range(long mm, long start, long end, long pfn, int pages) {}

    final Store store;
    final Range range;
    private final Tri linked;
    private long may;
    private long unknown;
    private long unordered;
    private boolean flushing;

    /** Another one of the same page. */
    @Nullable
    Stale next;

    Stale(Store store, Range range, Tri linked, long may, long unknown, long unordered) {
        this.store = store;
        this.range = range;
        this.linked = linked;
        this.may = may;
        this.unknown = unknown;
        this.unordered = unordered;
    }

    /** The same store seen from one page of the table that it took out. */
    Stale ofPage(Range page) {
        Stale copy = new Stale(store, page, linked, may, unknown, unordered);
        copy.flushing = flushing;
        return copy;
    }

    public long mm() {
        return range.mm();
    }

    public long address() {
        return range.start();
    }

    /** The store that took the entry, or its table, away. */
    public long line() {
        return store.line();
    }

    /** The page, the first of a huge page, or the page of the table that was taken out. */
    public long pfn() {
        return range.pfn();
    }

    /** The entry's table was reachable until then, so that a walk may have cached the entry. */
    public Tri linked() {
        return linked;
    }

    /** Some flush of it has begun since, or was done by some CPU. */
    public boolean flushing() {
        return flushing;
    }

    /** CPUs that may hold it, or of which that is not known. */
    public long cpus() {
        return may | unknown | unordered;
    }

    /** This CPU had the mm loaded at the store, for certain, and has not flushed it since. */
    public boolean held(int c) {
        return (may & ~unknown & ~unordered & 1L << c) != 0;
    }

    /** This one's order to the store or to its flush is not certain. */
    public boolean unordered(int c) {
        return (unordered & 1L << c) != 0;
    }

    boolean covers(long start, long end) {
        return start <= range.start() && Long.compareUnsigned(end, range.end()) >= 0;
    }

    /** A flush of it begins: CPUs that are not in mm_cpumask do not have the mm loaded. */
    void begun(long time, int c, long cpumask) {
        flushing = true;
        if (ordered(time, c)) {
            may &= cpumask;
            unknown &= cpumask;
            unordered &= cpumask;
        }
    }

    /** This CPU has flushed it. */
    void flushed(long time, int c, long generation) {
        flushing = true;
        boolean after = c == store.cpu()
                || store.generation() == NO_GENERATION
                || generation == NO_GENERATION
                || generation > store.generation();
        if (ordered(time, c) && after) {
            clear(c);
        } else {
            unordered |= cpus() & 1L << c;
        }
    }

    /** This CPU has loaded the mm anew, and kept nothing of it. */
    void loaded(long time, int c) {
        if (ordered(time, c)) {
            clear(c);
        } else {
            unordered |= 1L << c;
        }
    }

    private boolean ordered(long time, int c) {
        return time != store.time() || c == store.cpu();
    }

    private void clear(int c) {
        long others = ~(1L << c);
        may &= others;
        unknown &= others;
        unordered &= others;
    }
}
