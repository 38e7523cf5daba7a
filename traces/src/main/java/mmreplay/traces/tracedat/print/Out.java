package mmreplay.traces.tracedat.print;

import java.util.Arrays;

/** The text of one event while it is printed: bytes that are reused for the next. No event can make it longer than it may be. */
public final class Out {

    /** The kernel prints an event into a buffer of a page or two. */
    private static final int MOST = 64 << 10;

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private byte[] bytes = new byte[512];
    private int length;
    private final byte[] number = new byte[24];

    public void clear() {
        length = 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Drops what is behind {@code newLength}. */
    public void cut(int newLength) {
        length = Math.min(length, newLength);
    }

    private int room(int wanted) {
        int count = Math.min(wanted, MOST - length);
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        return count;
    }

    public Out put(int b) {
        if (room(1) == 1) {
            bytes[length++] = (byte) b;
        }
        return this;
    }

    public Out put(byte[] from, int at, int to) {
        int count = room(Math.max(0, to - at));
        System.arraycopy(from, at, bytes, length, count);
        length += count;
        return this;
    }

    public Out put(byte[] all) {
        return put(all, 0, all.length);
    }

    /** ASCII. */
    public Out put(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
        return this;
    }

    public Out decimal(long value) {
        if (value < 0) {
            put('-');
            return unsigned(-value);
        }
        return unsigned(value);
    }

    public Out unsigned(long value) {
        int at = number.length;
        long rest = value;
        if (rest < 0) {
            number[--at] = DIGITS[(int) Long.remainderUnsigned(rest, 10)];
            rest = Long.divideUnsigned(rest, 10);
        }
        do {
            number[--at] = DIGITS[(int) (rest % 10)];
            rest /= 10;
        } while (rest > 0);
        return put(number, at, number.length);
    }

    /** Without 0x. */
    public Out hex(long value) {
        return radix(value, 4);
    }

    public Out octal(long value) {
        return radix(value, 3);
    }

    private Out radix(long value, int bits) {
        int at = number.length;
        long rest = value;
        do {
            number[--at] = DIGITS[(int) rest & ((1 << bits) - 1)];
            rest >>>= bits;
        } while (rest != 0);
        return put(number, at, number.length);
    }

    public Out hexByte(int b) {
        return put(DIGITS[b >>> 4 & 15]).put(DIGITS[b & 15]);
    }

    /** Makes what was put since {@code from} at least {@code width} bytes wide. */
    public void pad(int from, int width, boolean left, byte with) {
        int missing = room(Math.max(0, width - (length - from)));
        if (missing <= 0 || from > length) {
            return;
        }
        if (left) {
            Arrays.fill(bytes, length, length + missing, (byte) ' ');
        } else {
            // Zeros go between the sign and the digits.
            int sign = with == '0' && from < length && bytes[from] == '-' ? 1 : 0;
            int start = from + sign;
            System.arraycopy(bytes, start, bytes, start + missing, length - start);
            Arrays.fill(bytes, start, start + missing, with);
        }
        length += missing;
    }
}
