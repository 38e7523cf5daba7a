package mmreplay.traces;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds a byte, eight at a time. A line of a trace has some 140 bytes, so a loop over single bytes was the costliest thing that
 * reading did: for newlines alone a tenth of a whole check.
 */
public final class Scan {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Scan() {}

    /** Eight bytes at {@code at}, the first in the lowest bits. */
    public static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Where {@code wanted}, an ASCII character, stands first in {@code [from, to)}, or -1. */
    public static int find(byte[] bytes, int from, int to, byte wanted) {
        long pattern = wanted * ONES;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            // A byte that is the wanted one becomes 0, and only below a 0 the subtraction borrows nothing: the lowest
            // bit is right.
            long zeros = eight(bytes, at) ^ pattern;
            long hits = (zeros - ONES) & ~zeros & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }
}
