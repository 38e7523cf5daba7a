package mmreplay.traces.tracecmd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.Layout;

/** What stands before the first event: {@code version = 6}, {@code cpus=8}, {@code CPU 3 is empty}, and what {@code -V} says. */
final class ReportHeader {

    private static final byte[] VERSION = "version = ".getBytes(US_ASCII);
    private static final byte[] CPUS = "cpus=".getBytes(US_ASCII);
    private static final byte[] CPU = "CPU ".getBytes(US_ASCII);
    private static final byte[] EMPTY = " is empty".getBytes(US_ASCII);
    private static final byte[] PLUGIN = "registering plugin: ".getBytes(US_ASCII);

    private final Cursor in = new Cursor();
    private int cpus;

    /** The line is one of them. */
    boolean line(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, CPUS)) {
            in.set(bytes, from + CPUS.length, to);
            long n = in.eatNumber();
            cpus = n > 0 && n <= Layout.MAX_CPU + 1 ? (int) n : 0;
            return n >= 0 && !in.more();
        }
        if (Ascii.startsWith(bytes, from, to, CPU)) {
            int is = Ascii.indexOf(bytes, from, to, EMPTY);
            return is >= 0 && is == to - EMPTY.length;
        }
        return Ascii.startsWith(bytes, from, to, VERSION) || Ascii.startsWith(bytes, from, to, PLUGIN);
    }

    /** Or 0. */
    int cpus() {
        return cpus;
    }
}
