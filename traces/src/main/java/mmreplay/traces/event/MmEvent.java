package mmreplay.traces.event;

import java.util.Arrays;
import mmreplay.traces.RawEvent;

/**
 * One canonical event. The mapper owns one and refills it: valid only until the next event. A field that the trace does not
 * record is absent; a rule asks {@link #has} before it believes {@link #get}.
 */
public final class MmEvent {

    private static final int FIELDS = Field.values().length;
    private static final int MASKS = (FIELDS + 63) / 64;

    /** The most longs that {@link #packFields} writes. */
    public static final int MOST_PACKED = MASKS + FIELDS;

    private final long[] values = new long[FIELDS];
    /** One bit a field, 64 to a word. */
    private final long[] present = new long[MASKS];

    private EventKind kind = EventKind.PAGE_FAULT;
    private long line;
    private long time;
    private int cpu;
    private int pid;
    private boolean interrupt;

    /** Starts a new event of {@code kind} without fields, in the context of {@code raw}. */
    public MmEvent begin(EventKind newKind, RawEvent raw) {
        begin(newKind, 0, 0, 0, 0);
        context(raw);
        return this;
    }

    /** Puts it into the context of {@code raw}, as it is. */
    public void context(RawEvent raw) {
        line = raw.line();
        time = raw.time();
        cpu = raw.cpu();
        pid = raw.pid();
        interrupt = raw.inInterrupt();
    }

    /** Becomes the same as {@code other}, which may then be refilled. */
    public void copy(MmEvent other) {
        kind = other.kind;
        line = other.line;
        time = other.time;
        cpu = other.cpu;
        pid = other.pid;
        interrupt = other.interrupt;
        System.arraycopy(other.values, 0, values, 0, values.length);
        System.arraycopy(other.present, 0, present, 0, present.length);
    }

    /**
     * Writes its fields to {@code to}, from {@code at} on, where {@link #MOST_PACKED} longs must have room: which there are, and
     * their values.
     *
     * @return the index behind what was written
     */
    public int packFields(long[] to, int at) {
        int next = at;
        for (long mask : present) {
            to[next++] = mask;
        }
        for (int i = 0; i < MASKS; i++) {
            for (long rest = present[i]; rest != 0; rest &= rest - 1) {
                to[next++] = values[(i << 6) | Long.numberOfTrailingZeros(rest)];
            }
        }
        return next;
    }

    /**
     * Has the fields that {@link #packFields} wrote to {@code from}, from {@code at} on, and no others.
     *
     * @return the index behind them
     */
    public int unpackFields(long[] from, int at) {
        System.arraycopy(from, at, present, 0, MASKS);
        int next = at + MASKS;
        for (int i = 0; i < MASKS; i++) {
            for (long rest = present[i]; rest != 0; rest &= rest - 1) {
                values[(i << 6) | Long.numberOfTrailingZeros(rest)] = from[next++];
            }
        }
        return next;
    }

    public MmEvent inInterrupt(boolean now) {
        interrupt = now;
        return this;
    }

    public MmEvent begin(EventKind newKind, long newLine, long newTime, int newCpu, int newPid) {
        kind = newKind;
        line = newLine;
        time = newTime;
        cpu = newCpu;
        pid = newPid;
        interrupt = false;
        Arrays.fill(present, 0);
        return this;
    }

    public MmEvent set(Field field, long value) {
        values[field.ordinal()] = value;
        present[field.ordinal() >>> 6] |= 1L << field.ordinal();
        return this;
    }

    public MmEvent set(Field field, Word word) {
        return set(field, word.ordinal());
    }

    public EventKind kind() {
        return kind;
    }

    /** 1-based line of the trace. */
    public long line() {
        return line;
    }

    /** In the trace clock's unit. */
    public long time() {
        return time;
    }

    public int cpu() {
        return cpu;
    }

    /** The task that the event happened in; for an interrupt the one it interrupted. */
    public int pid() {
        return pid;
    }

    /** It happened in an interrupt, as far as the trace tells: the task took no part in it. */
    public boolean inInterrupt() {
        return interrupt;
    }

    public boolean has(Field field) {
        return (present[field.ordinal() >>> 6] & (1L << field.ordinal())) != 0;
    }

    /** The value, or 0 where it is absent. */
    public long get(Field field) {
        return has(field) ? values[field.ordinal()] : 0;
    }

    public long get(Field field, long absent) {
        return has(field) ? values[field.ordinal()] : absent;
    }

    /** The field is there and not zero. */
    public boolean is(Field field) {
        return get(field) != 0;
    }

    /** The word at {@code field} is {@code word}. */
    public boolean is(Field field, Word word) {
        return has(field) && values[field.ordinal()] == word.ordinal();
    }

    /** The word at {@code field}, {@link Word#OTHER} where it is absent. */
    public Word word(Field field) {
        return has(field) ? Word.of(values[field.ordinal()]) : Word.OTHER;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(kind).append(" line=").append(line);
        Arrays.stream(Field.values())
                .filter(this::has)
                .forEach(field -> text.append(' ').append(field).append("=0x").append(Long.toHexString(get(field))));
        return text.toString();
    }
}
