package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import mmreplay.traces.Ascii;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The tasks' names, from the file saved_cmdlines: {@code pid name}, one a line. The kernel keeps one name a pid, the last that
 * it saw, and forgets: the same name stands for all of a task's events, as in tracefs' text.
 */
final class Tasks {

    private static final byte[] IDLE = "<idle>".getBytes(US_ASCII);
    private static final byte[] FORGOTTEN = "<...>".getBytes(US_ASCII);

    private final Int2ObjectHashMap<byte[]> names = new Int2ObjectHashMap<>();

    Tasks(byte[] text) {
        int at = 0;
        while (at < text.length) {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            int blank = at;
            while (blank < end && Ascii.isDigit(text[blank])) {
                blank++;
            }
            if (blank > at && blank < end && text[blank] == ' ') {
                names.put((int) Ascii.number(text, at, blank), Arrays.copyOfRange(text, blank + 1, end));
            }
            at = end + 1;
        }
    }

    byte[] name(int pid) {
        if (pid == 0) {
            return IDLE;
        }
        byte[] name = names.get(pid);
        return name == null ? FORGOTTEN : name;
    }
}
