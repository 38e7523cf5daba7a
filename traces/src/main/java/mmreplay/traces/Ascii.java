package mmreplay.traces;

import java.util.Arrays;

/** Numbers and words in bytes. Nothing here allocates or throws; a range is {@code [from, to)}. */
public final class Ascii {

    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGIT = new byte[256];
    private static final boolean[] IDENTIFIER = new boolean[256];

    static {
        Arrays.fill(DIGIT, NO_DIGIT);
        for (int i = 0; i < 10; i++) {
            DIGIT['0' + i] = (byte) i;
            IDENTIFIER['0' + i] = true;
        }
        for (int i = 0; i < 6; i++) {
            DIGIT['a' + i] = (byte) (10 + i);
            DIGIT['A' + i] = (byte) (10 + i);
        }
        for (int i = 0; i < 26; i++) {
            IDENTIFIER['a' + i] = true;
            IDENTIFIER['A' + i] = true;
        }
        IDENTIFIER['_'] = true;
    }

    private Ascii() {}

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** A letter, a digit or an underscore. */
    public static boolean isIdentifier(byte b) {
        return IDENTIFIER[b & 0xff];
    }

    /** The value of a hexadecimal digit, or a negative number. */
    public static int hexDigit(byte b) {
        return DIGIT[b & 0xff];
    }

    public static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    public static boolean isNumber(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        return at < to && isDigit(bytes[at]);
    }

    /** The number at {@code from}, decimal or {@code 0x}; what follows it is ignored. More than 64 bits wrap. 0 if none. */
    public static long number(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        if (hasHexPrefix(bytes, at, to)) {
            long value = hexDigits(bytes, at + 2, to);
            return negative ? -value : value;
        }
        long value = 0;
        for (; at < to && isDigit(bytes[at]); at++) {
            value = value * 10 + (bytes[at] - '0');
        }
        return negative ? -value : value;
    }

    /** The number at {@code from} as hexadecimal, with or without {@code 0x}. */
    public static long hex(byte[] bytes, int from, int to) {
        return hexDigits(bytes, hasHexPrefix(bytes, from, to) ? from + 2 : from, to);
    }

    private static boolean hasHexPrefix(byte[] bytes, int from, int to) {
        return from + 2 < to && bytes[from] == '0' && (bytes[from + 1] | 0x20) == 'x' && hexDigit(bytes[from + 2]) >= 0;
    }

    private static long hexDigits(byte[] bytes, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = DIGIT[bytes[at] & 0xff];
            if (digit < 0) {
                break;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    public static boolean startsWith(byte[] bytes, int from, int to, byte[] word) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where {@code word} begins first, or -1. */
    public static int indexOf(byte[] bytes, int from, int to, byte[] word) {
        for (int at = from; at <= to - word.length; at++) {
            if (bytes[at] == word[0] && startsWith(bytes, at, to, word)) {
                return at;
            }
        }
        return -1;
    }
}
