package mmreplay.traces.tracedat;

/** The file says something that cannot be: where, and what. The reader decides whether it can go on behind it. */
final class DamagedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long offset;

    /** {@code what} is the end of a sentence that begins with the place. */
    DamagedException(long offset, String what) {
        super(what);
        this.offset = offset;
    }

    /** In the file, in bytes. */
    long offset() {
        return offset;
    }
}
