package mmreplay.traces;

/**
 * One event as the file prints it: context, name and the bytes of its fields. A reader owns one and refills it, so it is
 * valid only until the next {@link TraceReader#next()}.
 *
 * <p>Fields are split on first use. A value runs to the next {@code key=}, so it may hold spaces
 * ({@code next_comm=C1 CompilerThre next_pid=3684}); a space before the next key is not part of it.
 */
public final class RawEvent {

    /** 0-based, in file order. */
    public long number() {
        return 0;
    }

    /** 1-based line of the file. */
    public long line() {
        return 0;
    }

    /** In the unit of {@link TraceInfo#clock()}. */
    public long time() {
        return 0;
    }

    public int cpu() {
        return 0;
    }

    public int pid() {
        return 0;
    }

    /** The thread group, or -1 where the trace does not tell. */
    public int tgid() {
        return -1;
    }

    /** The task's name, untrusted text; {@code <...>} where the kernel had forgotten it. */
    public String comm() {
        return "";
    }

    /** The event's name without its system; one number per name and file, from 0. */
    public int nameId() {
        return 0;
    }

    public String name() {
        return "";
    }

    /** A kprobe's or kretprobe's event: its text begins with {@code (func+0x1a/0x70)}. */
    public boolean probe() {
        return false;
    }

    /** All after {@code name: }, decoded as UTF-8 with malformed bytes replaced. */
    public String text() {
        return "";
    }

    /**
     * Finds a field.
     *
     * @param key the field's name, ASCII; {@code $0}, {@code $1}.. are the words of a text without keys
     * @param hint the index that this key had in the last event of this name; any int will do
     * @return the field's index in this event, or -1
     */
    public int field(byte[] key, int hint) {
        return -1;
    }

    /** The value at {@code field} starts with a number: {@code 0x1f}, {@code -3}, {@code 12}, or {@code 0x1f (31)}. */
    public boolean isNumber(int field) {
        return false;
    }

    /** The number that the value at {@code field} starts with; a 64-bit value keeps its bits. 0 where there is none. */
    public long number(int field) {
        return 0;
    }

    /** The number at {@code field} read as hexadecimal whether or not it says 0x: {@code addr=7000001000}. */
    public long hex(int field) {
        return 0;
    }

    /** The value at {@code field} is exactly {@code word}. */
    public boolean is(int field, byte[] word) {
        return false;
    }

    /** The value at {@code field}, decoded. */
    public String value(int field) {
        return "";
    }
}
