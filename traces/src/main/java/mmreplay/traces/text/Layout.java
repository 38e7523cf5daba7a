package mmreplay.traces.text;

/** One of the forms in which the kernel and its tools print an event's context. */
public interface Layout {

    int MAX_CPU = 65535;

    /**
     * Parses the context.
     *
     * @param in at the line's begin; on success at the event's body
     * @return the line has this layout, and {@code out} holds its context
     */
    boolean parse(Cursor in, EventLine out);

    /** The line was probably printed in this layout and damaged later: it must not pass for a marker's second line. */
    boolean resembles(Cursor in);
}
