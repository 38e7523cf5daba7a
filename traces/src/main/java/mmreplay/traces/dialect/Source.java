package mmreplay.traces.dialect;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** Where one canonical field comes from. */
interface Source {

    /** What became of a canonical field. */
    enum Filled {
        YES,
        /** The raw event has no such field: some are optional. */
        ABSENT,
        /** It names an object that is not one of those meant: a pmd on the stack, a null page. */
        OUTSIDE,
        /** It names an object that cannot be told: a pointer without the base that it counts from. */
        UNRESOLVED,
        /** It is no number: the line is damaged. */
        MALFORMED
    }

    Filled fill(RawEvent raw, Bases bases, MmEvent event);

    Field field();

    /** A constant. */
    record Constant(Field field, long value) implements Source {
        @Override
        public Filled fill(RawEvent raw, Bases bases, MmEvent event) {
            event.set(field, value);
            return Filled.YES;
        }
    }

    /** A number from the raw event; absent there, absent here. */
    record Converted(Field field, RawField from, Conversion conversion) implements Source {
        @Override
        public Filled fill(RawEvent raw, Bases bases, MmEvent event) {
            int index = from.in(raw);
            if (index < 0) {
                return Filled.ABSENT;
            }
            if (conversion.applies(raw, index, bases)) {
                event.set(field, conversion.apply(raw, index, bases));
                return Filled.YES;
            }
            if (!raw.isNumber(index)) {
                return Filled.MALFORMED;
            }
            return raw.number(index) == 0 || !bases.equals(Bases.UNKNOWN) ? Filled.OUTSIDE : Filled.UNRESOLVED;
        }
    }

    /**
     * A raw word, translated; one that the dialect does not list is {@link Word#OTHER}.
     *
     * @param seen which of them occurred so far
     */
    record Words(Field field, RawField from, List<Map.Entry<Text, Word>> words, Set<Word> seen) implements Source {

        static Words of(Field field, String from, Map<String, Word> words) {
            return new Words(
                    field,
                    new RawField(from),
                    words.entrySet().stream()
                            .map(e -> Map.entry(Text.of(e.getKey()), e.getValue()))
                            .toList(),
                    EnumSet.noneOf(Word.class));
        }

        @Override
        public Filled fill(RawEvent raw, Bases bases, MmEvent event) {
            int index = from.in(raw);
            if (index < 0) {
                return Filled.ABSENT;
            }
            Word found = Word.OTHER;
            for (Map.Entry<Text, Word> word : words) {
                if (word.getKey().is(raw, index)) {
                    found = word.getValue();
                    break;
                }
            }
            event.set(field, found);
            seen.add(found);
            return Filled.YES;
        }
    }
}
