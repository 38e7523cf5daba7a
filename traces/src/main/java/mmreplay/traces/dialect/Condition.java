package mmreplay.traces.dialect;

import java.util.List;
import mmreplay.traces.RawEvent;

/** A condition on one raw field. */
sealed interface Condition {

    boolean holds(RawEvent raw);

    /** The same, without the search that a call of the interface would cost. */
    static boolean isMet(Condition condition, RawEvent raw) {
        return condition instanceof Masked masked ? masked.holds(raw) : condition.holds(raw);
    }

    /** The field's text is one of the words. */
    record OneOf(RawField field, List<Text> words) implements Condition {

        static OneOf of(String field, List<String> words) {
            return new OneOf(new RawField(field), words.stream().map(Text::of).toList());
        }

        @Override
        public boolean holds(RawEvent raw) {
            int index = field.in(raw);
            if (index < 0) {
                return false;
            }
            for (Text word : words) {
                if (word.is(raw, index)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The field's number, masked, has (or, negated, has not) this value. */
    record Masked(RawField field, long mask, long value, boolean negated) implements Condition {

        @Override
        public boolean holds(RawEvent raw) {
            int index = field.in(raw);
            return index >= 0 && raw.isNumber(index) && ((raw.number(index) & mask) == value) != negated;
        }
    }
}
