package mmreplay.traces.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a dialect's file: an object, an array, a text, a number, a truth, or nothing. Jackson's own tree would do the same, but
 * to load what comes with it takes longer than to check a small trace.
 */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Json MISSING = new Json(null);

    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    static Json read(byte[] json) throws IOException {
        try (JsonParser in = FACTORY.createParser(json)) {
            return in.nextToken() == null ? MISSING : value(in);
        }
    }

    private static Json value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, value(in));
                }
                yield new Json(members);
            }
            case START_ARRAY -> {
                List<Json> elements = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(in));
                }
                yield new Json(elements);
            }
            case VALUE_STRING -> new Json(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json(in.getNumberValue());
            case VALUE_TRUE -> new Json(true);
            case VALUE_FALSE -> new Json(false);
            default -> MISSING;
        };
    }

    @SuppressWarnings("unchecked") // it was made above
    Map<String, Json> members() {
        return value instanceof Map ? (Map<String, Json>) value : Map.of();
    }

    /** An array's elements, or an object's values. */
    @SuppressWarnings("unchecked") // it was made above
    Collection<Json> elements() {
        return value instanceof List ? (List<Json>) value : members().values();
    }

    /** The member of that name, or nothing. */
    Json path(String name) {
        return members().getOrDefault(name, MISSING);
    }

    boolean has(String name) {
        return members().containsKey(name);
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isArray() {
        return value instanceof List;
    }

    boolean isText() {
        return value instanceof String;
    }

    boolean isNumber() {
        return value instanceof Number;
    }

    boolean isTruth() {
        return value instanceof Boolean;
    }

    /** A text, a number or a truth as it is written; of anything else nothing. */
    String text() {
        return value == null || isObject() || isArray() ? "" : value.toString();
    }

    /** A number; of anything else 0. */
    long number() {
        return value instanceof Number number ? number.longValue() : 0;
    }

    boolean truth() {
        return Boolean.TRUE.equals(value);
    }
}
