package mmreplay.traces.rows;

import java.util.LinkedHashMap;
import java.util.Map;

/** One record: names and their values as text, in the order of the file. An empty value is an absent one. Reused. */
final class Row {

    private final Map<String, String> values = new LinkedHashMap<>();

    void clear() {
        values.clear();
    }

    void put(String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    void put(String name, long value) {
        values.put(name, Long.toString(value));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value, or an empty text. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    Map<String, String> values() {
        return values;
    }
}
