package mmreplay.traces.tracecmd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.text.Body;
import mmreplay.traces.text.ContextLayout;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.LatencyLayout;

/**
 * {@code "buffer: %16s-%-5d [%03d] %6lu.%06lu: (+123) name:   text"}: the context as tracefs prints it, behind the name of the
 * buffer if there are several; the name of the event is padded so that the texts begin in one column. The first event's line
 * settles the layout.
 */
final class ReportLine {

    /** Where the text begins, counted from the name. */
    private static final int TEXT_COLUMN = 22;

    /** A buffer is a directory, whose name the kernel's file systems do not let grow longer. */
    private static final int LONGEST_PREFIX = 257;

    private static final byte[] FAILED = "[FAILED TO PARSE]".getBytes(US_ASCII);

    private static final ContextLayout CONTEXT = new ContextLayout();
    private static final LatencyLayout LATENCY = new LatencyLayout();

    private final Cursor in = new Cursor();
    private final EventLine out = new EventLine();
    private boolean settled;
    private boolean latency;
    private boolean raw;
    private boolean exact;

    /** How many columns the names of the buffers take, with their colon. */
    private int prefix;

    private boolean prefixSettled;
    private boolean unprefixed;

    private int bufferFrom;
    private int bufferTo;
    private boolean padded;
    private boolean rawFields;

    /**
     * The line is an event.
     *
     * @param behindMarker the line before it marks a loss: the name of the buffer stands there
     */
    boolean parse(byte[] bytes, int from, int to, boolean behindMarker) {
        in.set(bytes, from, to);
        unprefixed = behindMarker;
        boolean parsed = settled ? context(from, behindMarker) : settle(from);
        if (!parsed || (settled && out.raw != raw)) {
            return false;
        }
        if (!settled) {
            unprefixed = behindMarker && prefix == 0;
            settled = true;
            raw = out.raw;
            exact = out.exact;
        }
        prefixSettled |= prefix > 0 || !behindMarker;
        body();
        return true;
    }

    private boolean settle(int from) {
        if (inColumns(from)) {
            return true;
        }
        latency = true;
        if (inColumns(from)) {
            return true;
        }
        latency = false;
        return unpadded(from);
    }

    private boolean context(int from, boolean behindMarker) {
        if (behindMarker) {
            int columns = prefix;
            prefix = 0;
            boolean parsed = padded(from);
            prefix = columns;
            if (parsed) {
                return true;
            }
            unprefixed = false;
        }
        if (prefixSettled ? padded(from) : inColumns(from)) {
            return true;
        }
        return !latency && unpadded(from);
    }

    /** Behind a name of a buffer of any length. */
    private boolean inColumns(int from) {
        int last = Math.min(LONGEST_PREFIX, in.to - from);
        for (int columns = 0; columns < last; columns++) {
            prefix = columns;
            if (padded(from)) {
                return true;
            }
        }
        prefix = 0;
        return false;
    }

    private boolean padded(int from) {
        int start = from + prefix;
        int dash = start + (latency ? LatencyLayout.NAME_COLUMN : ContextLayout.NAME_COLUMN);
        if (dash >= in.to || in.bytes[dash] != '-' || !buffer(from, start)) {
            return false;
        }
        if (latency) {
            in.at = start;
            return LATENCY.parse(in, out);
        }
        return ContextLayout.parse(in, start, dash, out);
    }

    private boolean unpadded(int from) {
        in.at = from;
        bufferFrom = from;
        bufferTo = from;
        return CONTEXT.parse(in, out);
    }

    /** {@code "  mmrx: "}, or blanks for the top buffer. */
    private boolean buffer(int from, int start) {
        byte[] b = in.bytes;
        int at = from;
        while (at < start && b[at] == ' ') {
            at++;
        }
        bufferFrom = at;
        bufferTo = at;
        if (at == start) {
            return true;
        }
        bufferTo = start - 2;
        return bufferTo > at && b[start - 1] == ' ' && b[start - 2] == ':';
    }

    private void body() {
        byte[] b = in.bytes;
        in.eatSpaces();
        int difference = in.at;
        if (!(in.eat('(') && in.eat('+') && in.eatNumber() >= 0 && in.eat(')') && in.eatSpaces())) {
            in.at = difference;
        }
        Body.parse(in, out);
        int text = out.textFrom;
        if (out.unnamed == Body.Unnamed.NO) {
            int column = out.nameFrom + TEXT_COLUMN;
            while (text < column && text < in.to && b[text] == ' ') {
                text++;
            }
        }
        padded = text > out.textFrom;
        out.textFrom = text;
        rawFields = (text < in.to && b[text] == ' ' && isField(b, text + 1, in.to))
                || Ascii.startsWith(b, text, in.to, FAILED);
    }

    /** {@code pfn=}: report -R puts a blank before each field. */
    private static boolean isField(byte[] b, int from, int to) {
        int at = from;
        while (at < to && Ascii.isIdentifier(b[at])) {
            at++;
        }
        return at > from && at < to && b[at] == '=';
    }

    EventLine event() {
        return out;
    }

    /** The line stands behind a marker, which may have the name of the buffer. */
    boolean isUnprefixed() {
        return unprefixed;
    }

    int bufferFrom() {
        return bufferFrom;
    }

    int bufferTo() {
        return bufferTo;
    }

    /** Blanks stand between the name and the text, so that the latter begins in its column. */
    boolean isPadded() {
        return padded;
    }

    /** See {@link mmreplay.traces.RawEvent#rawFields}. */
    boolean rawFields() {
        return rawFields;
    }

    /** The times are bare integers, as the first event's is. */
    boolean isRaw() {
        return raw;
    }

    /** The times have nine digits behind the point, as the first event's has. */
    boolean isExact() {
        return exact;
    }

    /** A line that is no event was probably one before it was damaged. */
    boolean resemblesEvent(byte[] bytes, int from, int to) {
        in.set(bytes, Math.min(to, from + prefix), to);
        return latency ? LATENCY.resembles(in) : CONTEXT.resembles(in);
    }
}
