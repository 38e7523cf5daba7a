package mmreplay.reports.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Subject;
import mmreplay.invariants.result.Truth;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.UnreadableFileException;

/**
 * Reads what {@link JsonReport} wrote. Of the timelines only their {@link Activity} comes back, of a baseline nothing, and of
 * several inputs only what the rules said of all of them.
 */
public final class ResultReader {

    private static final int START = 256;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addMixIn(Finding.class, Told.class)
            .addModule(new SimpleModule()
                    .addDeserializer(Subject.class, new FlatSubject())
                    .addDeserializer(Position.class, new Place()))
            .build();

    private ResultReader() {}

    private record Tool(String version) {}

    /** A finding as the file has it: its scene is for pictures only. */
    private abstract static class Told {
        @JsonCreator
        @SuppressWarnings("unused") // Jackson reads its shape
        Told(
                @JsonProperty("id") String id,
                @JsonProperty("rule") String rule,
                @JsonProperty("verdict") Verdict verdict,
                @JsonProperty("time") long time,
                @JsonProperty("position") Position position,
                @JsonProperty("subject") Subject subject,
                @JsonProperty("summary") String summary,
                @JsonProperty("evidence") List<Evidence> evidence,
                @JsonProperty("folded") int folded) {}
    }

    /** The fields by their names in the file. */
    private record Wire(
            Tool tool,
            List<Input> input,
            List<Unusable> unusable,
            List<RuleResult> rules,
            List<Finding> findings,
            long findingsTotal,
            Truth truth,
            Verdict failOn,
            int exit) {

        Result result() {
            return new Result(
                    tool.version(),
                    input,
                    rules,
                    List.of(),
                    findings,
                    findingsTotal,
                    unusable,
                    new Gate(failOn, Known.NOTHING),
                    truth,
                    List.of(),
                    exit);
        }
    }

    private record Measured(List<Activity> activity) {}

    /** The kind is one of the fields, all others are keys. */
    private static final class FlatSubject extends JsonDeserializer<Subject> {
        @Override
        public Subject deserialize(JsonParser json, DeserializationContext context) throws IOException {
            SortedMap<String, String> keys = new TreeMap<>();
            JsonNode tree = json.readValueAsTree();
            tree.properties()
                    .forEach(field -> keys.put(field.getKey(), field.getValue().asText()));
            String kind = keys.remove("kind");
            return new Subject(kind == null ? "" : kind, keys);
        }
    }

    /** A place names its source only where an input is made of several. */
    private static final class Place extends JsonDeserializer<Position> {
        @Override
        public Position deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode tree = json.readValueAsTree();
            long line = tree.path("line").asLong();
            int source = tree.path("source").asInt(Position.NO_SOURCE);
            return new Position(
                    tree.path("input").asInt(),
                    line,
                    source,
                    tree.path("number").asLong(line));
        }
    }

    /** Whether the file begins as JSON does and no trace; whether it is a result, {@link #read} tells. */
    public static boolean looksLikeOne(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(START), StandardCharsets.ISO_8859_1)
                    .strip()
                    .startsWith("{");
        }
    }

    /**
     * Reads a result.
     *
     * @throws UnreadableFileException if it is none, or one of another schema
     * @throws IOException if the file cannot be read
     */
    public static Run read(Path file) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            if (!json.path("schema").asText().equals(JsonReport.SCHEMA)) {
                throw new UnreadableFileException(file + ": its schema is not " + JsonReport.SCHEMA);
            }
            Result result = MAPPER.treeToValue(json, Wire.class).result();
            List<List<Activity>> activity = new ArrayList<>();
            for (JsonNode input : json.path("input")) {
                activity.add(MAPPER.treeToValue(input, Measured.class).activity());
            }
            check(file, result);
            return new Run(result, activity);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new UnreadableFileException(
                    file + ": " + where + UnreadableFileException.inOneLine(e.getOriginalMessage()));
        }
    }

    /** Positions name inputs that are there. */
    private static void check(Path file, Result result) throws UnreadableFileException {
        for (Finding finding : result.findings()) {
            List<Position> positions = new ArrayList<>(
                    finding.evidence().stream().map(Evidence::position).toList());
            positions.add(finding.position());
            for (Position position : positions) {
                if (position.input() < 0 || position.input() >= result.inputs().size()) {
                    throw new UnreadableFileException(
                            file + ": finding " + finding.id() + " is in an input that is not in the file");
                }
            }
        }
    }
}
