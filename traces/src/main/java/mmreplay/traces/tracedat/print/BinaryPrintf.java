package mmreplay.traces.tracedat.print;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace_printk: its format is a constant of the kernel, and its arguments lie packed in the event as the kernel's vbin_printf
 * puts them there: numbers aligned to their size, 8 bytes to 4; strings and most pointers' texts inline, up to a NUL.
 */
final class BinaryPrintf {

    /** Letters behind {@code %p} whose pointer is stored; what the others print is stored as text. */
    private static final String STORED_POINTERS = "SsFfxKe";

    private static final int WORD = 4;

    private final EventBytes event;
    private final int from;
    private int at;

    private BinaryPrintf(EventBytes event, int from) {
        this.event = event;
        this.from = from;
        at = from;
    }

    /**
     * Prints the event.
     *
     * @param format the string that the event's {@code fmt} points to
     * @param arguments the offset of the first one
     * @throws Unprintable if the event does not hold what the format asks for
     */
    static void print(byte[] format, int arguments, EventBytes event, Out out) {
        BinaryPrintf in = new BinaryPrintf(event, arguments);
        Conversion.Reader reader = new Conversion.Reader(format);
        for (Conversion how = reader.next(); how != null; how = reader.next()) {
            Printer.print(storedAs(how), in.arguments(how), event, out);
        }
    }

    private List<Expr> arguments(Conversion how) {
        List<Expr> arguments = new ArrayList<>();
        if (how.width() == Conversion.STAR) {
            arguments.add(number(WORD));
        }
        if (how.precision() == Conversion.STAR) {
            arguments.add(number(WORD));
        }
        Expr argument = argument(how);
        if (argument != null) {
            arguments.add(argument);
        }
        return arguments;
    }

    private @Nullable Expr argument(Conversion how) {
        return switch (how.letter()) {
            case 0 -> null;
            case 's' -> text();
            case 'p' -> isText(how) ? text() : number(event.longSize);
            case 'c' -> number(1);
            default -> number(how.type(event.longSize).bytes());
        };
    }

    private static boolean isText(Conversion how) {
        return how.letter() == 'p'
                && !how.extension().isEmpty()
                && STORED_POINTERS.indexOf(how.extension().charAt(0)) < 0;
    }

    private static Conversion storedAs(Conversion how) {
        return isText(how) ? new Conversion(how.before(), how.flags(), how.width(), how.precision(), "", 's', "") : how;
    }

    private Expr number(int size) {
        int align = Math.min(size, WORD);
        at = from + (at - from + align - 1) / align * align;
        long number = event.number(at, size, true);
        at += size;
        return new Expr.Constant(number, new CType(8, true));
    }

    private Expr text() {
        int end = at;
        while (event.number(end, 1, false) != 0) {
            end++;
        }
        byte[] text = new byte[end - at];
        System.arraycopy(event.bytes, event.at + at, text, 0, text.length);
        at = end + 1;
        return new Expr.Literal(text);
    }
}
