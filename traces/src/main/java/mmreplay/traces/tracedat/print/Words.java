package mmreplay.traces.tracedat.print;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes, in the byte order of the traced machine. The caller has checked the range. */
public enum Words {
    LITTLE(false),
    BIG(true);

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean big;

    Words(boolean big) {
        this.big = big;
    }

    public boolean big() {
        return big;
    }

    public int u16(byte[] bytes, int at) {
        short value = (short) SHORT.get(bytes, at);
        return (big ? Short.reverseBytes(value) : value) & 0xffff;
    }

    public int i32(byte[] bytes, int at) {
        int value = (int) INT.get(bytes, at);
        return big ? Integer.reverseBytes(value) : value;
    }

    public long u32(byte[] bytes, int at) {
        return i32(bytes, at) & 0xffff_ffffL;
    }

    public long i64(byte[] bytes, int at) {
        long value = (long) LONG.get(bytes, at);
        return big ? Long.reverseBytes(value) : value;
    }

    /** A number of 1, 2, 4 or 8 bytes; 0 for any other size, which no scalar has. */
    public long number(byte[] bytes, int at, int size, boolean signed) {
        return switch (size) {
            case 1 -> signed ? bytes[at] : bytes[at] & 0xff;
            case 2 -> signed ? (short) u16(bytes, at) : u16(bytes, at);
            case 4 -> signed ? i32(bytes, at) : u32(bytes, at);
            case 8 -> i64(bytes, at);
            default -> 0;
        };
    }
}
