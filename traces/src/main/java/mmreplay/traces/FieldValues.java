package mmreplay.traces;

/** Where the fields of the current event are. An index is valid until the next event. */
public interface FieldValues {

    /** Finds a field as {@link RawEvent#field} does; a key is never one of words. */
    int find(byte[] key, int hint);

    /** The value starts with a number. */
    boolean isNumber(int field);

    /** That number, as {@link Ascii#number} reads it; 0 where there is none. */
    long number(int field);

    /** The number that the value starts with, as {@link Ascii#hex} reads it. */
    default long hex(int field) {
        return Ascii.hex(bytes(field), from(field), to(field));
    }

    /** What holds the value's text, from {@link #from} to {@link #to}; asked for before these. */
    byte[] bytes(int field);

    int from(int field);

    int to(int field);
}
