package mmreplay.reports.text;

/** Counts, shares and times as text, in integer arithmetic: a double would round 31.429924 differently here and there. */
public final class Show {

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private Show() {}

    /** {@code 203,344}. By hand: the first Formatter of a process costs more than all of a short report. */
    public static String count(long n) {
        StringBuilder text = new StringBuilder(Long.toString(n));
        int first = n < 0 ? 1 : 0;
        for (int comma = text.length() - 3; comma > first; comma -= 3) {
            text.insert(comma, ',');
        }
        return text.toString();
    }

    /** {@code 1 hazard}, {@code 2 hazards}: for nouns that take an s. */
    public static String counted(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /**
     * A time as the trace prints it.
     *
     * @param clock {@code ns}: seconds with six decimals, nine where the nanoseconds need them; anything else: the integer
     */
    public static String time(long time, String clock) {
        if (!clock.equals("ns")) {
            return Long.toString(time);
        }
        long seconds = Math.floorDiv(time, NS_PER_SECOND);
        long nanos = Math.floorMod(time, NS_PER_SECOND);
        String sign = "";
        if (time < 0) {
            sign = "-";
            seconds = nanos == 0 ? -seconds : -(seconds + 1);
            nanos = nanos == 0 ? 0 : NS_PER_SECOND - nanos;
        }
        return sign + seconds + (nanos % 1000 == 0 ? decimals(nanos / 1000, 6) : decimals(nanos, 9));
    }

    /** How much later, for people: {@code +12 µs}, {@code +3.120 ms}, {@code +4.250 s}; clock units as they are. */
    public static String later(long delta, String clock) {
        return (delta < 0 ? "-" : "+") + duration(Math.abs(delta), clock);
    }

    /** A length of time for people: {@code 12 µs}, {@code 3.120 ms}; clock units as they are. */
    public static String duration(long d, String clock) {
        if (!clock.equals("ns")) {
            return count(d);
        }
        if (d < 1_000) {
            return d + " ns";
        }
        if (d < 1_000_000) {
            return scaled(d, 1_000) + " µs";
        }
        return d < NS_PER_SECOND ? scaled(d, 1_000_000) + " ms" : scaled(d, NS_PER_SECOND) + " s";
    }

    /** {@code 97.3 %}, rounded down: 100.0 % is said only of all. */
    public static String share(long part, long whole) {
        if (whole == 0) {
            return "0.0 %";
        }
        long tenths = part * 1000 / whole;
        return tenths / 10 + "." + tenths % 10 + " %";
    }

    private static String scaled(long value, long unit) {
        return value % unit == 0 ? count(value / unit) : count(value / unit) + decimals(value % unit * 1000 / unit, 3);
    }

    /** {@code .045}. */
    private static String decimals(long fraction, int digits) {
        String text = Long.toString(fraction);
        return "." + "0".repeat(digits - text.length()) + text;
    }
}
