package mmreplay.traces.rows;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/** The values of canonical fields as text: numbers as the field's notation says, words by name; either notation is read. */
public final class FieldText {

    private static final Map<String, Word> WORDS = byName(Word.values());
    private static final Map<String, Era> ERAS = byName(Era.values());
    private static final int HEX_DIGITS = 16;

    private FieldText() {}

    private static <E extends Enum<E>> Map<String, E> byName(E[] constants) {
        return Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
    }

    /** The value that the event has at {@code field}. */
    static String of(MmEvent event, Field field) {
        long value = event.get(field);
        return switch (field.notation()) {
            case HEX -> "0x" + Long.toHexString(value);
            case DECIMAL -> Long.toString(value);
            case WORD -> event.word(field).name();
            case ERA -> Era.values()[(int) value].name();
        };
    }

    /** Empty if the text is no value of such a field. */
    static OptionalLong value(Field field, String text) {
        return switch (field.notation()) {
            case HEX, DECIMAL -> number(text);
            case WORD -> ordinal(WORDS.get(text));
            case ERA -> ordinal(ERAS.get(text));
        };
    }

    /** The field's values are names, so one that is not understood is an unknown name. */
    static boolean isName(Field field) {
        return field.notation() == Field.Notation.WORD || field.notation() == Field.Notation.ERA;
    }

    private static OptionalLong ordinal(@Nullable Enum<?> constant) {
        return constant == null ? OptionalLong.empty() : OptionalLong.of(constant.ordinal());
    }

    /** {@code 0x1f}, {@code -3}, {@code 12}: 64 bits, and nothing but the number. */
    static OptionalLong number(String text) {
        try {
            if (text.startsWith("0x")) {
                boolean fits = text.length() <= 2 + HEX_DIGITS && text.charAt(2) != '-' && text.charAt(2) != '+';
                return fits
                        ? OptionalLong.of(Long.parseUnsignedLong(text, 2, text.length(), 16))
                        : OptionalLong.empty();
            }
            if (text.startsWith("+")) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }

    /** {@code PTE_WRITE mm=0xffff88800482ba00 addr=0x7000001000}: the event in one line. */
    public static String of(MmEvent event) {
        StringBuilder text = new StringBuilder(event.kind().name());
        Columns.fields().forEach((name, field) -> {
            if (event.has(field)) {
                text.append(' ').append(name).append('=').append(of(event, field));
            }
        });
        return text.toString();
    }
}
