package mmreplay.invariants.result;

/**
 * A place in an input.
 *
 * @param input index into {@link Result#inputs()}
 * @param line 1-based
 */
public record Position(int input, long line) {}
