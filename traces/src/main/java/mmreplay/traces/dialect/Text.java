package mmreplay.traces.dialect;

import java.nio.charset.StandardCharsets;
import mmreplay.traces.RawEvent;

/** A word as a dialect writes it: {@code read}, or {@code &xa->xa_lock*} for every word that begins so. */
@SuppressWarnings("ArrayRecordComponent") // compared in place, byte by byte
record Text(byte[] bytes, boolean prefix) {

    static Text of(String word) {
        boolean prefix = Dialect.isPrefix(word);
        String plain = prefix ? word.substring(0, word.length() - 1) : word;
        return new Text(plain.getBytes(StandardCharsets.UTF_8), prefix);
    }

    boolean is(RawEvent raw, int field) {
        return prefix ? raw.startsWith(field, bytes) : raw.is(field, bytes);
    }
}
