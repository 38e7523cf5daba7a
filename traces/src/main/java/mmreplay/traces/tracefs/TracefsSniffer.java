package mmreplay.traces.tracefs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.Fit;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.HeadLines;
import mmreplay.traces.text.LossMarker;
import org.jspecify.annotations.Nullable;

/** Looks at a text's first lines: is it what {@link TracefsTextReader} reads, and if not, what else is it? */
final class TracefsSniffer {

    private static final byte[] TYPE = bytes(" type: ");

    private static final String WITHOUT_CONTEXT =
            "the trace option context-info was off: the lines hold no task, CPU or"
                    + " time; switch it on and record again: echo 1 > options/context-info";

    private final LineParser parser = new LineParser();
    private final Header header = new Header();
    private final LossMarker marker = new LossMarker();
    private final Cursor cursor = new Cursor();
    private int lines;
    private int events;
    private int lossMarkers;
    private int raw;
    private int hex;
    private int withoutContext;
    private boolean nul;

    private TracefsSniffer() {}

    /**
     * Judges a text by its begin.
     *
     * @param whole the head is all of it
     */
    static Fit fit(byte[] head, int length, boolean whole) {
        TracefsSniffer sniffer = new TracefsSniffer();
        HeadLines.visit(head, length, whole, sniffer::line);
        for (int at = 0; at < length; at++) {
            sniffer.nul |= head[at] == 0;
        }
        String refusal = sniffer.refusal();
        return refusal == null ? Fit.lines(Math.max(1, sniffer.events + sniffer.lossMarkers)) : Fit.refused(refusal);
    }

    private void line(byte[] b, int from, int to) {
        if (from == to) {
            return;
        }
        if (b[from] == '#') {
            header.line(b, from, to);
            return;
        }
        lines++;
        if (parser.parse(b, from, to, header.latency())) {
            events++;
        } else if (marker.find(b, from, to) >= 0) {
            lossMarkers++;
        } else {
            classify(b, from, to);
        }
    }

    private void classify(byte[] b, int from, int to) {
        if (isHex(b, from, to)) {
            hex++;
        } else if (isRaw(b, from, to)) {
            raw++;
        } else if (isWithoutContext(b, from, to)) {
            withoutContext++;
        }
    }

    private @Nullable String refusal() {
        if (header.functionGraph()) {
            return "it was recorded with the function_graph tracer, which prints no pid; record again after: "
                    + "echo nop > current_tracer";
        }
        if (events > 0 || lossMarkers > 0 || (header.tracer() && lines == 0)) {
            return null;
        }
        return otherwise();
    }

    private String otherwise() {
        if (nul && header.tracer()) {
            return "the trace option bin was on; switch it off and read the trace again: echo 0 > options/bin";
        }
        if (nul) {
            return "it is binary data, no trace; " + Cures.COPY;
        }
        int most = Math.max(raw, hex);
        if (most == 0) {
            return withoutContext > 0 && 2 * withoutContext >= lines ? WITHOUT_CONTEXT : noTrace();
        }
        if (most == raw) {
            return "the trace option raw was on: the lines hold no fields; switch it off and read the trace again: "
                    + "echo 0 > options/raw";
        }
        return "the trace option hex was on: the lines hold no fields; switch it off and read the trace again: "
                + "echo 0 > options/hex";
    }

    private String noTrace() {
        return header.tracer()
                ? "it has tracefs' header but none of its first lines is an event in any layout that tracefs prints; "
                        + Cures.COPY
                : "it is no trace; " + Cures.COPY;
    }

    /** {@code 29800 1 645560508372 type: 374}. */
    private boolean isRaw(byte[] b, int from, int to) {
        cursor.set(b, from, to);
        return cursor.eatNumber() >= 0
                && cursor.eatSpaces()
                && cursor.eatNumber() >= 0
                && cursor.eatSpaces()
                && cursor.eatNumber() >= 0
                && Ascii.indexOf(b, cursor.at, to, TYPE) == cursor.at;
    }

    /** {@code 000012b8 00000000 000000a44156a51c type: 372}. */
    private boolean isHex(byte[] b, int from, int to) {
        return isHexWord(b, from, to, 8)
                && isHexWord(b, from + 9, to, 8)
                && isHexWord(b, from + 18, to, 16)
                && Ascii.indexOf(b, from + 34, to, TYPE) >= 0;
    }

    private static boolean isHexWord(byte[] b, int from, int to, int digits) {
        if (to - from <= digits || b[from + digits] != ' ') {
            return false;
        }
        for (int at = from; at < from + digits; at++) {
            if (Ascii.hexDigit(b[at]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code rss_stat: mm_id=1764672019 curr=1}. */
    private static boolean isWithoutContext(byte[] b, int from, int to) {
        int at = from;
        while (at < to && Ascii.isIdentifier(b[at])) {
            at++;
        }
        if (at == from || at + 2 >= to || b[at] != ':' || b[at + 1] != ' ' || Ascii.isDigit(b[from])) {
            return false;
        }
        for (int i = at + 2; i < to; i++) {
            if (b[i] == '=' || b[i] == ':') {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String word) {
        return word.getBytes(US_ASCII);
    }
}
