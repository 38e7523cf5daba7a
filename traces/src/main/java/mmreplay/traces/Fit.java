package mmreplay.traces;

import org.jspecify.annotations.Nullable;

/**
 * Whether a begin looks like a format.
 *
 * @param score how much speaks for it: the lines that are in this format, or {@link #CERTAIN}; 0 if nothing does
 * @param refusal why it cannot be read as this format, and what to do: for an input that fits none better. Null if it can be read, or
 *     if this is not the place to say so
 */
public record Fit(int score, @Nullable String refusal) {

    private static final int CERTAIN = Integer.MAX_VALUE;

    /** It is something else, of which this format knows nothing. */
    public static final Fit NONE = new Fit(0, null);

    /** So many lines of it are in this format. */
    public static Fit lines(int lines) {
        return new Fit(lines, null);
    }

    /** Its first bytes can mean nothing else. */
    public static Fit certain() {
        return lines(CERTAIN);
    }

    boolean isCertain() {
        return score == CERTAIN;
    }

    /** So many lines of it are in this format, and still it cannot be read: the reason, and what to do. */
    public static Fit refused(int lines, String why) {
        return new Fit(lines, why);
    }

    /** It is known, and not read: the reason, and what to do. */
    public static Fit refused(String why) {
        return new Fit(0, why);
    }
}
