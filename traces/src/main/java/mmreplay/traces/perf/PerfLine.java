package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.Layout;
import mmreplay.traces.text.Time;

/**
 * {@code "%16s %7d/%-7d [%03d] %5lu.%09lu: %10lu %*s: "}: the context and the name that perf script prints before what the event
 * says. The task's name is not padded where there is a callchain.
 */
final class PerfLine {

    /** The task's name ends in this column if it is padded, and before it if not: it has at most 15 bytes. */
    private static final int NAME_COLUMN = 16;

    private static final int CPU_DIGITS = 3;
    private static final int MICRO_DIGITS = 6;
    private static final int NANO_DIGITS = 9;
    private static final int LONGEST_MISC = 6;
    private static final int NO_CPU = -1;
    private static final long NO_ID = -1;
    private static final long NO_PERIOD = -1;
    private static final byte[] RECORD = "PERF_RECORD_".getBytes(US_ASCII);
    private static final byte[] PROBES = "probe".getBytes(US_ASCII);
    private static final String MODIFIERS = "ukhIGHpPSDWeb";

    private final Cursor in = new Cursor();
    private final EventLine out = new EventLine();
    private boolean twoIds;
    private long period;
    private boolean tracepoint;

    /** The line has a context, with or without a CPU. */
    boolean context(byte[] bytes, int from, int to) {
        in.set(bytes, from, to);
        if (to - from > NAME_COLUMN && bytes[from + NAME_COLUMN] == ' ' && context(from, from + NAME_COLUMN)) {
            return true;
        }
        int last = Math.min(to, from + NAME_COLUMN);
        for (int at = from; at < last; at++) {
            if ((at == from || bytes[at] == ' ') && context(from, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean context(int from, int nameEnd) {
        in.at = nameEnd;
        in.eatSpaces();
        long first = id();
        boolean two = in.eat('/');
        long tid = two ? id() : first;
        if (first < NO_ID || tid < NO_ID || !in.eatSpaces()) {
            return false;
        }
        long cpu = NO_CPU;
        if (in.eat('[')) {
            int digits = in.at;
            cpu = in.eatNumber();
            if (in.at - digits < CPU_DIGITS || cpu > Layout.MAX_CPU || !in.eat(']') || !in.eatSpaces()) {
                return false;
            }
        }
        if (!misc() || !time()) {
            return false;
        }
        twoIds = two;
        out.task(from, nameEnd, Math.max(0, tid), cpu);
        out.tgid = two && first > 0 ? (int) first : -1;
        return true;
    }

    /** A task's number, -1 where perf knows none, or less for what is no number. */
    private long id() {
        boolean negative = in.eat('-');
        long id = in.eatNumber();
        if (id < 0 || id > Integer.MAX_VALUE || (negative && id != 1)) {
            return NO_ID - 1;
        }
        return negative ? NO_ID : id;
    }

    /** The field misc, {@code K}: in which mode the CPU was. */
    private boolean misc() {
        int from = in.at;
        while (in.more() && Ascii.isIdentifier(in.bytes[in.at]) && !in.seesDigit()) {
            in.at++;
        }
        return in.at == from || (in.at - from <= LONGEST_MISC && in.eatSpaces());
    }

    private boolean time() {
        if (!Time.absolute(in, out) || out.raw || !in.eat(':')) {
            return false;
        }
        int point = in.at - 2;
        while (in.bytes[point] != '.') {
            point--;
        }
        int digits = in.at - 2 - point;
        return digits == MICRO_DIGITS || digits == NANO_DIGITS;
    }

    /** What stands behind the context is one of perf's own records, not a sample; the text is all of it. */
    boolean record() {
        in.eatSpaces();
        boolean record = Ascii.startsWith(in.bytes, in.at, in.to, RECORD);
        out.textFrom = in.at;
        out.textTo = in.to;
        return record;
    }

    /** The line is such a record without a context: perf prints none for a record that names no event. */
    boolean bare(byte[] bytes, int from, int to) {
        in.set(bytes, from, to);
        return record();
    }

    /** What stands behind the context is {@code period name: text}, and {@link #event} holds it. */
    boolean name() {
        in.eatSpaces();
        int from = in.at;
        period = in.eatNumber();
        if (period < 0 || !in.eatSpaces()) {
            in.at = from;
            period = NO_PERIOD;
        }
        int colon = in.at;
        while (colon < in.to && !(in.bytes[colon] == ':' && (colon + 1 == in.to || in.bytes[colon + 1] == ' '))) {
            if (!isName(in.bytes[colon])) {
                return false;
            }
            colon++;
        }
        if (colon == in.to || colon == in.at) {
            return false;
        }
        out.textFrom = Math.min(in.to, colon + 2);
        out.textTo = in.to;
        return name(in.bytes, in.at, colon);
    }

    /** {@code kmem:mm_page_alloc}, {@code cycles:u}, {@code cpu/event=0x3c/}. */
    private static boolean isName(byte b) {
        return Ascii.isIdentifier(b) || ":./=,-@{}+*".indexOf(b) >= 0;
    }

    private boolean name(byte[] b, int from, int to) {
        boolean slash = false;
        boolean equals = false;
        int colon = -1;
        for (int at = from; at < to; at++) {
            slash |= b[at] == '/';
            equals |= b[at] == '=';
            colon = b[at] == ':' && colon < 0 ? at : colon;
        }
        if (equals && !slash) {
            // key=value: the event's name is missing
            return false;
        }
        out.nameFrom = from;
        out.nameTo = to;
        tracepoint = colon > from && colon + 1 < to && !slash && isTracepoint(b, from, colon, to);
        if (tracepoint) {
            out.nameFrom = colon + 1;
            out.nameTo = withoutModifiers(b, colon + 1, to);
        }
        return true;
    }

    /** And not {@code cycles:u}. */
    private static boolean isTracepoint(byte[] b, int from, int colon, int to) {
        return Ascii.startsWith(b, from, colon, PROBES) || !areModifiers(b, colon + 1, to);
    }

    private static boolean areModifiers(byte[] b, int from, int to) {
        for (int at = from; at < to; at++) {
            if (MODIFIERS.indexOf(b[at]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Of {@code mm_page_alloc:k} the name alone. */
    private static int withoutModifiers(byte[] b, int from, int to) {
        for (int at = from + 1; at < to - 1; at++) {
            if (b[at] == ':' && areModifiers(b, at + 1, to)) {
                return at;
            }
        }
        return to;
    }

    EventLine event() {
        return out;
    }

    /** The line says what CPU the event is of. */
    boolean cpu() {
        return out.cpu >= 0;
    }

    /** The line has the process's number and the thread's. */
    boolean twoIds() {
        return twoIds;
    }

    /** It is a tracepoint's or a probe's, not a counter's. */
    boolean tracepoint() {
        return tracepoint;
    }

    /** It stands for several events of its kind, of which the others were not recorded. */
    boolean sampled() {
        return tracepoint && period > 1;
    }
}
