package mmreplay.invariants.result;

/**
 * A place in an input.
 *
 * @param input index into {@link Result#inputs()}
 * @param line 1-based, in the source if there is one
 * @param source index into {@link Input#sources()}, or -1 if the input is made of one file
 * @param number of the event or line in the whole input, 1-based: what comes first has the lower one
 */
public record Position(int input, long line, int source, long number) {

    public static final int NO_SOURCE = -1;

    /** In an input that is made of one file. */
    public Position(int input, long line) {
        this(input, line, NO_SOURCE, line);
    }
}
