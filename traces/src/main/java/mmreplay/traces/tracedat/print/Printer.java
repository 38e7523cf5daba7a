package mmreplay.traces.tracedat.print;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A compiled {@code print fmt}: its conversions, each with its arguments. */
final class Printer {

    /** A conversion with its arguments, and the text before it. */
    static final class Step {
        final byte[] before;
        final Conversion how;
        final List<Expr> arguments;
        /** The type that the last argument is read as. */
        final CType type;

        Step(Conversion how, List<Expr> arguments, int longSize) {
            this.before = how.before().getBytes(ISO_8859_1);
            this.how = how;
            this.arguments = List.copyOf(arguments);
            type = how.type(longSize);
        }
    }

    private final List<Step> steps = new ArrayList<>();

    /**
     * Compiles {@code "format", argument, ..}.
     *
     * @throws Unprintable if that is not possible
     */
    Printer(String printFmt, Map<String, EventField> fields, int longSize) {
        Tokens in = new Tokens(printFmt);
        Conversion.Reader format = new Conversion.Reader(in.strings());
        ExprParser parser = new ExprParser(in, fields, longSize);
        for (Conversion how = format.next(); how != null; how = format.next()) {
            List<Expr> arguments = new ArrayList<>();
            int wanted = (how.width() == Conversion.STAR ? 1 : 0)
                    + (how.precision() == Conversion.STAR ? 1 : 0)
                    + (how.letter() == 0 ? 0 : 1);
            for (int i = 0; i < wanted; i++) {
                in.expect(",");
                arguments.add(parser.expression());
            }
            steps.add(new Step(how, arguments, longSize));
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** Prints all; throws {@link Unprintable} if the event does not have what is asked for. */
    void print(EventBytes event, Out out) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            out.put(step.before);
            convert(step, event, out);
        }
    }

    /** Prints one conversion, and the text before it. */
    static void print(Conversion how, List<Expr> arguments, EventBytes event, Out out) {
        Step step = new Step(how, arguments, event.longSize);
        out.put(step.before);
        convert(step, event, out);
    }

    /** Prints one conversion. */
    static void convert(Step step, EventBytes event, Out out) {
        Conversion how = step.how;
        List<Expr> arguments = step.arguments;
        if (how.letter() == 0) {
            return;
        }
        int next = 0;
        int width = how.width();
        if (width == Conversion.STAR) {
            width = Conversion.bounded(arguments.get(next++).number(event));
        }
        int precision = how.precision();
        if (precision == Conversion.STAR) {
            precision = Conversion.bounded(arguments.get(next++).number(event));
        }
        Expr argument = arguments.get(next);
        int from = out.length();
        boolean zeros = false;
        switch (how.letter()) {
            case 's' -> {
                if (precision != 0) {
                    argument.text(event, precision < 0 ? Integer.MAX_VALUE : precision, out);
                }
            }
            case 'c' -> out.put((int) argument.number(event));
            case 'p' -> Pointers.print(how.extension(), argument, event, out);
            case 'd', 'i', 'u', 'x', 'X', 'o' -> {
                number(how, step.type.wrap(argument.number(event)), out);
                out.pad(from, precision, false, (byte) '0');
                zeros = precision < 0 && how.flags().indexOf('0') >= 0;
            }
            default -> throw Unprintable.INSTANCE;
        }
        out.pad(from, width, how.left(), (byte) (zeros ? '0' : ' '));
    }

    private static void number(Conversion how, long value, Out out) {
        boolean sharp = how.flags().indexOf('#') >= 0;
        switch (how.letter()) {
            case 'd', 'i' -> {
                if (value >= 0 && how.flags().indexOf('+') >= 0) {
                    out.put('+');
                }
                out.decimal(value);
            }
            case 'u' -> out.unsigned(value);
            case 'o' -> out.put(sharp ? "0" : "").octal(value);
            case 'X' -> {
                int from = out.put(sharp ? "0X" : "").length();
                out.hex(value);
                for (int i = from; i < out.length(); i++) {
                    out.bytes()[i] = (byte) Character.toUpperCase(out.bytes()[i]);
                }
            }
            default -> out.put(sharp ? "0x" : "").hex(value);
        }
    }
}
