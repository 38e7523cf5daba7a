package mmreplay.traces.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.Gap;

/**
 * {@code CPU:1 [LOST 332 EVENTS]} of the kernel and {@code CPU:7 [204600 EVENTS DROPPED]} of trace-cmd, either without its
 * number, in an instance's trace after {@code name: }; and the kernel's {@code ##### CPU 1 buffer started ####}.
 */
public final class LossMarker {

    private static final byte[] CPU = "CPU:".getBytes(US_ASCII);
    private static final byte[] LOST = "LOST ".getBytes(US_ASCII);
    private static final byte[] EVENTS = "EVENTS]".getBytes(US_ASCII);
    private static final byte[] DROPPED = "EVENTS DROPPED]".getBytes(US_ASCII);
    private static final byte[] BUFFER = "##### CPU ".getBytes(US_ASCII);
    private static final byte[] STARTED = " buffer started ####".getBytes(US_ASCII);

    /** {@code CPU:65535 [LOST 18446744073709551615 EVENTS]}, with room to spare. */
    private static final int LONGEST = 64;

    private final Cursor cursor = new Cursor();
    private int cpu;
    private long lost;

    /** Where a marker begins that the line ends with, or -1. */
    public int find(byte[] bytes, int from, int to) {
        if (to - from < CPU.length || bytes[to - 1] != ']') {
            return -1;
        }
        int first = Math.max(from, to - LONGEST);
        for (int at = to - CPU.length; at >= first; at--) {
            if (bytes[at] == 'C' && Ascii.startsWith(bytes, at, to, CPU)) {
                cursor.set(bytes, at + CPU.length, to);
                return marker() ? at : -1;
            }
        }
        return -1;
    }

    private boolean marker() {
        long n = cursor.eatNumber();
        if (n < 0 || !cursor.eat(' ') || !cursor.eat('[')) {
            return false;
        }
        // A CPU that cannot be is a damaged line, but it still says that something was lost.
        cpu = n > Layout.MAX_CPU ? Gap.EVERY_CPU : (int) n;
        lost = Gap.UNKNOWN_COUNT;
        if (Ascii.startsWith(cursor.bytes, cursor.at, cursor.to, LOST)) {
            cursor.at += LOST.length;
            return count() && ends(EVENTS);
        }
        return count() && ends(DROPPED);
    }

    private boolean count() {
        if (cursor.seesDigit()) {
            lost = cursor.eatNumber();
            return lost >= 0 && cursor.eat(' ');
        }
        return true;
    }

    private boolean ends(byte[] word) {
        return cursor.to - cursor.at == word.length && Ascii.startsWith(cursor.bytes, cursor.at, cursor.to, word);
    }

    /** The line says that a CPU's buffer begins here since it was overwritten before. */
    public boolean bufferStarted(byte[] bytes, int from, int to) {
        if (!Ascii.startsWith(bytes, from, to, BUFFER)) {
            return false;
        }
        cursor.set(bytes, from + BUFFER.length, to);
        long n = cursor.eatNumber();
        cpu = (int) n;
        return n >= 0 && n <= Layout.MAX_CPU && ends(STARTED);
    }

    public int cpu() {
        return cpu;
    }

    /** Or {@link Gap#UNKNOWN_COUNT}. */
    public long lost() {
        return lost;
    }
}
