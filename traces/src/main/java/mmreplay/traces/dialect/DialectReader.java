package mmreplay.traces.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;

/** Reads a dialect's JSON (described in this package's documentation) and checks every name in it. */
final class DialectReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String origin;
    private final Map<String, Map<String, Word>> tables = new LinkedHashMap<>();

    private DialectReader(String origin) {
        this.origin = origin;
    }

    /**
     * Reads one dialect.
     *
     * @param origin the file's name, for messages
     * @throws IllegalArgumentException if it is no dialect; the message names the file and the place in it
     */
    static Dialect read(String origin, byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(origin + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            // Bytes at hand are no text.
            throw new IllegalArgumentException(origin + ": not JSON: " + e.getMessage(), e);
        }
        return new DialectReader(origin).dialect(root);
    }

    private Dialect dialect(JsonNode root) {
        root.path("tables")
                .properties()
                .forEach(table -> tables.put(table.getKey(), words(table.getKey(), table.getValue())));
        SortedMap<FactClass, List<String>> complete = new TreeMap<>();
        root.path("complete").properties().forEach(entry -> {
            List<String> names = new ArrayList<>();
            entry.getValue().forEach(name -> names.add(needed(name.asText())));
            complete.put(constant(FactClass.class, entry.getKey(), "complete"), List.copyOf(names));
        });
        Map<String, List<Emitter>> events = new LinkedHashMap<>();
        root.path("events").properties().forEach(entry -> {
            List<Emitter> emitters = new ArrayList<>();
            entry.getValue().forEach(emitter -> emitters.add(emitter(entry.getKey(), emitter)));
            events.put(entry.getKey(), List.copyOf(emitters));
        });
        List<EraEvidence> eras = new ArrayList<>();
        root.path("eras").forEach(evidence -> eras.add(era(evidence)));
        if (!root.path("name").isTextual() || (events.isEmpty() && eras.isEmpty())) {
            throw new IllegalArgumentException(origin + ": a dialect needs a \"name\" and \"events\" or \"eras\"");
        }
        return new Dialect(
                root.path("name").asText(),
                root.path("about").asText(),
                root.path("probes").asBoolean(false),
                complete,
                events,
                List.copyOf(eras));
    }

    private EraEvidence era(JsonNode node) {
        boolean probe = node.has("probe");
        String event = node.path(probe ? "probe" : "event").asText();
        if (event.isEmpty() || !node.path("holds").isBoolean()) {
            throw bad(event, "an era needs an \"event\" or a \"probe\", and \"holds\"");
        }
        List<Condition> when = conditions(event, node);
        return new EraEvidence(
                event,
                probe,
                constant(Era.class, node.path("era").asText(), event),
                node.path("holds").asBoolean(),
                when);
    }

    /** The name of an event, or of one with a word: {@code lock_acquire(MMAP_LOCK)}. */
    private String needed(String name) {
        int open = name.indexOf('(');
        if (open >= 0) {
            constant(Word.class, inside("complete", name, open), "complete");
        }
        return name;
    }

    /** What stands between the parenthesis at {@code open} and the one at the end. */
    private String inside(String event, String text, int open) {
        if (!text.endsWith(")")) {
            throw bad(event, "no ) at the end of " + text);
        }
        return text.substring(open + 1, text.length() - 1);
    }

    private Emitter emitter(String event, JsonNode node) {
        EventKind kind = constant(EventKind.class, node.path("emit").asText(), event);
        List<Condition> when = conditions(event, node);
        List<Source> sources = new ArrayList<>();
        node.path("fields").properties().forEach(entry -> {
            Field field = constant(Field.class, entry.getKey(), event);
            sources.add(source(event, field, entry.getValue()));
        });
        return new Emitter(kind, when, sources);
    }

    private List<Condition> conditions(String event, JsonNode node) {
        List<Condition> when = new ArrayList<>();
        node.path("when").properties().forEach(entry -> when.add(condition(event, entry.getKey(), entry.getValue())));
        return when;
    }

    private Condition condition(String event, String field, JsonNode node) {
        if (node.isTextual()) {
            return Condition.OneOf.of(
                    field, List.copyOf(table(event, node.asText()).keySet()));
        }
        if (node.isArray()) {
            List<String> words = new ArrayList<>();
            node.forEach(word -> words.add(word.asText()));
            return Condition.OneOf.of(field, words);
        }
        if (node.isObject() && (node.has("is") || node.has("not"))) {
            boolean negated = node.has("not");
            long mask = node.has("mask") ? number(event, node.get("mask")) : -1;
            return new Condition.Masked(
                    new RawField(field), mask, number(event, node.get(negated ? "not" : "is")), negated);
        }
        throw bad(event, "a condition is a list of words, a table of them, or {\"mask\", \"is\"|\"not\"}");
    }

    private Source source(String event, Field field, JsonNode node) {
        if (node.isNumber()) {
            return new Source.Constant(field, node.asLong());
        }
        if (node.has("word")) {
            return new Source.Constant(
                    field,
                    constant(Word.class, node.get("word").asText(), event).ordinal());
        }
        if (node.has("from")) {
            JsonNode words = node.path("words");
            return Source.Words.of(
                    field,
                    node.get("from").asText(),
                    words.isTextual() ? table(event, words.asText()) : words(event, words));
        }
        if (node.isTextual()) {
            String text = node.asText();
            int open = text.indexOf('(');
            if (open < 0) {
                return new Source.Converted(field, new RawField(text), Conversion.NUMBER);
            }
            Conversion conversion = conversion(event, text.substring(0, open));
            return new Source.Converted(field, new RawField(inside(event, text, open)), conversion);
        }
        throw bad(event, "cannot tell where " + field + " comes from");
    }

    private Map<String, Word> words(String event, JsonNode node) {
        Map<String, Word> words = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> words.put(
                        entry.getKey(), constant(Word.class, entry.getValue().asText(), event)));
        return words;
    }

    private Map<String, Word> table(String event, String name) {
        Map<String, Word> table = tables.get(name);
        if (table == null) {
            throw bad(event, "no table " + name);
        }
        return table;
    }

    private Conversion conversion(String event, String name) {
        try {
            return Conversion.of(name);
        } catch (IllegalArgumentException e) {
            throw bad(event, "no conversion " + name);
        }
    }

    private long number(String event, JsonNode node) {
        try {
            return node.isNumber() ? node.asLong() : Long.decode(node.asText());
        } catch (NumberFormatException e) {
            throw bad(event, "no number " + node.asText());
        }
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name, String event) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw bad(event, "no " + type.getSimpleName() + " " + name);
        }
    }

    private IllegalArgumentException bad(String event, String what) {
        return new IllegalArgumentException(origin + ": event " + event + ": " + what);
    }
}
