package mmreplay.invariants.result;

import java.util.List;

/**
 * What surrounds a finding, for a picture of it: which locks its tasks held, and what became of the objects that it is about.
 * Not evidence: the finding stands without it. Bounded, so parts may be missing.
 *
 * @param locks held at one of the finding's events, in the order in which they were taken
 * @param lives of the subject's objects, from birth (or as far back as is kept) to the finding
 */
public record Scene(List<Held> locks, List<Life> lives) {

    /** Nothing was gathered. */
    public static final Scene NONE = new Scene(List.of(), List.of());

    /**
     * One lock held, or waited for, by one task.
     *
     * @param lock its class in the kernel's words: {@code mmap_lock}, {@code page lock}, {@code ptlock}
     * @param name its address, or of a page lock the pfn, hexadecimal
     * @param read for reading only
     * @param waited it was contended, and the task waited: it did not hold it
     * @param from line of the acquisition, or at which the wait began
     * @param to line of the release, or at which the wait ended; 0 if it lasts beyond the finding
     */
    public record Held(int pid, String lock, String name, boolean read, boolean waited, long from, long to) {}

    /**
     * What happened to one object.
     *
     * @param kind {@code page}, {@code anon_vma}, {@code vma}, {@code swap slot}, {@code pte}, {@code lock}
     * @param name what identifies it, hexadecimal
     * @param events how many there were in all
     * @param moments the first, those among the finding's events, and the last ones; in the trace's order
     */
    public record Life(String kind, String name, long events, List<Moment> moments) {}

    /**
     * One event of a life.
     *
     * @param before events of this life between the moment before and this one that are not kept
     * @param deed what happened, in two or three words
     * @param after whether the object exists (is allocated, in use, present) after it
     * @param event as {@link Evidence#event()}: untrusted text
     */
    public record Moment(
            Position position,
            long before,
            long time,
            int cpu,
            int pid,
            String comm,
            String deed,
            Existence after,
            String event) {}

    /** Whether an object exists. */
    public enum Existence {
        YES,
        NO,
        /** It is older than the trace, or nothing told. */
        UNTOLD
    }
}
