package mmreplay.analyzer;

/** Ends a command with one line for whoever typed it: the message, which names the file and what to do. */
final class ProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    ProblemException(String message, Exception cause) {
        super(message, cause);
    }
}
