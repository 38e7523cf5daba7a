package mmreplay.traces.tracedat.print;

/**
 * A {@code print fmt} asks for something that cannot be had here: a function of the kernel, an unnamed constant, a byte behind
 * the event's end. It is caught where the text is put together and never leaves this package.
 */
final class Unprintable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One for all, since it may happen at every event: it has no stack. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final Unprintable INSTANCE = new Unprintable();

    private Unprintable() {
        super("not printable", null, false, false);
    }
}
