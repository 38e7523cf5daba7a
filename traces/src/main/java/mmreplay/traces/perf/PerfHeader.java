package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.StringTokenizer;
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
    private static final byte[] COMMAND = "# cmdline : ".getBytes(US_ASCII);
    private static final byte[] CPUS = "# nrcpus avail : ".getBytes(US_ASCII);
    private static final byte[] EVENT = "# event : name = ".getBytes(US_ASCII);
    private static final byte[] READ_FORMAT = " read_format = ".getBytes(US_ASCII);
    private static final byte[] AGGREGATED = "Aggregated stats:".getBytes(US_ASCII);
    private static final byte[] STATS = " stats:".getBytes(US_ASCII);
    private static final byte[] EVENTS = " events:".getBytes(US_ASCII);
    private static final byte[] SAMPLE = "SAMPLE".getBytes(US_ASCII);
    private static final byte[] LOST = "LOST".getBytes(US_ASCII);

    private static final int COMMAND_CHARS = 4096;
    /** {@code perf} and {@code record}. */
    private static final int NAMES = 2;
    /** Those of perf record that take no value. */
    private static final String FLAGS = "aABbdgINnPqRsSTvW";

    private final Cursor in = new Cursor();
    private Optional<KernelVersion> kernel = Optional.empty();
    private int cpus;
    private boolean ofSomeTasks;
    private boolean aggregated;
    private boolean counted;
    private long samples;
    private boolean lost;
    private int described;
    private int countingLosses;

    /** A line that begins with {@code #}. */
    void comment(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, KERNEL)) {
            int at = from + KERNEL.length;
            kernel = KernelVersion.parse(new String(bytes, at, Math.min(to - at, Byte.MAX_VALUE), ISO_8859_1));
        } else if (Ascii.startsWith(bytes, from, to, CPUS)) {
            in.set(bytes, from + CPUS.length, to);
            long n = in.eatNumber();
            cpus = n > 0 && n <= Layout.MAX_CPU + 1 ? (int) n : 0;
        } else if (Ascii.startsWith(bytes, from, to, COMMAND)) {
            int at = from + COMMAND.length;
            ofSomeTasks = !everyCpu(new String(bytes, at, Math.min(to - at, COMMAND_CHARS), ISO_8859_1));
        } else if (Ascii.startsWith(bytes, from, to, EVENT)) {
            described++;
            countingLosses += countsLosses(bytes, from, to) ? 1 : 0;
        }
    }

    private static boolean countsLosses(byte[] bytes, int from, int to) {
        int format = Ascii.indexOf(bytes, from, to, READ_FORMAT);
        if (format < 0) {
            return false;
        }
        int at = format + READ_FORMAT.length;
        int end = at;
        while (end < to && bytes[end] != ',') {
            end++;
        }
        return Ascii.indexOf(bytes, at, end, LOST) >= 0;
    }

    /**
     * {@code perf record -a ...} records all tasks. Without it only those of a command are recorded, and with {@code --per-thread}
     * a loss may have been on another CPU than the one that tells of it.
     */
    private static boolean everyCpu(String command) {
        StringTokenizer words = new StringTokenizer(command);
        boolean mayBeValue = true; // "perf record" stands in front
        int plain = 0;
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            boolean flags = isFlags(word);
            if (word.equals("--all-cpus") || (flags && word.indexOf('a') > 0)) {
                return true;
            }
            // what follows is the command that was traced, whose options are its own
            if (word.equals("--") || (!word.startsWith("-") && !mayBeValue)) {
                return false;
            }
            mayBeValue = word.startsWith("-") ? !flags : ++plain < NAMES;
        }
        return false;
    }

    /** Letters behind one dash, none of which takes a value: {@code -ag}. */
    private static boolean isFlags(String word) {
        return word.length() > 1
                && word.charAt(0) == '-'
                && word.chars().skip(1).allMatch(c -> FLAGS.indexOf(c) >= 0);
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

    /**
     * How many samples were recorded, nothing lost behind the last of them; -1 if that is not told. The kernel tells of a loss when
     * it writes the next record, so that one behind which none was written goes untold, but for PERF_FORMAT_LOST (6.0): with that
     * perf reads the counts when it stops, and writes PERF_RECORD_LOST_SAMPLES.
     */
    long samplesToTheEnd() {
        return described > 0 && countingLosses == described ? samples() : -1;
    }

    /** The command that recorded is known, and it left tasks out. */
    boolean ofSomeTasks() {
        return ofSomeTasks;
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
