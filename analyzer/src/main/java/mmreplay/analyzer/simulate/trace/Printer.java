package mmreplay.analyzer.simulate.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Prints events as {@code key=value} text and queues them, stamped with where and when the simulated machine is. */
public final class Printer {

    private final Deque<Event> queue = new ArrayDeque<>();
    private final Map<String, Integer> nameIds = new HashMap<>();

    private long number;
    private long time;
    private int cpu;
    private int pid;
    private int tgid;
    private byte interrupt = '.';
    private String comm = "";

    private String name = "";
    private byte[] text = new byte[512];
    private int length;

    /** Where the next events happen. */
    public void at(long time, int cpu, int pid, int tgid, String comm) {
        this.time = time;
        this.cpu = cpu;
        this.pid = pid;
        this.tgid = tgid;
        this.comm = comm;
    }

    /** The next events happen in a hard interrupt, or no longer. */
    public void interrupt(boolean inside) {
        interrupt = (byte) (inside ? 'h' : '.');
    }

    public int cpu() {
        return cpu;
    }

    public int pid() {
        return pid;
    }

    public long time() {
        return time;
    }

    public void pass(long nanoseconds) {
        time += nanoseconds;
    }

    /** How many events were printed. */
    public long number() {
        return number;
    }

    public Printer begin(String event) {
        name = event;
        length = 0;
        return this;
    }

    /** A field in hexadecimal with 0x. */
    public Printer x(String key, long value) {
        key(key);
        ascii("0x");
        hex(value);
        return this;
    }

    /** A field in decimal. */
    public Printer d(String key, long value) {
        key(key);
        ascii(Long.toString(value));
        return this;
    }

    public Printer s(String key, String value) {
        key(key);
        ascii(value);
        return this;
    }

    /** Text without a key. */
    public Printer text(String value) {
        space();
        ascii(value);
        return this;
    }

    /** A pointer without key and 0x, as {@code %p} prints it. */
    public Printer pointer(long value) {
        space();
        hex(value);
        return this;
    }

    /** The event is complete. */
    public void end() {
        byte[] bytes = new byte[comm.length() + length];
        byte[] task = comm.getBytes(ISO_8859_1);
        System.arraycopy(task, 0, bytes, 0, task.length);
        System.arraycopy(text, 0, bytes, task.length, length);
        int id = nameIds.computeIfAbsent(name, n -> nameIds.size());
        queue.add(new Event(number++, time, cpu, pid, tgid, interrupt, id, name, bytes, task.length));
    }

    /** The oldest event that was not taken yet. */
    public Event take() {
        return queue.remove();
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }

    private void key(String key) {
        space();
        ascii(key);
        put('=');
    }

    private void space() {
        if (length > 0) {
            put(' ');
        }
    }

    private void ascii(String value) {
        for (int i = 0; i < value.length(); i++) {
            put(value.charAt(i));
        }
    }

    private void hex(long value) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            put("0123456789abcdef".charAt((int) (value >>> shift) & 15));
        }
    }

    private void put(char c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = (byte) c;
    }
}
