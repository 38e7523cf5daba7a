package mmreplay.traces.tracecmd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * What trace-cmd's plugin makes of sched_switch, {@code bash:29801 [120] D ==> cc1:28930 [130]}, turned back into what the kernel
 * prints. A task's name may hold anything, so the text is not believed if it can be read in two ways.
 */
final class SchedSwitch {

    private static final byte[] ARROW = " ==> ".getBytes(US_ASCII);
    private static final byte[] LATENCY = " Latency: ".getBytes(US_ASCII);
    private static final byte[] KERNELS = "prev_comm=".getBytes(US_ASCII);

    private SchedSwitch() {}

    /** The text is in the kernel's own form. */
    static boolean isPlain(byte[] bytes, int from, int to) {
        return Ascii.startsWith(bytes, from, to, KERNELS);
    }

    /** What the kernel prints, or null if that cannot be told. */
    static byte @Nullable [] plain(byte[] bytes, int from, int to) {
        byte[] plain = null;
        for (int arrow = Ascii.indexOf(bytes, from, to, ARROW);
                arrow >= 0;
                arrow = Ascii.indexOf(bytes, arrow + 1, to, ARROW)) {
            Task previous = Task.at(bytes, from, arrow, true);
            Task next = Task.at(bytes, arrow + ARROW.length, withoutLatency(bytes, arrow, to), false);
            if (previous != null && next != null) {
                if (plain != null) {
                    return null;
                }
                plain = ("prev_" + previous.fields("prev_") + " prev_state=" + previous.state + " ==> next_"
                                + next.fields("next_"))
                        .getBytes(ISO_8859_1);
            }
        }
        return plain;
    }

    /** Of {@code report -w} the end. */
    private static int withoutLatency(byte[] bytes, int from, int to) {
        int at = Ascii.indexOf(bytes, from, to, LATENCY);
        return at < 0 ? to : at;
    }

    /** {@code bash:29801 [120] D}. */
    private record Task(String comm, String pid, String priority, String state) {

        static @Nullable Task at(byte[] b, int from, int to, boolean withState) {
            int bracket = to - 1;
            while (bracket > from && b[bracket] != ']') {
                bracket--;
            }
            boolean state = withState ? to - bracket >= 3 && b[bracket + 1] == ' ' : bracket == to - 1;
            int priority = numberBefore(b, from, bracket);
            if (!state || priority < from + 2 || b[priority - 1] != '[' || b[priority - 2] != ' ') {
                return null;
            }
            int pid = numberBefore(b, from, priority - 2);
            if (pid <= from || b[pid - 1] != ':') {
                return null;
            }
            return new Task(
                    text(b, from, pid - 1),
                    text(b, pid, priority - 2),
                    text(b, priority, bracket),
                    withState ? text(b, bracket + 2, to) : "");
        }

        String fields(String prefix) {
            return "comm=" + comm + " " + prefix + "pid=" + pid + " " + prefix + "prio=" + priority;
        }
    }

    /** Where the number begins that ends before {@code to}; {@code to} if there is none. */
    private static int numberBefore(byte[] b, int from, int to) {
        int at = to;
        while (at > from && Ascii.isDigit(b[at - 1])) {
            at--;
        }
        return at < to && at > from && b[at - 1] == '-' ? at - 1 : at == to ? from : at;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, ISO_8859_1);
    }
}
