package mmreplay.traces.tracefs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.Layout;

/**
 * The comment lines before the first event.
 *
 * <p>{@code # entries-in-buffer/entries-written: 556/73742   #P:2}, and for a latency format
 * {@code # latency: 0 us, #8628/8628, CPU#0 | (M:PREEMPT(none) .. #P:2)}. The legends are not read: every line is checked.
 */
final class Header {

    private static final byte[] TRACER = "# tracer: ".getBytes(US_ASCII);
    private static final byte[] FUNCTION_GRAPH = "# tracer: function_graph".getBytes(US_ASCII);
    private static final byte[] ENTRIES = "entries-in-buffer/entries-written: ".getBytes(US_ASCII);
    private static final byte[] LATENCY_TRACE = " latency trace v".getBytes(US_ASCII);
    private static final byte[] LATENCY = "# latency: ".getBytes(US_ASCII);
    private static final byte[] NUMBER = " #".getBytes(US_ASCII);
    private static final byte[] CPUS = "#P:".getBytes(US_ASCII);

    private final Cursor cursor = new Cursor();
    private boolean tracer;
    private boolean functionGraph;
    private boolean latency;
    private long inBuffer = -1;
    private long written = -1;
    private int cpus;

    /** A line that begins with {@code #}. */
    void line(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, TRACER)) {
            tracer = true;
            functionGraph = Ascii.startsWith(bytes, from, to, FUNCTION_GRAPH);
        } else if (Ascii.startsWith(bytes, from, to, LATENCY)) {
            entries(bytes, Ascii.indexOf(bytes, from, to, NUMBER), NUMBER.length, to);
            cpus(bytes, from, to);
        } else if (Ascii.indexOf(bytes, from, to, LATENCY_TRACE) >= 0) {
            latency = true;
        } else {
            int at = Ascii.indexOf(bytes, from, to, ENTRIES);
            if (at >= 0) {
                entries(bytes, at, ENTRIES.length, to);
                cpus(bytes, at, to);
            }
        }
    }

    /** {@code 556/73742}. */
    private void entries(byte[] bytes, int at, int skip, int to) {
        if (at < 0) {
            return;
        }
        cursor.set(bytes, at + skip, to);
        long first = cursor.eatNumber();
        long second = cursor.eat('/') ? cursor.eatNumber() : -1;
        if (first >= 0 && second >= 0) {
            inBuffer = first;
            written = second;
        }
    }

    private void cpus(byte[] bytes, int from, int to) {
        int at = Ascii.indexOf(bytes, from, to, CPUS);
        if (at >= 0) {
            cursor.set(bytes, at + CPUS.length, to);
            long n = cursor.eatNumber();
            if (n > 0 && n <= Layout.MAX_CPU + 1) {
                cpus = (int) n;
            }
        }
    }

    /** It is the header that tracefs prints, not just comments. */
    boolean tracer() {
        return tracer;
    }

    boolean functionGraph() {
        return functionGraph;
    }

    boolean latency() {
        return latency;
    }

    /** Or -1. */
    long inBuffer() {
        return inBuffer;
    }

    /** Or -1. */
    long written() {
        return written;
    }

    /** Or 0. */
    int cpus() {
        return cpus;
    }
}
