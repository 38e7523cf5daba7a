package mmreplay.traces.dialect;

import java.nio.charset.StandardCharsets;
import mmreplay.traces.RawEvent;

/** A raw field by name, which remembers where it stood in the last event. */
final class RawField {

    private final byte[] key;
    private int hint;

    RawField(String name) {
        key = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The field's index in {@code raw}, or -1. */
    int in(RawEvent raw) {
        int index = raw.field(key, hint);
        if (index >= 0) {
            hint = index;
        }
        return index;
    }
}
