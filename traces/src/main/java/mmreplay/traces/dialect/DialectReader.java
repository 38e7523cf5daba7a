package mmreplay.traces.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
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

    private final String origin;
    private final Map<String, Map<String, Word>> tables = new LinkedHashMap<>();

    private DialectReader(String origin) {
        this.origin = origin;
    }

    /**
     * Reads one dialect, and checks all of it.
     *
     * @param origin the file's name, for messages
     * @throws IllegalArgumentException if it is no dialect; the message names the file and the place in it
     */
    static Dialect read(String origin, byte[] json) {
        Dialect dialect = read(origin, parse(origin, json));
        dialect.makeAll();
        return dialect;
    }

    static Json parse(String origin, byte[] json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(origin + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            // Bytes at hand are no text.
            throw new IllegalArgumentException(origin + ": not JSON: " + e.getMessage(), e);
        }
    }

    /** Takes one from its tree; what an event becomes is read when one occurs. */
    static Dialect read(String origin, Json root) {
        return new DialectReader(origin).dialect(root);
    }

    private Dialect dialect(Json root) {
        root.path("tables").members().forEach((name, table) -> tables.put(name, words(name, table)));
        SortedMap<FactClass, List<String>> complete = new TreeMap<>();
        root.path("complete").members().forEach((factClass, events) -> {
            List<String> names = new ArrayList<>();
            events.elements().forEach(name -> names.add(needed(name.text())));
            complete.put(constant(FactClass.class, factClass, "complete"), List.copyOf(names));
        });
        Map<String, Emitters> events = new LinkedHashMap<>();
        root.path("events")
                .members()
                .forEach((event, node) -> events.put(event, new Emitters(() -> emitters(event, node))));
        List<EraEvidence> eras = new ArrayList<>();
        root.path("eras").elements().forEach(evidence -> eras.add(era(evidence)));
        if (!root.path("name").isText() || (events.isEmpty() && eras.isEmpty())) {
            throw new IllegalArgumentException(origin + ": a dialect needs a \"name\" and \"events\" or \"eras\"");
        }
        return new Dialect(
                root.path("name").text(),
                root.path("about").text(),
                root.path("probes").truth(),
                complete,
                events,
                List.copyOf(eras));
    }

    private List<Emitter> emitters(String event, Json node) {
        List<Emitter> emitters = new ArrayList<>();
        for (Json emitter : node.elements()) {
            emitters.add(emitter(event, emitter));
        }
        return emitters;
    }

    private EraEvidence era(Json node) {
        boolean probe = node.has("probe");
        String event = node.path(probe ? "probe" : "event").text();
        if (event.isEmpty() || !node.path("holds").isTruth()) {
            throw bad(event, "an era needs an \"event\" or a \"probe\", and \"holds\"");
        }
        List<Condition> when = conditions(event, node);
        return new EraEvidence(
                event,
                probe,
                constant(Era.class, node.path("era").text(), event),
                node.path("holds").truth(),
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

    private Emitter emitter(String event, Json node) {
        EventKind kind = constant(EventKind.class, node.path("emit").text(), event);
        List<Condition> when = conditions(event, node);
        List<Source> sources = new ArrayList<>();
        node.path("fields")
                .members()
                .forEach((field, from) -> sources.add(source(event, constant(Field.class, field, event), from)));
        return new Emitter(kind, when, sources);
    }

    private List<Condition> conditions(String event, Json node) {
        List<Condition> when = new ArrayList<>();
        node.path("when").members().forEach((field, wanted) -> when.add(condition(event, field, wanted)));
        return when;
    }

    private Condition condition(String event, String field, Json node) {
        if (node.isText()) {
            return Condition.OneOf.of(
                    field, List.copyOf(table(event, node.text()).keySet()));
        }
        if (node.isArray()) {
            List<String> words = new ArrayList<>();
            node.elements().forEach(word -> words.add(word.text()));
            return Condition.OneOf.of(field, words);
        }
        if (node.isObject() && (node.has("is") || node.has("not"))) {
            boolean negated = node.has("not");
            long mask = node.has("mask") ? number(event, node.path("mask")) : -1;
            return new Condition.Masked(
                    new RawField(field), mask, number(event, node.path(negated ? "not" : "is")), negated);
        }
        throw bad(event, "a condition is a list of words, a table of them, or {\"mask\", \"is\"|\"not\"}");
    }

    private Source source(String event, Field field, Json node) {
        if (node.isNumber()) {
            return new Source.Constant(field, node.number());
        }
        if (node.has("word")) {
            return new Source.Constant(
                    field, constant(Word.class, node.path("word").text(), event).ordinal());
        }
        if (node.has("from")) {
            Json words = node.path("words");
            return Source.Words.of(
                    field, node.path("from").text(), words.isText() ? table(event, words.text()) : words(event, words));
        }
        if (node.isText()) {
            String text = node.text();
            int open = text.indexOf('(');
            if (open < 0) {
                return new Source.Converted(field, new RawField(text), Conversion.NUMBER);
            }
            Conversion conversion = conversion(event, text.substring(0, open));
            return new Source.Converted(field, new RawField(inside(event, text, open)), conversion);
        }
        throw bad(event, "cannot tell where " + field + " comes from");
    }

    private Map<String, Word> words(String event, Json node) {
        Map<String, Word> words = new LinkedHashMap<>();
        node.members().forEach((text, word) -> words.put(text, constant(Word.class, word.text(), event)));
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

    private long number(String event, Json node) {
        try {
            return node.isNumber() ? node.number() : Long.decode(node.text());
        } catch (NumberFormatException e) {
            throw bad(event, "no number " + node.text());
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
