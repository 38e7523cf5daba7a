package mmreplay.traces.dialect;

import java.util.Map;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** Where one canonical field comes from. */
sealed interface Source {

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

    /** The same, where every needed event comes by: a call of an interface that is implemented several times costs a search. */
    static Filled from(Source source, RawEvent raw, Bases bases, MmEvent event) {
        if (source instanceof Converted converted) {
            return converted.fill(raw, bases, event);
        }
        return source instanceof Words words ? words.fill(raw, bases, event) : source.fill(raw, bases, event);
    }

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
            if (conversion.convert(raw, index, bases, event, field)) {
                return Filled.YES;
            }
            if (!raw.isNumber(index)) {
                return Filled.MALFORMED;
            }
            return raw.number(index) == 0 || !bases.unknown() ? Filled.OUTSIDE : Filled.UNRESOLVED;
        }
    }

    /**
     * A raw word, translated; one that the dialect does not list is {@link Word#OTHER}.
     *
     * @param seen by word: whether it occurred so far
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Words(Field field, RawField from, Text[] texts, Word[] words, boolean[] seen) implements Source {

        static Words of(Field field, String from, Map<String, Word> words) {
            return new Words(
                    field,
                    new RawField(from),
                    words.keySet().stream().map(Text::of).toArray(Text[]::new),
                    words.values().toArray(new Word[0]),
                    new boolean[Word.values().length]);
        }

        @Override
        public Filled fill(RawEvent raw, Bases bases, MmEvent event) {
            int index = from.in(raw);
            if (index < 0) {
                return Filled.ABSENT;
            }
            Word found = Word.OTHER;
            for (int i = 0; i < texts.length; i++) {
                if (texts[i].is(raw, index)) {
                    found = words[i];
                    break;
                }
            }
            event.set(field, found);
            seen[found.ordinal()] = true;
            return Filled.YES;
        }
    }
}
