package mmreplay.invariants.machine;

/** One CPU's side of the TLB: which mm is in CR3, and whether the CPU only borrows it. */
public final class TlbCpu {

    /** cpu_tlbstate_shared.is_lazy. */
    public enum Lazy {
        /** A task of the mm runs: flushes of the mm reach this CPU at once. */
        NO,
        /** A kernel thread or the idle task: it touches no user page, and catches up when it ends. */
        YES,
        /** Between sched_switch and what follows it: a lazy CPU may stay lazy or not. */
        SWITCHING,
        UNKNOWN
    }

    private boolean known;
    private long mm;
    private Lazy lazy = Lazy.UNKNOWN;
    private int nextPid;
    private long loadedLine;
    private long activeLine;
    private long time = Long.MIN_VALUE;
    private long generation = Stale.NO_GENERATION;
    private long generationLine;

    TlbCpu(boolean emptyStart) {
        known = emptyStart;
    }

    /** Whether {@link #mm} is. */
    public boolean known() {
        return known;
    }

    /** The mm that is loaded; 0 for none, which only an empty start knows. */
    public long mm() {
        return mm;
    }

    public Lazy lazy() {
        return lazy;
    }

    /** The event that told which mm is loaded. */
    public long loadedLine() {
        return loadedLine;
    }

    /** Since when it runs tasks of this mm without a break; meaningful if {@link #lazy} is NO. */
    public long activeLine() {
        return activeLine;
    }

    /** cpu_tlbstate.ctxs[].tlb_gen: the generation that its TLB is up to date with; negative for unknown. */
    public long generation() {
        return generation;
    }

    /** The event that told it. */
    public long generationLine() {
        return generationLine;
    }

    /** It flushed: of a store that another CPU makes at this very stamp nobody knows whether that was before or after. */
    void flushed(long newTime) {
        time = newTime;
    }

    void reached(long newGeneration, long line) {
        generation = newGeneration;
        generationLine = line;
    }

    /** When any of this changed last. */
    long time() {
        return time;
    }

    /** An event shows what is loaded. True if that is news. */
    boolean shows(long newMm, Lazy newLazy, long line, long newTime) {
        if (known && mm == newMm && lazy == newLazy) {
            return false;
        }
        if (!known || mm != newMm) {
            loadedLine = line;
            generation = Stale.NO_GENERATION;
        }
        known = true;
        mm = newMm;
        lazy = newLazy;
        activeLine = line;
        time = newTime;
        return true;
    }

    void switching(int pid, long newTime) {
        nextPid = pid;
        lazy = Lazy.SWITCHING;
        time = newTime;
    }

    /** The scheduler chose this task, and neither a switch_mm nor laziness followed. */
    boolean waitsFor(int pid) {
        return lazy == Lazy.SWITCHING && nextPid == pid;
    }

    void runs(boolean taskOfMm, long line) {
        lazy = taskOfMm ? Lazy.NO : Lazy.UNKNOWN;
        activeLine = line;
    }
}
