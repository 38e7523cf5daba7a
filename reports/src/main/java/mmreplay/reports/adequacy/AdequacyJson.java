package mmreplay.reports.adequacy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import mmreplay.reports.json.AsciiJson;

/** Writes what the trials came to as JSON, schema {@value #SCHEMA}: the fields of {@link Adequacy} by their names. */
public final class AdequacyJson {

    /** Named in every file; changes when a field changes its meaning. */
    public static final String SCHEMA = "mmreplay/adequacy/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AdequacyJson() {}

    /**
     * Writes to a stream, ASCII. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Adequacy adequacy, OutputStream out) throws IOException {
        AsciiJson.pretty(out, json -> MAPPER.writeValue(json, new Wire(SCHEMA, adequacy)));
    }

    private record Wire(String schema, @JsonUnwrapped Adequacy adequacy) {}
}
