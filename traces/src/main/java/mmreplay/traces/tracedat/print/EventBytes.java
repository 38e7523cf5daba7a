package mmreplay.traces.tracedat.print;

/** The bytes of one event, and what is needed to read them. A reader owns one and refills it. */
public final class EventBytes {

    private static final byte[] NONE = {};

    /** Longer text is not looked through. */
    private static final int MOST_PLAIN = 256;

    final Words words;
    final int longSize;
    final Names names;
    byte[] bytes = NONE;
    int at;
    int length;

    public EventBytes(Words words, int longSize, Names names) {
        this.words = words;
        this.longSize = longSize;
        this.names = names;
    }

    /** The event is {@code bytes[at, at + length)}. */
    public void set(byte[] newBytes, int newAt, int newLength) {
        bytes = newBytes;
        at = newAt;
        length = newLength;
    }

    /** {@code offset} counts from the event's begin. */
    long number(int offset, int size, boolean signed) {
        check(offset, size);
        return words.number(bytes, at + offset, size, signed);
    }

    void check(long offset, long count) {
        if (offset < 0 || count < 0 || offset + count > length) {
            throw Unprintable.INSTANCE;
        }
    }

    /** Where the field's data begins in the event. */
    int from(EventField field) {
        return switch (field.kind()) {
            case SCALAR, ARRAY -> {
                check(field.offset(), 0);
                yield field.offset();
            }
            case DATA_LOC -> (int) (number(field.offset(), 4, false) & 0xffff);
            case REL_LOC -> (int) (number(field.offset(), 4, false) & 0xffff) + field.offset() + field.size();
        };
    }

    /** How many bytes the field's data has; all of them are in the event. */
    int length(EventField field) {
        int count =
                switch (field.kind()) {
                    // u32 buf[] has no size: it is the event's rest.
                    case SCALAR, ARRAY -> field.size() == 0 ? length - field.offset() : field.size();
                    case DATA_LOC, REL_LOC -> (int) (number(field.offset(), 4, false) >>> 16);
                };
        check(from(field), count);
        return count;
    }

    /** The field's data is text, all of it in the event, as {@link Expr#plain} wants it. */
    boolean isPlainText(EventField field) {
        if (field.offset() + 4 > length) {
            return false;
        }
        int from = from(field);
        long count = field.kind() == EventField.Kind.ARRAY ? field.size() : number(field.offset(), 4, false) >>> 16;
        if (from < 0 || count == 0 || count > MOST_PLAIN || from + count > length) {
            return false;
        }
        int to = at + from;
        int end = to + (int) count;
        while (to < end && bytes[to] != 0) {
            to++;
        }
        return Expr.isPlain(bytes, at + from, to);
    }

    /** Prints text up to its NUL. */
    void text(int offset, int count, int most, Out out) {
        int end = at + offset + Math.min(count, most);
        int to = at + offset;
        while (to < end && bytes[to] != 0) {
            to++;
        }
        out.put(bytes, at + offset, to);
    }
}
