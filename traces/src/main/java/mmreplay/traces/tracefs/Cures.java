package mmreplay.traces.tracefs;

/** What a user can do about an input that is not read. */
public final class Cures {

    /** For text that is close to a trace. */
    public static final String COPY = "copy the kernel's own text: cat /sys/kernel/tracing/trace > trace.txt";

    /** For recordings of other tools. */
    public static final String RECORD = "record with tracefs itself and " + COPY;

    private Cures() {}
}
