package mmreplay.traces.tracedat.print;

/** {@code %p} and what the kernel makes of the letters behind it (Documentation/core-api/printk-formats.rst). */
final class Pointers {

    /** What a kernel prints whose hash has no key yet: no number, so nobody can take it for one. */
    private static final String UNKNOWN = "(____ptrval____)";

    private static final int MOST_BYTES = 64;

    private Pointers() {}

    static void print(String extension, Expr argument, EventBytes event, Out out) {
        char first = extension.isEmpty() ? ' ' : extension.charAt(0);
        switch (first) {
            case 'S', 'F', 'B' -> event.names.symbol(argument.number(event), true, out);
            case 's', 'f' -> event.names.symbol(argument.number(event), false, out);
            case 'I' -> address(extension, argument, event, out);
            case 'M', 'm' -> bytes(argument, event, 6, first == 'M' ? ":" : "", out);
            case 'U' -> uuid(argument, event, out);
            default -> plain(argument, event, out);
        }
    }

    /** The name of a symbol is printed, if there is one. */
    static boolean isSymbol(String extension) {
        return !extension.isEmpty() && "SFBsf".indexOf(extension.charAt(0)) >= 0;
    }

    /** An address is printed in hexadecimal digits, or {@link #isSymbol} holds. */
    static boolean isNumber(String extension) {
        return extension.isEmpty() || "IMmU".indexOf(extension.charAt(0)) < 0;
    }

    /** As {@link Expr#plain}, of a pointer that is printed with these letters. */
    static boolean plain(String extension, Expr argument, EventBytes event) {
        if (argument.memory()) {
            return false;
        }
        return switch (extension.isEmpty() ? ' ' : extension.charAt(0)) {
            case 'S', 'F', 'B', 's', 'f' -> argument.sure(event) && event.names.plainSymbols();
            case 'I', 'M', 'm', 'U' -> false;
            default -> argument instanceof Expr.Unknown || argument.sure(event) || unknown(argument, event);
        };
    }

    /** As {@link Expr#plainFrom}, of a pointer that is printed with these letters. */
    static int plainFrom(String extension, Expr argument, Names names) {
        if (argument.memory()) {
            return Expr.NEVER;
        }
        return switch (extension.isEmpty() ? ' ' : extension.charAt(0)) {
            case 'S', 'F', 'B', 's', 'f' -> names.plainSymbols() ? argument.sureFrom() : Expr.NEVER;
            case 'I', 'M', 'm', 'U' -> Expr.NEVER;
            default -> argument instanceof Operators.Choice choice ? choice.decidedFrom() : argument.sureFrom();
        };
    }

    private static boolean unknown(Expr argument, EventBytes event) {
        return argument instanceof Operators.Choice choice
                && choice.decided(event)
                && choice.chosen(event) instanceof Expr.Unknown;
    }

    /** Raw, in the digits that tracefs prints the hash in. */
    private static void plain(Expr argument, EventBytes event, Out out) {
        if (argument.memory()) {
            bytes(argument, event, MOST_BYTES, "", out);
            return;
        }
        Expr chosen = argument.chosen(event);
        if (chosen instanceof Expr.Unknown) {
            // page=%p of mm_page_alloc is vmemmap_base + pfn, and the file does not tell the former.
            out.put(UNKNOWN);
            return;
        }
        long value = chosen.number(event);
        int from = out.length();
        out.hex(event.longSize == 4 ? value & 0xffff_ffffL : value);
        out.pad(from, 2 * event.longSize, false, (byte) '0');
    }

    private static void bytes(Expr argument, EventBytes event, int most, String separator, Out out) {
        int from = argument.from(event);
        int count = Math.min(most, argument.length(event));
        for (int i = 0; i < count; i++) {
            out.put(i > 0 ? separator : "").hexByte(event.bytes[event.at + from + i]);
        }
    }

    /** IPv4 in its usual form; of the others the bytes. */
    private static void address(String extension, Expr argument, EventBytes event, Out out) {
        if (!extension.startsWith("I4") || argument.length(event) < 4) {
            bytes(argument, event, MOST_BYTES, "", out);
            return;
        }
        int from = argument.from(event);
        for (int i = 0; i < 4; i++) {
            out.put(i > 0 ? "." : "").unsigned(event.bytes[event.at + from + i] & 0xff);
        }
    }

    private static void uuid(Expr argument, EventBytes event, Out out) {
        int from = argument.from(event);
        event.check(from, Math.max(16, argument.length(event)));
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                out.put('-');
            }
            out.hexByte(event.bytes[event.at + from + i]);
        }
    }
}
