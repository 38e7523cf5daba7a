package mmreplay.traces.tracedat.print;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mmreplay.traces.Ascii;
import mmreplay.traces.FieldSplitter;
import org.jspecify.annotations.Nullable;

/** One of {@link KeyedFields}: what is known of its value from the format alone, and what was printed of it last. */
final class KeyedValue {

    private static final byte[] HEX_PREFIX = {'0', 'x'};
    private static final byte[] NONE = {};

    /** How many texts are kept of a value; a power of two. */
    private static final int KEPT = 8;

    /** The same bytes as who asked for it last holds: then to find it again is to compare two references. */
    byte[] key;
    /** Literal texts and conversions by turns, from a text to a text. */
    final List<byte[]> texts;

    final List<Printer.Step> steps;
    /** Not null: it prints a number that reads as what this makes of it. */
    final Printer.@Nullable Step number;
    /** Not null: that number is this field's. To walk the expression of each event costs more, and the compiler very much. */
    final @Nullable EventField scalar;
    /** Not null: it prints this field's number as an address. */
    final @Nullable EventField address;
    /** It prints the name of a symbol, if there is one. */
    final boolean symbol;
    /** Not null: it prints a word that depends on this field's number alone, and nearly always is one of a few. */
    final @Nullable EventField decider;
    /** Such words, by the last bits of their numbers. */
    private final @Nullable Kept[] kept;

    /** The event, by its number, that it was printed of last. */
    int printedOf;
    /** Not null: its text is there, and not in what was printed of this event. */
    @Nullable
    Kept recalled;

    /** Where its text is. */
    int from;

    int to;

    KeyedValue(byte[] key, List<byte[]> texts, List<Printer.Step> steps, byte separator) {
        this.key = key;
        this.texts = texts;
        this.steps = steps;
        number = isNumber(texts, steps, separator) ? steps.get(0) : null;
        scalar = number != null ? scalar(number) : null;
        boolean isAddress = isAddress(texts, steps, separator);
        address = isAddress ? scalar(steps.get(0)) : null;
        symbol = isAddress && Pointers.isSymbol(steps.get(0).how.extension());
        decider = decider(steps);
        kept = new @Nullable Kept[decider == null ? 0 : KEPT];
    }

    private static @Nullable EventField scalar(Printer.Step step) {
        return Operators.uncast(step.arguments.get(0)) instanceof Fields.Scalar read ? read.field : null;
    }

    private static @Nullable EventField decider(List<Printer.Step> steps) {
        if (steps.isEmpty() || steps.get(0).how.letter() != 's') {
            return null;
        }
        Set<EventField> fields = new HashSet<>();
        for (Printer.Step step : steps) {
            if (step.how.letter() == 'p' || !step.arguments.stream().allMatch(part -> part.reads(fields))) {
                return null;
            }
        }
        return fields.size() == 1 ? fields.iterator().next() : null;
    }

    /** The slot for what this number prints. */
    Kept kept(long number) {
        int slot = (int) number & (KEPT - 1);
        Kept found = kept[slot];
        if (found == null) {
            found = new Kept();
            kept[slot] = found;
        }
        return found;
    }

    /** {@code %d}, {@code %lu}, {@code 0x%lx}, with nothing around it that would change what is read. */
    private static boolean isNumber(List<byte[]> texts, List<Printer.Step> steps, byte separator) {
        if (steps.isEmpty() || steps.get(0).how.precision() >= 0) {
            return false;
        }
        Conversion how = steps.get(0).how;
        byte[] before = texts.get(0);
        byte[] prefix =
                Arrays.copyOfRange(before, FieldSplitter.valueFrom(before, 0, before.length, separator), before.length);
        byte[] behind = texts.get(1);
        if (behind.length == 0 ? steps.size() > 1 : Ascii.isIdentifier(behind[0]) && behind[0] != 'B') {
            return false;
        }
        return switch (how.letter()) {
            case 'd', 'i', 'u' -> prefix.length == 0 && how.flags().isEmpty() && how.width() < 0;
            case 'x' ->
                (how.flags().isEmpty() || how.flags().equals("0"))
                        && (how.width() < 0 || !how.flags().isEmpty())
                        && Arrays.equals(prefix, HEX_PREFIX)
                        && (behind.length == 0 || behind[0] != 'B');
            default -> false;
        };
    }

    /** {@code %p}, {@code %ps}, with nothing around it that would change what is read. */
    private static boolean isAddress(List<byte[]> texts, List<Printer.Step> steps, byte separator) {
        if (steps.isEmpty()) {
            return false;
        }
        Conversion how = steps.get(0).how;
        byte[] before = texts.get(0);
        byte[] behind = texts.get(1);
        return how.letter() == 'p'
                && how.width() < 0
                && how.precision() < 0
                && Pointers.isNumber(how.extension())
                && FieldSplitter.valueFrom(before, 0, before.length, separator) == before.length
                && (behind.length == 0 ? steps.size() == 1 : !Ascii.isIdentifier(behind[0]));
    }

    /** A text that was printed, and of which number. */
    static final class Kept {
        boolean any;
        long number;
        byte[] text = NONE;
        int length;

        void keep(long newNumber, byte[] bytes, int from, int to) {
            any = true;
            number = newNumber;
            length = to - from;
            if (text.length < length) {
                text = new byte[length];
            }
            System.arraycopy(bytes, from, text, 0, length);
        }
    }
}
