package mmreplay.traces;

/**
 * The place that a kprobe's text begins with: {@code (do_wp_page+0x0/0x380)}, {@code (a+0x1/0x2 <- b)}, or a bare
 * {@code (0x401136)} where the kernel has no symbol. A syscall's {@code (start: 7f.., len_in: 8000)} is not one.
 */
final class ProbeText {

    private ProbeText() {}

    /** {@code bytes[from]} is an opening parenthesis. */
    static boolean isProbe(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to && isSymbol(bytes[at])) {
            at++;
        }
        if (at == from + 1 || at >= to) {
            return false;
        }
        if (bytes[at] == '+') {
            return at + 2 < to && bytes[at + 1] == '0' && bytes[at + 2] == 'x';
        }
        return (bytes[at] == ')' || bytes[at] == ' ') && bytes[from + 1] == '0' && bytes[from + 2] == 'x';
    }

    private static boolean isSymbol(byte b) {
        return Ascii.isIdentifier(b) || b == '.' || b == '$' || b == '@';
    }

    /** Behind the closing parenthesis. */
    static int end(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == ')') {
                return at + 1;
            }
        }
        return to;
    }
}
