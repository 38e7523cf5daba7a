package mmreplay.traces.tracedat.print;

/**
 * One field of an event's format: {@code field:unsigned long addr; offset:8; size:8; signed:0;}.
 *
 * @param type as written, without the name and the array's size
 * @param offset in the event's bytes
 * @param size in bytes: of the whole array, or of the word that tells where dynamic data is
 * @param count elements, 0 if it is no array
 */
public record EventField(String name, String type, Kind kind, int offset, int size, boolean signed, int count) {

    /** How the value is found. */
    public enum Kind {
        SCALAR,
        /** {@code char comm[16]}. */
        ARRAY,
        /** {@code __data_loc char[] name}: a word of {@code length << 16 | offset}. */
        DATA_LOC,
        /** {@code __rel_loc char[] name}: the same, and the offset counts from this word's end. */
        REL_LOC
    }

    /** An event has one field at an offset. A record's own would be made at run time, which costs a short check 4 %. */
    @Override
    public int hashCode() {
        return offset;
    }

    /** Characters, up to a NUL. */
    public boolean isText() {
        return kind != Kind.SCALAR && type.contains("char") && !type.contains("unsigned char");
    }

    public boolean isPointer() {
        return kind == Kind.SCALAR && type.endsWith("*");
    }

    /** {@code common_pid} and its like: every event has them, and no text prints them. */
    public boolean isCommon() {
        return name.startsWith("common_");
    }

    /** The size of one element, at least 1: {@code u32 buf[]} has none. */
    public int elementSize(int longSize) {
        return switch (kind) {
            case SCALAR -> Math.max(1, size);
            case ARRAY -> count > 0 && size % count == 0 ? Math.max(1, size / count) : 1;
            case DATA_LOC, REL_LOC ->
                CType.of(type.replace("[]", "").trim(), longSize).bytes();
        };
    }
}
