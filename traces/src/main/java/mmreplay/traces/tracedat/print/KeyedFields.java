package mmreplay.traces.tracedat.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.traces.Ascii;
import mmreplay.traces.FieldSplitter;
import mmreplay.traces.FieldValues;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event that are found in its text, without the text: printing an event and splitting what was printed took most
 * of the time that reading a trace.dat took. Which keys there will be is seen in the format alone, as long as nothing that an event
 * prints looks like one; {@link #begin} makes sure of that for each event. A number is taken as it was recorded where printing and
 * reading it would give the same, and of other values those alone are printed that are asked for.
 */
final class KeyedFields implements FieldValues {

    private static final int MOST_STEPS = 32;
    private static final int MOST_WIDTH = 64;
    /** With all that its steps may print, it is not longer than an event's text may be. */
    private static final int MOST_FORMAT = 8 << 10;

    /** Stands in the format for what an event prints: no literal text of a format holds it. */
    private static final byte PRINTED = 0;

    private final Printer.Step[] steps;
    /** In an event that is at least so long, only what {@link #doubtful} prints could look like a key: of most formats nothing. */
    private final int plainFrom;

    private final Printer.Step[] doubtful;
    private final KeyedValue[] values;
    private final byte separator;
    private final Out out = new Out();
    private EventBytes event;
    /** Values that were printed of an earlier event carry another number. */
    private int events;

    private KeyedFields(List<Printer.Step> steps, KeyedValue[] values, byte separator, EventBytes event) {
        this.steps = steps.toArray(new Printer.Step[0]);
        doubtful = steps.stream()
                .filter(step -> plainFrom(step, event.names) == Expr.NEVER)
                .toArray(Printer.Step[]::new);
        plainFrom = steps.stream()
                .mapToInt(step -> plainFrom(step, event.names))
                .filter(length -> length != Expr.NEVER)
                .max()
                .orElse(0);
        this.values = values;
        this.separator = separator;
        this.event = event;
    }

    /** Null if only the text of each event can tell its keys. */
    static @Nullable KeyedFields of(List<Printer.Step> steps, EventBytes event) {
        if (steps.size() > MOST_STEPS || !steps.stream().allMatch(KeyedFields::isBounded)) {
            return null;
        }
        Out format = new Out();
        for (Printer.Step step : steps) {
            format.put(step.before);
            if (step.how.letter() != 0) {
                format.put(PRINTED);
            }
        }
        if (format.length() > MOST_FORMAT) {
            return null;
        }
        byte[] all = Arrays.copyOf(format.bytes(), format.length());
        FieldSplitter keys = new FieldSplitter();
        keys.begin(all, 0, all.length);
        List<KeyedValue> values = new ArrayList<>();
        for (int i = 0; keys.keyFrom(i) >= 0; i++) {
            values.add(value(all, keys, i, steps));
        }
        byte sign = keys.separator();
        return printsIntoKeys(all, (byte) '=') || (sign == ':' && printsIntoKeys(all, sign))
                ? null
                : new KeyedFields(List.copyOf(steps), values.toArray(new KeyedValue[0]), sign, event);
    }

    private static boolean isBounded(Printer.Step step) {
        Conversion how = step.how;
        return how.width() != Conversion.STAR
                && how.width() <= MOST_WIDTH
                && how.precision() != Conversion.STAR
                && how.precision() <= MOST_WIDTH
                && Ascii.indexOf(step.before, 0, step.before.length, new byte[] {PRINTED}) < 0
                && Ascii.indexOf(step.before, 0, step.before.length, new byte[] {'\n'}) < 0;
    }

    /** What an event prints could make a key, or end one that is there. */
    private static boolean printsIntoKeys(byte[] format, byte sign) {
        for (int at = 0; at < format.length; at++) {
            if (format[at] == sign) {
                int key = at;
                while (key > 0 && (Ascii.isIdentifier(format[key - 1]) || format[key - 1] == '$')) {
                    key--;
                }
                if (key > 0 && format[key - 1] == PRINTED) {
                    return true;
                }
            }
        }
        return false;
    }

    private static KeyedValue value(byte[] format, FieldSplitter keys, int i, List<Printer.Step> steps) {
        byte[] key = Arrays.copyOfRange(format, keys.keyFrom(i), keys.keyTo(i));
        int from = keys.keyTo(i) + 1;
        int next = keys.keyFrom(i + 1);
        int to = next < 0 ? format.length : format[next - 1] == '(' ? next - 1 : next;
        int step = 0;
        for (int at = 0; at < from; at++) {
            step += format[at] == PRINTED ? 1 : 0;
        }
        List<byte[]> texts = new ArrayList<>();
        List<Printer.Step> printed = new ArrayList<>();
        int text = from;
        for (int at = from; at < to; at++) {
            if (format[at] == PRINTED) {
                texts.add(Arrays.copyOfRange(format, text, at));
                printed.add(steps.get(step++));
                text = at + 1;
            }
        }
        texts.add(Arrays.copyOfRange(format, text, to));
        return new KeyedValue(key, texts, printed, keys.separator());
    }

    /** The next event. False if only its text can tell its fields. */
    boolean begin(EventBytes newEvent) {
        for (Printer.Step step : newEvent.length < plainFrom ? steps : doubtful) {
            if (!isPlain(step, newEvent)) {
                return false;
            }
        }
        event = newEvent;
        events++;
        out.clear();
        return true;
    }

    private static boolean isPlain(Printer.Step step, EventBytes event) {
        return switch (step.how.letter()) {
            case 0 -> true;
            case 's' -> step.how.precision() == 0 || step.arguments.get(0).plain(event);
            case 'p' -> Pointers.plain(step.how.extension(), step.arguments.get(0), event);
            case 'd', 'i', 'u', 'x', 'X', 'o' -> step.arguments.get(0).sure(event);
            default -> false;
        };
    }

    private static int plainFrom(Printer.Step step, Names names) {
        return switch (step.how.letter()) {
            case 0 -> 0;
            case 's' -> step.how.precision() == 0 ? 0 : step.arguments.get(0).plainFrom();
            case 'p' -> Pointers.plainFrom(step.how.extension(), step.arguments.get(0), names);
            case 'd', 'i', 'u', 'x', 'X', 'o' -> step.arguments.get(0).sureFrom();
            default -> Expr.NEVER;
        };
    }

    @Override
    public int find(byte[] key, int hint) {
        if (hint >= 0 && hint < values.length && values[hint].key == key) {
            return hint;
        }
        for (int i = 0; i < values.length; i++) {
            if (Arrays.equals(values[i].key, key)) {
                values[i].key = key;
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean isNumber(int field) {
        KeyedValue value = values[field];
        if (value.number != null || isNamelessAddress(value)) {
            return true;
        }
        return Ascii.isNumber(bytes(field), value.from, value.to);
    }

    /** It prints {@code 0x...}, as there is no symbol there. */
    private boolean isNamelessAddress(KeyedValue value) {
        EventField address = value.address;
        return address != null && value.symbol && !event.names.isSymbol(number(address));
    }

    private long number(EventField scalar) {
        return event.number(scalar.offset(), scalar.size(), scalar.signed());
    }

    @Override
    public long number(int field) {
        KeyedValue value = values[field];
        Printer.Step number = value.number;
        EventField scalar = value.scalar;
        if (number != null && scalar != null) {
            return number.type.wrap(number(scalar));
        }
        if (number != null) {
            return number.type.wrap(number.arguments.get(0).number(event));
        }
        EventField address = value.address;
        if (address != null && isNamelessAddress(value)) {
            return number(address);
        }
        return Ascii.number(bytes(field), value.from, value.to);
    }

    @Override
    public long hex(int field) {
        KeyedValue value = values[field];
        EventField address = value.address;
        if (address != null && (!value.symbol || isNamelessAddress(value))) {
            return event.longSize == 4 && !value.symbol ? number(address) & 0xffff_ffffL : number(address);
        }
        return FieldValues.super.hex(field);
    }

    @Override
    public byte[] bytes(int field) {
        KeyedValue.Kept recalled = printed(field).recalled;
        return recalled == null ? out.bytes() : recalled.text;
    }

    @Override
    public int from(int field) {
        return printed(field).from;
    }

    @Override
    public int to(int field) {
        return printed(field).to;
    }

    private KeyedValue printed(int field) {
        KeyedValue value = values[field];
        if (value.printedOf == events) {
            return value;
        }
        value.printedOf = events;
        EventField decider = value.decider;
        if (decider == null || decider.offset() + decider.size() > event.length) {
            print(value);
            value.recalled = null;
            return value;
        }
        long number = number(decider);
        KeyedValue.Kept kept = value.kept(number);
        if (!kept.any || kept.number != number) {
            print(value);
            kept.keep(number, out.bytes(), value.from, value.to);
        }
        value.recalled = kept;
        value.from = 0;
        value.to = kept.length;
        return value;
    }

    private void print(KeyedValue value) {
        int from = out.length();
        for (int i = 0; i < value.steps.size(); i++) {
            out.put(value.texts.get(i));
            Printer.convert(value.steps.get(i), event, out);
        }
        out.put(value.texts.get(value.steps.size()));
        value.from = FieldSplitter.valueFrom(out.bytes(), from, out.length(), separator);
        value.to = FieldSplitter.valueTo(out.bytes(), value.from, out.length());
    }
}
