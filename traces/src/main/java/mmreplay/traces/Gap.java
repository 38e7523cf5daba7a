package mmreplay.traces;

/**
 * A place where events were lost, met in file order right before the first event after the loss.
 *
 * @param cpu the CPU whose events were lost, or {@link #EVERY_CPU}
 * @param lost how many events, or {@link #UNKNOWN_COUNT}
 * @param cause how the loss shows
 * @param line the 1-based line that says so; in a file without lines the number of the event behind the gap
 * @param buffer the ring buffer that lost them, as {@link RawEvent#buffer()} numbers it
 */
public record Gap(int cpu, long lost, Cause cause, long line, int buffer) {

    public static final int EVERY_CPU = -1;
    public static final long UNKNOWN_COUNT = -1;

    /** In a trace of one ring buffer. */
    public Gap(int cpu, long lost, Cause cause, long line) {
        this(cpu, lost, cause, line, 0);
    }

    /** How a loss shows in a trace. */
    public enum Cause {
        /** {@code CPU:1 [LOST 332 EVENTS]} and its relatives. */
        MARKER,
        /** The ring buffer wrapped: what this CPU did before its first event here was overwritten. */
        HEAD,
        /** An event older than one already seen: its CPU was read late, so what it did meanwhile was replayed too late. */
        LATE,
        /** A line that should have been an event could not be read: whatever it said is lost. */
        DAMAGED,
        /** One file ends here and another goes on: nothing proves that no event came between. */
        BETWEEN,
        /** The file ends without a proof that it is whole, and a CPU that it announced never showed. */
        END
    }
}
