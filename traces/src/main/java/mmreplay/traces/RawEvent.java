package mmreplay.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event as the file prints it: context, name and the bytes of its fields. A reader owns one and refills it, so it is
 * valid only until the next {@link TraceReader#next()}.
 *
 * <p>Fields are split on first use. A value runs to the next {@code key=}, so it may hold spaces
 * ({@code next_comm=C1 CompilerThre next_pid=3684}); a space before the next key is not part of it.
 */
public final class RawEvent {

    private static final int NO_FIELD = -1;

    private final FieldSplitter fields = new FieldSplitter();
    /** Where its fields are: null until the first is asked for. */
    private @Nullable FieldValues values;

    private boolean wordsSplit;

    private long number;
    private long line;
    private long time;
    private int cpu;
    private int pid;
    private int tgid = -1;
    private byte interrupt;
    private int nameId;
    private String name = "";
    private boolean probe;
    private boolean rawFields;

    private int buffer;
    private String bufferName = "";
    /** Not null: nobody has asked yet for what it prints. */
    private @Nullable LazyText lazy;

    /** Not null: what it means is said already, so no dialect is asked. */
    private @Nullable List<MmEvent> canonical;

    private byte[] bytes = new byte[0];
    private int commFrom;
    private int commTo;
    private int textFrom;
    private int textTo;

    /** For readers: where and when the event stands. {@code tgid} is -1 where the trace does not tell. */
    public void setContext(long number, long line, long time, int cpu, int pid, int tgid) {
        this.number = number;
        this.line = line;
        this.time = time;
        this.cpu = cpu;
        this.pid = pid;
        this.tgid = tgid;
    }

    /** For readers: the flag that tells interrupts, {@code .} for none of them; 0 where the trace does not tell. */
    public void setInterrupt(byte flag) {
        interrupt = flag;
    }

    /** For readers: what the event is. */
    public void setName(int nameId, String name) {
        this.nameId = nameId;
        this.name = name;
    }

    /** For readers: the bytes that hold the task's name and the text. They are not copied. */
    public void setBytes(byte[] bytes, int commFrom, int commTo, int textFrom, int textTo) {
        this.bytes = bytes;
        this.commFrom = commFrom;
        this.commTo = commTo;
        this.textFrom = textFrom;
        this.textTo = textTo;
        values = null;
        wordsSplit = false;
        rawFields = false;
        probe = textFrom < textTo && bytes[textFrom] == '(' && ProbeText.isProbe(bytes, textFrom, textTo);
    }

    /** For readers, after the bytes: see {@link #rawFields}. */
    public void setRawFields() {
        rawFields = true;
    }

    /** For readers of files that hold no text: {@code text} prints it, if and when it is needed. */
    public void setText(LazyText text, boolean isProbe) {
        lazy = text;
        rawFields = false;
        probe = isProbe;
        values = null;
        wordsSplit = false;
    }

    /** For readers of files with several ring buffers: which one the event is of. */
    public void setBuffer(int newBuffer, String name) {
        buffer = newBuffer;
        bufferName = name;
    }

    /** For readers of files that say themselves what an event means. */
    public void setCanonical(List<MmEvent> events) {
        canonical = events;
    }

    /** What it means, in order, or null if a dialect must tell. Valid until the next event. */
    public @Nullable List<MmEvent> canonical() {
        return canonical;
    }

    /** Prints what was not needed until now. */
    private void print() {
        LazyText text = lazy;
        if (text != null) {
            lazy = null;
            boolean isProbe = probe;
            FieldValues found = values;
            text.print(this);
            probe = isProbe;
            values = found;
        }
    }

    /** 0-based, in file order. */
    public long number() {
        return number;
    }

    /** 1-based line of the file; of a file without lines the event's number from 1. */
    public long line() {
        return line;
    }

    /** In the unit of {@link TraceInfo#clock()}. */
    public long time() {
        return time;
    }

    public int cpu() {
        return cpu;
    }

    public int pid() {
        return pid;
    }

    /**
     * It happened in an interrupt or a softirq, not in the task that it names. False where the trace does not tell: a kprobe that
     * is an int3 prints Z wherever it lies.
     */
    public boolean inInterrupt() {
        return switch (interrupt) {
            case 'h', 'H', 's' -> true;
            case 'z', 'Z' -> !probe;
            default -> false;
        };
    }

    /** The flag that tells interrupts, as the kernel prints it; 0 where the trace does not tell. */
    public byte interrupt() {
        return interrupt;
    }

    /** The thread group, or -1 where the trace does not tell. */
    public int tgid() {
        return tgid;
    }

    /** The task's name, untrusted text; {@code <...>} where the kernel had forgotten it. */
    public String comm() {
        print();
        int from = commFrom;
        while (from < commTo && bytes[from] == ' ') {
            from++;
        }
        return new String(bytes, from, commTo - from, UTF_8);
    }

    /** The ring buffer that recorded it, from 0: a file may hold several. */
    public int buffer() {
        return buffer;
    }

    /** The buffer's name: of an instance, or empty for the top one. */
    public String bufferName() {
        return bufferName;
    }

    /** The event's name without its system; one number per name and file, from 0. */
    public int nameId() {
        return nameId;
    }

    public String name() {
        return name;
    }

    /** A kprobe's or kretprobe's event: its text begins with {@code (func+0x1a/0x70)}. */
    public boolean probe() {
        return probe;
    }

    /**
     * A tool has printed the fields as they were recorded, not as the kernel prints them: names, words and bases differ, so
     * that nobody may take one for the other.
     */
    public boolean rawFields() {
        return rawFields;
    }

    /** All after {@code name: }, decoded as UTF-8 with malformed bytes replaced. */
    public String text() {
        print();
        return new String(bytes, textFrom, textTo - textFrom, UTF_8);
    }

    /**
     * Finds a field.
     *
     * @param key the field's name, ASCII; {@code $0}, {@code $1}.. are the words of the text (of a probe's: after the
     *     parenthesis), without a trailing comma
     * @param hint the index that this key had in the last event of this name; any int will do
     * @return the field's index in this event, or -1
     */
    public int field(byte[] key, int hint) {
        if (key.length > 1 && key[0] == '$' && Ascii.isDigit(key[1])) {
            return word(Ascii.number(key, 1, key.length));
        }
        FieldValues found = values;
        if (found == null) {
            found = open();
            values = found;
        }
        return found.find(key, hint);
    }

    /** Nobody has asked for a field of this event before. */
    private FieldValues open() {
        FieldValues unprinted = lazy == null ? null : lazy.fields();
        if (unprinted != null) {
            return unprinted;
        }
        print();
        fields.begin(bytes, fieldsFrom(), textTo);
        return fields;
    }

    private FieldValues of(int field) {
        FieldValues found = values;
        return found == null || FieldSplitter.isWord(field) ? fields : found;
    }

    private int word(long n) {
        print();
        if (!wordsSplit) {
            fields.splitWords(bytes, fieldsFrom(), textTo);
            wordsSplit = true;
        }
        return fields.word(n);
    }

    private int fieldsFrom() {
        return probe ? ProbeText.end(bytes, textFrom, textTo) : textFrom;
    }

    /** The value at {@code field} starts with a number: {@code 0x1f}, {@code -3}, {@code 12}, or {@code 0x1f (31)}. */
    public boolean isNumber(int field) {
        return field != NO_FIELD && of(field).isNumber(field);
    }

    /** The number that the value at {@code field} starts with; a 64-bit value keeps its bits. 0 where there is none. */
    public long number(int field) {
        return field == NO_FIELD ? 0 : of(field).number(field);
    }

    /** The number at {@code field} read as hexadecimal whether or not it says 0x: {@code addr=7000001000}. */
    public long hex(int field) {
        if (field == NO_FIELD) {
            return 0;
        }
        return of(field).hex(field);
    }

    /**
     * The number in the last parentheses of the value at {@code field}, or -1: 3 in {@code reason:local MM shootdown (3)}.
     * The number of an enum, unlike its text, is the same on all kernels.
     */
    public long inParens(int field) {
        if (field == NO_FIELD) {
            return -1;
        }
        FieldValues in = of(field);
        byte[] b = in.bytes(field);
        int from = in.from(field);
        int to = in.to(field);
        if (to - from < 3 || b[to - 1] != ')') {
            return -1;
        }
        int open = to - 2;
        while (open > from && b[open] != '(') {
            open--;
        }
        boolean number = b[open] == '(' && Ascii.isNumber(b, open + 1, to - 1);
        return number ? Ascii.number(b, open + 1, to - 1) : -1;
    }

    /** The value at {@code field} is exactly {@code word}. */
    public boolean is(int field, byte[] word) {
        if (field == NO_FIELD) {
            return false;
        }
        FieldValues in = of(field);
        byte[] b = in.bytes(field);
        int from = in.from(field);
        int to = in.to(field);
        return to - from == word.length && Ascii.startsWith(b, from, to, word);
    }

    /** The value at {@code field} begins with {@code word}. */
    public boolean startsWith(int field, byte[] word) {
        if (field == NO_FIELD) {
            return false;
        }
        FieldValues in = of(field);
        return Ascii.startsWith(in.bytes(field), in.from(field), in.to(field), word);
    }

    /** The value at {@code field}, decoded. */
    public String value(int field) {
        if (field == NO_FIELD) {
            return "";
        }
        FieldValues in = of(field);
        byte[] b = in.bytes(field);
        int from = in.from(field);
        return new String(b, from, Math.max(0, in.to(field) - from), UTF_8);
    }
}
