package mmreplay.traces.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import mmreplay.traces.RawEvent;

/** A condition on one raw field. */
interface Condition {

    boolean holds(RawEvent raw);

    /** The field's text is one of the words. */
    record OneOf(RawField field, List<byte[]> words) implements Condition {

        static OneOf of(String field, List<String> words) {
            return new OneOf(
                    new RawField(field),
                    words.stream()
                            .map(word -> word.getBytes(StandardCharsets.UTF_8))
                            .toList());
        }

        @Override
        public boolean holds(RawEvent raw) {
            int index = field.in(raw);
            if (index < 0) {
                return false;
            }
            for (byte[] word : words) {
                if (raw.is(index, word)) {
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
