package mmreplay.invariants.machine;

import java.util.Set;
import java.util.TreeSet;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** A trace that is made as it goes: each event is a line and a stamp later than the one before, unless it says otherwise. */
final class Events {

    static final int PID = 203;
    static final int OTHER = 204;

    /** Present, writable, user, accessed and dirty: an entry of a page that was written to. */
    private static final long PRESENT = 0x67;

    private static final long PSE = 1L << 7;

    final Machine machine;
    private final Set<Long> touched = new TreeSet<>();
    private final Set<Long> used = new TreeSet<>();
    private long line;

    Events() {
        this(Machine.Start.UNKNOWN);
    }

    Events(Machine.Start start) {
        machine = new Machine(start, new Touched() {
            @Override
            public void touch(long key) {
                touched.add(key);
            }

            @Override
            public void use(long key) {
                used.add(key);
            }
        });
    }

    /** Line of the latest event. */
    long line() {
        return line;
    }

    MmEvent event(EventKind kind) {
        return event(kind, PID);
    }

    MmEvent event(EventKind kind, int pid) {
        return at(kind, pid, 0, 1000 * (line + 1));
    }

    MmEvent at(EventKind kind, int pid, int cpu, long time) {
        return new MmEvent().begin(kind, ++line, time, cpu, pid);
    }

    void apply(MmEvent event) {
        touched.clear();
        used.clear();
        machine.complete(event);
        machine.apply(event);
    }

    /** Applies it. Returns the keys of what it changes. */
    Set<Long> touches(MmEvent event) {
        apply(event);
        return touched;
    }

    /** Applies it. Returns the keys of what it changes a part of. */
    Set<Long> uses(MmEvent event) {
        apply(event);
        return used;
    }

    void allocates(long pfn, int order) {
        apply(event(EventKind.PAGE_ALLOC).set(Field.PFN, pfn).set(Field.ORDER, order));
    }

    void frees(long pfn, int order) {
        apply(event(EventKind.PAGE_FREE).set(Field.PFN, pfn).set(Field.ORDER, order));
    }

    /** An entry that maps the page. */
    static long pte(long pfn) {
        return pfn << 12 | PRESENT;
    }

    /** An entry that maps the huge page. */
    static long hugePmd(long pfn) {
        return pte(pfn) | PSE;
    }

    /** An entry that points to a table. */
    static long table(long pfn) {
        return pte(pfn);
    }

    /** A translation of these pages that is gone since line 1, on CPU 0, and that CPUs may hold. */
    static Stale stale(long mm, long pfn, int pages, long cpus) {
        return new Stale(
                new Stale.Store(1, 1000, 0, Stale.NO_GENERATION),
                new Stale.Range(mm, 0x7000_0000_0000L, 0x7000_0000_1000L, pfn, pages),
                Tri.YES,
                cpus,
                0,
                0);
    }
}
