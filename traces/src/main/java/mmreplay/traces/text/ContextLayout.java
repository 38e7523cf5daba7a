package mmreplay.traces.text;

import mmreplay.traces.Ascii;

/**
 * {@code "%16s-%-7d (%7d) [%03d] d..2.  %5lu.%06lu: "}: the layout without latency-format. The thread group and the flags
 * are optional; the flags have four columns before 5.13 and five since; counter, uptime and x86-tsc print {@code %12llu},
 * which trace-cmd report --raw-ts does not pad.
 */
public final class ContextLayout implements Layout {

    /** The kernel pads the task's name to this column; a name has at most 15 bytes. */
    public static final int NAME_COLUMN = 16;

    /** Tools that do not pad may print longer names; a context begins early all the same. */
    private static final int LAST_CPU_COLUMN = 128;

    static final int MIN_FLAGS = 3;
    static final int MAX_FLAGS = 8;

    @Override
    public boolean parse(Cursor in, EventLine out) {
        int from = in.at;
        int dash = from + NAME_COLUMN;
        if (dash + 1 < in.to && in.bytes[dash] == '-' && parse(in, from, dash, out)) {
            return true;
        }
        int last = Math.min(in.to, from + LAST_CPU_COLUMN);
        for (int bracket = from + 1; bracket < last; bracket++) {
            if (in.bytes[bracket] == '[') {
                dash = dashBefore(in.bytes, from, bracket);
                if (dash >= 0 && parse(in, from, dash, out)) {
                    return true;
                }
            }
        }
        in.at = from;
        return false;
    }

    @Override
    public boolean resembles(Cursor in) {
        int from = in.at;
        int dash = from + NAME_COLUMN;
        if (dash + 1 < in.to && in.bytes[dash] == '-' && Ascii.isDigit(in.bytes[dash + 1])) {
            return true;
        }
        int last = Math.min(in.to, from + LAST_CPU_COLUMN);
        for (int bracket = from + 1; bracket < last; bracket++) {
            if (in.bytes[bracket] == '[' && dashBefore(in.bytes, from, bracket) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The task's name, padded or not, ends at {@code dash}: else nobody can tell it from what stands before it. */
    public static boolean parse(Cursor in, int from, int dash, EventLine out) {
        in.at = dash + 1;
        long pid = in.eatNumber();
        if (pid < 0 || pid > Integer.MAX_VALUE || !in.eatSpaces()) {
            return false;
        }
        out.tgid = -1;
        if (in.eat('(') && !tgid(in, out)) {
            return false;
        }
        if (!in.eat('[')) {
            return false;
        }
        long cpu = in.eatNumber();
        if (cpu < 0 || cpu > MAX_CPU || !in.eat(']') || !(in.eatSpaces() || in.seesDigit())) {
            return false;
        }
        out.interrupt = 0;
        if (!in.seesDigit() && !flags(in, out)) {
            return false;
        }
        if (!Time.absolute(in, out) || !in.eat(':')) {
            return false;
        }
        in.eat(' ');
        out.commFrom = from;
        out.commTo = dash;
        out.pid = (int) pid;
        out.cpu = (int) cpu;
        return true;
    }

    /** {@code 1234) } or {@code -------) }. */
    private static boolean tgid(Cursor in, EventLine out) {
        in.eatSpaces();
        if (in.sees('-')) {
            while (in.eat('-')) {
                out.tgid = -1;
            }
        } else {
            long tgid = in.eatNumber();
            if (tgid < 0 || tgid > Integer.MAX_VALUE) {
                return false;
            }
            out.tgid = (int) tgid;
        }
        return in.eat(')') && in.eatSpaces();
    }

    private static boolean flags(Cursor in, EventLine out) {
        int from = in.at;
        int flags = in.eatFlags();
        out.flags(in.bytes, from, flags);
        return flags >= MIN_FLAGS && flags <= MAX_FLAGS && in.eatSpaces();
    }

    /** The dash between the task's name and its pid, for the bracket before the CPU; or -1. */
    private static int dashBefore(byte[] b, int from, int bracket) {
        int at = skipSpacesBack(b, from, bracket);
        if (at > from && b[at - 1] == ')') {
            at--;
            while (at > from && (Ascii.isDigit(b[at - 1]) || b[at - 1] == '-' || b[at - 1] == ' ')) {
                at--;
            }
            if (at == from || b[at - 1] != '(') {
                return -1;
            }
            at = skipSpacesBack(b, from, at - 1);
        }
        int digits = at;
        while (at > from && Ascii.isDigit(b[at - 1])) {
            at--;
        }
        return at < digits && at > from && b[at - 1] == '-' ? at - 1 : -1;
    }

    private static int skipSpacesBack(byte[] b, int from, int to) {
        int at = to;
        while (at > from && b[at - 1] == ' ') {
            at--;
        }
        return at;
    }
}
