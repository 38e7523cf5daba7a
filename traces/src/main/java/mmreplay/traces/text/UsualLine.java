package mmreplay.traces.text;

import mmreplay.traces.Ascii;
import mmreplay.traces.Scan;

/**
 * The line that nearly every line is, {@code "%16s-%-7d (%7d) [%03d] d..2. %5lu.%06lu: name: text"}: what {@link ContextLayout} and {@link
 * Body} read of it, by its columns and eight bytes at a time. They go byte by byte and step by step, and whatever is unusual is left
 * to them: a line that is refused here is read there, and one that is taken here says there the same. Without this, half of what
 * reading a text costs went into contexts.
 */
public final class UsualLine {

    private static final int PID = ContextLayout.NAME_COLUMN + 1;
    private static final int CPU = PID + Long.BYTES;
    private static final int CPU_DIGITS = 3;
    private static final int CPU_COLUMNS = "[000] ".length();
    private static final int TGID_COLUMNS = "(0000000) ".length();
    private static final int SECONDS = " 00000".length();
    private static final int MICROS = 6;

    private static final int SHORTEST = CPU + CPU_COLUMNS + "... 00000.000000: a: ".length();

    /** {@code [000] } and two flags. */
    private static final long CPU_FRAME = 0x0000_ff_ff_00_00_00_ffL;

    private static final long CPU_FRAMED = 0x0000_20_5d_00_00_00_5bL;

    private static final long MICROS_FRAME = 0xffff_0000_0000_0000L;
    private static final long MICROS_FRAMED = 0x203a_0000_0000_0000L;

    /** Seven dashes, behind nothing. */
    private static final long NO_TGID = 0x2d2d_2d2d_2d2d_2d00L;

    private static final long SPACES = 0x2020_2020_2020_2020L;
    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final long HIGH_HALVES = 0xf0f0_f0f0_f0f0_f0f0L;
    private static final long SIX = 0x0606_0606_0606_0606L;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1000;

    private UsualLine() {}

    /**
     * Parses a line whose event has occurred before.
     *
     * @return the number of its name, or {@link EventNames#NO_ID} if the line is not one of these: then {@code out} means nothing
     */
    public static int parse(byte[] bytes, int from, int to, EventNames names, EventLine out) {
        return to - from >= SHORTEST && task(bytes, from, to, out) ? name(bytes, to, names, out) : EventNames.NO_ID;
    }

    /** {@code %16s-%-7d (%7d) [%03d] d..2. }; the thread group may be missing. */
    private static boolean task(byte[] b, int from, int to, EventLine out) {
        long pid = Scan.eight(b, from + PID);
        int digits = digits(pid);
        boolean hasTgid = b[from + CPU] == '(';
        int frame = hasTgid ? from + CPU + TGID_COLUMNS : from + CPU;
        long cpu = Scan.eight(b, frame);
        if (b[from + PID - 1] != '-'
                || digits == 0
                || digits == Long.BYTES
                || (pid ^ SPACES) >>> (digits * Byte.SIZE) != 0
                || (cpu & CPU_FRAME) != CPU_FRAMED
                || digits(cpu >>> Byte.SIZE) < CPU_DIGITS) {
            return false;
        }
        int flags = frame + CPU_COLUMNS;
        int last = Math.min(to, flags + ContextLayout.MAX_FLAGS);
        int end = flags;
        while (end < last && (b[end] == '.' || (Ascii.isIdentifier(b[end]) && b[end] != '_'))) {
            end++;
        }
        if (end - flags < ContextLayout.MIN_FLAGS || Ascii.isDigit(b[flags]) || !time(b, end, to, out)) {
            return false;
        }
        out.tgid = -1;
        if (hasTgid && !tgid(b, from + CPU + 1, out)) {
            return false;
        }
        out.flags(b, flags, end - flags);
        out.commFrom = from;
        out.commTo = from + ContextLayout.NAME_COLUMN;
        out.pid = (int) number(pid << ((Long.BYTES - digits) * Byte.SIZE));
        out.cpu = (int) number(cpu >>> Byte.SIZE << ((Long.BYTES - CPU_DIGITS) * Byte.SIZE));
        return true;
    }

    /** {@code %7d) }, or dashes where the kernel does not know it. */
    private static boolean tgid(byte[] b, int from, EventLine out) {
        long tgid = Scan.eight(b, from);
        if (tgid >>> (Long.SIZE - Byte.SIZE) != ')' || b[from + Long.BYTES] != ' ') {
            return false;
        }
        if (tgid << Byte.SIZE == NO_TGID) {
            return true;
        }
        out.tgid = (int) padded((tgid << Byte.SIZE) | ' ');
        return out.tgid >= 0;
    }

    /** {@code  %5lu.%06lu: }; the name begins behind it. */
    private static boolean time(byte[] b, int from, int to, EventLine out) {
        int point = from + SECONDS;
        int last = Math.min(to - 1, from + Long.BYTES);
        while (point < last && b[point] != '.') {
            point++;
        }
        if (point + 1 + Long.BYTES >= to || b[point] != '.' || b[from] != ' ') {
            return false;
        }
        // What stands before the blanks is made blank, too.
        long before = -1L << ((Long.BYTES - (point - from)) * Byte.SIZE);
        long seconds = (Scan.eight(b, point - Long.BYTES) & before) | (SPACES & ~before);
        long whole = padded(seconds);
        long micros = Scan.eight(b, point + 1);
        if (whole < 0 || (micros & MICROS_FRAME) != MICROS_FRAMED || digits(micros) < MICROS) {
            return false;
        }
        out.time = whole * NANOS_PER_SECOND + number(micros << ((Long.BYTES - MICROS) * Byte.SIZE)) * NANOS_PER_MICRO;
        out.raw = false;
        out.exact = false;
        out.nameFrom = point + 1 + Long.BYTES;
        return true;
    }

    /** The number behind blanks, or -1. */
    private static long padded(long eight) {
        int blanks = Long.numberOfTrailingZeros(eight ^ SPACES) & -Byte.SIZE;
        if (blanks == Long.SIZE) {
            return -1;
        }
        long zeros = (eight >>> blanks << blanks) | (ZEROS & ~(-1L << blanks));
        return digits(zeros) == Long.BYTES ? number(zeros) : -1;
    }

    /** How many of the eight bytes, from the first, are digits. */
    private static int digits(long eight) {
        // A digit has 3 in its high half, before and after adding 6. A carry spoils only what stands behind a byte that
        // is none.
        long wrong = ((eight & HIGH_HALVES) ^ ZEROS) | (((eight + SIX) & HIGH_HALVES) ^ ZEROS);
        return Long.numberOfTrailingZeros(wrong) >>> 3;
    }

    /** The number that eight digits make; bytes of 0 are digits, too. */
    private static long number(long eight) {
        // Pairs of digits, then of pairs, then of fours: what stands first counts 10, 100, 10000 times as much.
        long ones = eight & 0x0f0f_0f0f_0f0f_0f0fL;
        long pairs = (ones * 10 + (ones >>> 8)) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_ffff_0000_ffffL;
        return (fours * 10_000 + (fours >>> 32)) & 0xffff_ffffL;
    }

    /** {@code name: }; its bytes are looked up before anyone has looked whether they are a name: if they are known, they are one. */
    private static int name(byte[] b, int to, EventNames names, EventLine out) {
        int from = out.nameFrom;
        int colon = Scan.find(b, from, to, (byte) ':');
        // Entries without a name of their own are known by names like "?", which no line prints so.
        if (colon < 0 || colon + 1 >= to || b[colon + 1] != ' ' || !Body.isName(b[from])) {
            return EventNames.NO_ID;
        }
        out.nameTo = colon;
        out.unnamed = Body.Unnamed.NO;
        out.textFrom = colon + 2;
        out.textTo = to;
        return names.known(b, from, colon);
    }
}
