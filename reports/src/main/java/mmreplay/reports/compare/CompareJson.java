package mmreplay.reports.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import mmreplay.reports.json.AsciiJson;

/** Writes a comparison as JSON, schema {@value #SCHEMA}: the fields of {@link Comparison} by their names. */
public final class CompareJson {

    /** Named in every comparison; changes when a field changes its meaning. */
    public static final String SCHEMA = "mmreplay/compare/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CompareJson() {}

    /**
     * Writes to a stream, ASCII. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Comparison comparison, OutputStream out) throws IOException {
        AsciiJson.pretty(out, json -> MAPPER.writeValue(json, new Wire(SCHEMA, comparison)));
    }

    private record Wire(String schema, @JsonUnwrapped Comparison comparison) {}
}
