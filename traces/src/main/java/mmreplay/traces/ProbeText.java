package mmreplay.traces;

/**
 * The place that a kprobe's text begins with: {@code (do_wp_page+0x0/0x380)}, {@code (a+0x1/0x2 <- b)}, or a bare
 * {@code (0x401136)} where the kernel has no symbol; perf and trace-cmd print {@code (ffffffff81280c00)} and
 * {@code (ffffffff81a56520 <- ffffffff81286d6d)}. A syscall's {@code (start: 7f.., len_in: 8000)} is not one, nor is the
 * {@code (vm_area_alloc+0x4e)} that trace-cmd's plugins put before a call site.
 */
final class ProbeText {

    private static final int ADDRESS_DIGITS = 16;
    private static final int UPPER_DIGITS = 4;

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
            return isOffsetOfSize(bytes, at + 1, to);
        }
        if (bytes[at] == ')' || bytes[at] == ' ') {
            return (bytes[from + 1] == '0' && bytes[from + 2] == 'x') || isKernelAddress(bytes, from + 1, at);
        }
        return false;
    }

    /** {@code 0x1a/0x70}. */
    private static boolean isOffsetOfSize(byte[] bytes, int from, int to) {
        if (to - from < 2 || bytes[from] != '0' || bytes[from + 1] != 'x') {
            return false;
        }
        int at = from + 2;
        while (at < to && Ascii.hexDigit(bytes[at]) >= 0) {
            at++;
        }
        return at < to && bytes[at] == '/';
    }

    /** Of 64 bits, in the upper half, and nothing else. */
    private static boolean isKernelAddress(byte[] bytes, int from, int to) {
        if (to - from != ADDRESS_DIGITS) {
            return false;
        }
        for (int at = from; at < to; at++) {
            boolean fits = at < from + UPPER_DIGITS ? bytes[at] == 'f' : Ascii.hexDigit(bytes[at]) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
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
