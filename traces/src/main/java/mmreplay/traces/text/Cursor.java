package mmreplay.traces.text;

import mmreplay.traces.Ascii;

/** A place in a line, and the few steps that parse a context. A step that finds nothing leaves the place as it was. */
public final class Cursor {

    private static final long NONE = -1;

    public byte[] bytes = new byte[0];
    public int at;
    public int to;

    public void set(byte[] line, int from, int end) {
        bytes = line;
        at = from;
        to = end;
    }

    public boolean more() {
        return at < to;
    }

    public boolean sees(char c) {
        return at < to && bytes[at] == c;
    }

    public boolean seesDigit() {
        return at < to && Ascii.isDigit(bytes[at]);
    }

    public boolean eat(char c) {
        if (!sees(c)) {
            return false;
        }
        at++;
        return true;
    }

    /** At least one. */
    public boolean eatSpaces() {
        byte[] b = bytes;
        int end = to;
        int start = at;
        int i = start;
        while (i < end && b[i] == ' ') {
            i++;
        }
        at = i;
        return i > start;
    }

    /** A decimal number of at most 18 digits, so that nothing overflows; or -1. */
    public long eatNumber() {
        byte[] b = bytes;
        int end = Math.min(to, at + 18);
        int i = at;
        long value = 0;
        while (i < end && Ascii.isDigit(b[i])) {
            value = value * 10 + (b[i] - '0');
            i++;
        }
        if (i == at || (i < to && Ascii.isDigit(b[i]))) {
            return NONE;
        }
        at = i;
        return value;
    }

    /** A hexadecimal number of at most 16 digits without a sign bit; or -1. */
    public long eatHex() {
        int i = at;
        long value = 0;
        while (i < to && Ascii.hexDigit(bytes[i]) >= 0) {
            value = (value << 4) | Ascii.hexDigit(bytes[i]);
            i++;
        }
        if (i == at || i - at > 16 || value < 0) {
            return NONE;
        }
        at = i;
        return value;
    }

    /** Up to the first byte that is not {@code [.0-9A-Za-z]}; returns how many. */
    public int eatFlags() {
        int start = at;
        while (at < to && (bytes[at] == '.' || (Ascii.isIdentifier(bytes[at]) && bytes[at] != '_'))) {
            at++;
        }
        return at - start;
    }
}
