package mmreplay.traces.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import mmreplay.traces.ByteLines;

/** JSON lines: one object a line, flat; a statement on the whole trace is {@code {"mmreplay": {"clock": "ns", ...}}}. */
final class JsonSyntax implements Syntax {

    static final String STATEMENT = "mmreplay";

    private static final int DEEPEST = 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(ByteLines.MAX_LINE)
                    .build())
            .build();

    @Override
    public Line read(String line, Row row) {
        row.clear();
        if (line.isBlank()) {
            return Line.BLANK;
        }
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Line.NOT_UNDERSTOOD;
            }
            Line read = members(json, row);
            return json.nextToken() == null ? read : Line.NOT_UNDERSTOOD;
        } catch (JsonProcessingException e) {
            return Line.NOT_UNDERSTOOD;
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory cannot fail", e);
        }
    }

    private static Line members(JsonParser json, Row row) throws IOException {
        Line line = Line.ROW;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals(STATEMENT) && line == Line.ROW) {
                line = members(json, row) == Line.ROW ? Line.STATEMENT : Line.NOT_UNDERSTOOD;
            } else if (!value.isScalarValue()) {
                json.skipChildren();
                line = Line.NOT_UNDERSTOOD;
            } else if (value != JsonToken.VALUE_NULL) {
                row.put(name, text(json, value));
            }
        }
        return line;
    }

    private static String text(JsonParser json, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_TRUE -> "1";
            case VALUE_FALSE -> "0";
            default -> json.getText();
        };
    }

    /** Its last brace closes the first. */
    @Override
    public boolean provesItsEnd() {
        return true;
    }
}
