package mmreplay.traces.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;

/** What follows the context: {@code name: text}, and the entries that print no such name. */
public final class Body {

    /** Entries whose line does not begin with a name and a colon, under the names of their kinds in events/ftrace. */
    public enum Unnamed {
        NO(""),
        KERNEL_STACK("kernel_stack"),
        USER_STACK("user_stack"),
        FUNCTION("function"),
        RAW_DATA("raw_data"),
        OTHER("?");

        private final String kernelName;

        Unnamed(String kernelName) {
            this.kernelName = kernelName;
        }

        public String kernelName() {
            return kernelName;
        }
    }

    /** A kernel symbol with offset and size; names are kept, so what is no name must not fill the memory. */
    private static final int LONGEST_NAME = 560;

    private static final byte[] STACK = "<stack trace>".getBytes(US_ASCII);
    private static final byte[] USER_STACK = "<user stack trace>".getBytes(US_ASCII);
    private static final byte[] CALLER = " <-".getBytes(US_ASCII);
    private static final byte[] RETURNS = " -> ".getBytes(US_ASCII);
    private static final byte[] RAW_DATA = "# ".getBytes(US_ASCII);

    private Body() {}

    /** Whatever stands there, a line with a full context is an event: this never fails. */
    public static void parse(Cursor in, EventLine out) {
        byte[] b = in.bytes;
        int to = in.to;
        int from = in.at;
        int at = from;
        while (at < to && isName(b[at])) {
            at++;
        }
        out.nameFrom = from;
        out.nameTo = at;
        out.textTo = to;
        if (at > from && at < to && b[at] == ':' && at - from <= LONGEST_NAME) {
            out.unnamed = Unnamed.NO;
            out.textFrom = at + 1 < to && b[at + 1] == ' ' ? at + 2 : at + 1;
        } else {
            withoutColon(in, at, out);
        }
    }

    private static void withoutColon(Cursor in, int nameEnd, EventLine out) {
        byte[] b = in.bytes;
        out.textFrom = in.at;
        if (nameEnd - in.at > LONGEST_NAME) {
            out.unnamed = Unnamed.OTHER;
        } else if (nameEnd == in.at) {
            out.unnamed = withoutName(in);
        } else if (Ascii.indexOf(b, nameEnd, in.to, CALLER) >= 0) {
            out.unnamed = Unnamed.FUNCTION;
        } else if (nameEnd < in.to && b[nameEnd] == '(') {
            // A syscall's entry: sys_madvise(start: 7fd0de609000, ..).
            out.unnamed = Unnamed.NO;
            out.textFrom = nameEnd;
        } else if (Ascii.startsWith(b, nameEnd, in.to, RETURNS)) {
            out.unnamed = Unnamed.NO;
            out.textFrom = nameEnd + 1;
        } else {
            out.unnamed = Unnamed.OTHER;
        }
    }

    private static Unnamed withoutName(Cursor in) {
        if (Ascii.startsWith(in.bytes, in.at, in.to, STACK)) {
            return Unnamed.KERNEL_STACK;
        }
        if (Ascii.startsWith(in.bytes, in.at, in.to, USER_STACK)) {
            return Unnamed.USER_STACK;
        }
        return Ascii.startsWith(in.bytes, in.at, in.to, RAW_DATA) ? Unnamed.RAW_DATA : Unnamed.OTHER;
    }

    /** A trace_printk is named after its function, which may be {@code foo.part.0+0x10/0x20}. */
    static boolean isName(byte b) {
        return Ascii.isIdentifier(b) || b == '.' || b == '$' || b == '+' || b == '/';
    }
}
