package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import mmreplay.traces.Ascii;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.Layout;

/**
 * What stands before the first event: the comments of {@code --header}, and the counts of {@code perf report --stats}:
 *
 * <pre>
 *   Aggregated stats:
 *             TOTAL events:        209
 *            SAMPLE events:        192  (91.9%)
 *   cpu-clock stats:
 *            SAMPLE events:        192
 * </pre>
 */
final class PerfHeader {

    private static final byte[] KERNEL = "# os release : ".getBytes(US_ASCII);
    private static final byte[] CPUS = "# nrcpus avail : ".getBytes(US_ASCII);
    private static final byte[] AGGREGATED = "Aggregated stats:".getBytes(US_ASCII);
    private static final byte[] STATS = " stats:".getBytes(US_ASCII);
    private static final byte[] EVENTS = " events:".getBytes(US_ASCII);
    private static final byte[] SAMPLE = "SAMPLE".getBytes(US_ASCII);
    private static final byte[] LOST = "LOST".getBytes(US_ASCII);

    private final Cursor in = new Cursor();
    private Optional<KernelVersion> kernel = Optional.empty();
    private int cpus;
    private boolean aggregated;
    private boolean counted;
    private long samples;
    private boolean lost;

    /** A line that begins with {@code #}. */
    void comment(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, KERNEL)) {
            int at = from + KERNEL.length;
            kernel = KernelVersion.parse(new String(bytes, at, Math.min(to - at, Byte.MAX_VALUE), ISO_8859_1));
        } else if (Ascii.startsWith(bytes, from, to, CPUS)) {
            in.set(bytes, from + CPUS.length, to);
            long n = in.eatNumber();
            cpus = n > 0 && n <= Layout.MAX_CPU + 1 ? (int) n : 0;
        }
    }

    /** Another line; false if it is none of the statistics'. */
    boolean stats(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, AGGREGATED)) {
            aggregated = true;
            counted = true;
            return true;
        }
        if (Ascii.indexOf(bytes, from, to, STATS) == to - STATS.length) {
            aggregated = false;
            return counted;
        }
        int name = from;
        while (name < to && bytes[name] == ' ') {
            name++;
        }
        int colon = Ascii.indexOf(bytes, name, to, EVENTS);
        if (!counted || colon < 0) {
            return false;
        }
        in.set(bytes, colon + EVENTS.length, to);
        in.eatSpaces();
        long count = in.eatNumber();
        if (aggregated && Ascii.startsWith(bytes, name, to, LOST)) {
            lost = true;
        } else if (aggregated && Ascii.startsWith(bytes, name, colon, SAMPLE)) {
            samples = count;
        }
        return count >= 0;
    }

    /** The statistics count exactly so many samples, and no loss. */
    boolean proves(long events) {
        return !lost && samples() == events;
    }

    /** How many samples the statistics count, or -1 if there are none. */
    long samples() {
        return counted ? samples : -1;
    }

    Optional<KernelVersion> kernel() {
        return kernel;
    }

    /** Or 0. */
    int cpus() {
        return cpus;
    }
}
