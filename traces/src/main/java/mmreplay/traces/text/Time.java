package mmreplay.traces.text;

/** Time stamps as exact integers. A double cannot hold the nanoseconds of a clock that counts since 1970. */
public final class Time {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
    private static final int[] NANOS_BY_DIGITS = {
        0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1
    };
    private static final int MICRO_DIGITS = 6;
    private static final int NANOS_PER_MICRO = 1000;
    private static final String MARKS = " +!#*@$";

    private Time() {}

    /** {@code 645.560508}, or a bare integer. */
    public static boolean absolute(Cursor in, EventLine out) {
        long whole = in.eatNumber();
        if (whole < 0) {
            return false;
        }
        if (!in.eat('.')) {
            out.raw = true;
            out.exact = false;
            out.time = whole;
            return true;
        }
        int from = in.at;
        long fraction = in.eatNumber();
        int digits = in.at - from;
        if (fraction < 0 || digits >= NANOS_BY_DIGITS.length || whole > MAX_SECONDS) {
            return false;
        }
        out.raw = false;
        out.exact = digits > MICRO_DIGITS;
        out.time = whole * NANOS_PER_SECOND + fraction * NANOS_BY_DIGITS[digits];
        return true;
    }

    /** {@code 86324us+}, with the mark for a long pause; {@code 2084.021443}; or a bare integer. */
    public static boolean relative(Cursor in, EventLine out) {
        if (!absolute(in, out)) {
            return false;
        }
        if (!out.raw || !in.eat('u')) {
            return true;
        }
        if (!in.eat('s') || !in.more() || out.time > Long.MAX_VALUE / NANOS_PER_MICRO) {
            return false;
        }
        if (MARKS.indexOf(in.bytes[in.at]) >= 0) {
            in.at++;
        }
        out.raw = false;
        out.time *= NANOS_PER_MICRO;
        return true;
    }
}
