package mmreplay.reports.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Truth;
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
        InputJson.write(json, result.inputs());
        RuleJson.write(json, result.rules());
        FindingJson.write(json, result.findings());
        json.writeNumberField("findingsTotal", result.findingsTotal());
        truth(json, result.truth());
        json.writeNumberField("exit", result.exit());
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
