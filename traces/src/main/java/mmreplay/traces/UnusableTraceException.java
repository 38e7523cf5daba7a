package mmreplay.traces;

/** The input cannot be replayed. The message names the file, says why, and what to do; it is meant for the user. */
public final class UnusableTraceException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnusableTraceException(String message) {
        super(message);
    }
}
