package mmreplay.reports.baseline;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.reports.AsideFile;
import mmreplay.reports.UnreadableFileException;
import mmreplay.reports.json.AsciiJson;
import org.jspecify.annotations.Nullable;

/** Reads and writes baselines: JSON, schema {@value #SCHEMA}, sorted, so that a change of it reads well in a review. */
public final class BaselineFile {

    /** Named in every baseline; changes when a field changes its meaning. */
    public static final String SCHEMA = "mmreplay/baseline/1";

    /** Tens of thousands of entries: more is no list that somebody has looked at. */
    private static final long MOST_BYTES = 16L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private BaselineFile() {}

    /**
     * Reads a baseline.
     *
     * @throws UnreadableFileException if it is none
     * @throws IOException if the file cannot be read
     */
    public static Baseline read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnreadableFileException(file + ": it is a directory, not a baseline");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new UnreadableFileException(file + ": it is too large for a baseline");
        }
        try (JsonParser json = MAPPER.createParser(file.toFile())) {
            return new Baseline(read(file, json));
        } catch (JacksonException e) {
            throw bad(file, e.getLocation(), UnreadableFileException.inOneLine(e.getOriginalMessage()));
        }
    }

    private static SortedMap<String, Baseline.Entry> read(Path file, JsonParser json) throws IOException {
        expect(file, json, json.nextToken() == JsonToken.START_OBJECT, "this is no baseline of mmreplay");
        String schema = "";
        SortedMap<String, Baseline.Entry> entries = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "schema" -> {
                    schema = String.valueOf(json.getValueAsString());
                    expect(file, json, schema.equals(SCHEMA), "its schema is not " + SCHEMA);
                }
                case "findings" -> {
                    expect(file, json, value == JsonToken.START_ARRAY, "findings is not a list");
                    entries(file, json, entries);
                }
                default -> expect(file, json, false, "there is no field '" + name + "' in a baseline");
            }
        }
        expect(file, json, !schema.isEmpty(), "its schema is not named: " + SCHEMA);
        return entries;
    }

    private static void entries(Path file, JsonParser json, SortedMap<String, Baseline.Entry> entries)
            throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(file, json, json.currentToken() == JsonToken.START_OBJECT, "a finding is an object");
            JsonLocation at = json.currentLocation();
            Baseline.Entry entry = MAPPER.readValue(json, Baseline.Entry.class);
            if (entries.put(entry.fingerprint(), entry) != null) {
                throw bad(file, at, "this fingerprint is there twice: " + entry.fingerprint());
            }
        }
    }

    private static void expect(Path file, JsonParser json, boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw bad(file, json.currentLocation(), otherwise);
        }
    }

    private static UnreadableFileException bad(Path file, @Nullable JsonLocation at, String what) {
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        return new UnreadableFileException(file + ": line " + line + ": " + what);
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Baseline baseline, Path file) throws IOException {
        AsideFile.write(
                file,
                out -> AsciiJson.pretty(out, json -> {
                    json.writeStartObject();
                    json.writeStringField("schema", SCHEMA);
                    json.writeArrayFieldStart("findings");
                    for (Baseline.Entry entry : baseline.entries()) {
                        json.writeStartObject();
                        json.writeStringField("fingerprint", entry.fingerprint());
                        json.writeStringField("rule", entry.rule());
                        json.writeStringField("verdict", entry.verdict().name());
                        json.writeStringField("summary", entry.summary());
                        json.writeStringField("reason", entry.reason());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }
}
