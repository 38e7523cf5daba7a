package mmreplay.reports.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Truth;
import mmreplay.invariants.result.Unusable;
import mmreplay.reports.AsideFile;

/**
 * Writes a result as JSON, schema {@value #SCHEMA}.
 *
 * <p>The order of the fields is the order of the writing, not of a map.
 */
public final class JsonReport {

    /** Named in every result; changes when a field changes its meaning. */
    public static final String SCHEMA = "mmreplay/result/1";

    private JsonReport() {}

    /** The JSON schema of a result, as it is in the jar; ends with a line feed. */
    public static String schema() {
        try (InputStream in = Objects.requireNonNull(JsonReport.class.getResourceAsStream("result-1.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Result result, Path file) throws IOException {
        AsideFile.write(file, out -> write(result, out));
    }

    /**
     * Writes to a stream, which stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Result result, OutputStream out) throws IOException {
        AsciiJson.pretty(out, json -> result(json, result));
    }

    private static void result(JsonGenerator json, Result result) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeObjectFieldStart("tool");
        json.writeStringField("name", "mmreplay");
        json.writeStringField("version", result.version());
        json.writeEndObject();
        InputJson.write(json, result.inputs(), Activity.of(result));
        unusable(json, result.unusable());
        RuleJson.write(json, result.rules());
        FindingJson.write(json, result);
        json.writeNumberField("findingsTotal", result.findingsTotal());
        truth(json, result.truth());
        json.writeStringField("failOn", result.gate().failOn().name());
        if (result.gate().known().asked()) {
            baseline(json, result);
        }
        json.writeNumberField("exit", result.exit());
        json.writeEndObject();
    }

    private static void unusable(JsonGenerator json, List<Unusable> traces) throws IOException {
        json.writeArrayFieldStart("unusable");
        for (Unusable trace : traces) {
            json.writeStartObject();
            json.writeStringField("path", trace.path());
            json.writeStringField("problem", trace.problem());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void baseline(JsonGenerator json, Result result) throws IOException {
        Known known = result.gate().known();
        long old = result.findings().stream().filter(known::has).count();
        json.writeObjectFieldStart("baseline");
        json.writeNumberField("new", result.findingsTotal() - old);
        json.writeNumberField("known", old);
        json.writeArrayFieldStart("gone");
        for (Known.Gone gone : known.gone()) {
            json.writeStartObject();
            json.writeStringField("fingerprint", gone.fingerprint());
            json.writeStringField("rule", gone.rule());
            json.writeStringField("verdict", gone.verdict().name());
            json.writeStringField("summary", gone.summary());
            json.writeStringField("reason", gone.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void truth(JsonGenerator json, Truth truth) throws IOException {
        json.writeObjectFieldStart("truth");
        json.writeNumberField("pages", truth.pages());
        json.writeNumberField("equal", truth.equal());
        json.writeNumberField("different", truth.different());
        json.writeNumberField("unknown", truth.unknown());
        json.writeEndObject();
    }
}
