package mmreplay.traces.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Writes JSON lines as {@link JsonSyntax} reads them: a decimal number as a number, all else as a string. */
final class JsonSink implements RowSink {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private final List<String> columns;

    JsonSink(Writer out, List<String> columns) throws IOException {
        this.columns = columns;
        json = JSON.createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    @Override
    public void statement(Map<String, String> statement) throws IOException {
        if (statement.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeObjectFieldStart(JsonSyntax.STATEMENT);
        for (Map.Entry<String, String> one : statement.entrySet()) {
            write(one.getKey(), one.getValue(), true);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void columns() {
        // each record names its own
    }

    @Override
    public void row(Row row) throws IOException {
        json.writeStartObject();
        for (String column : columns) {
            if (row.has(column)) {
                write(column, row.get(column), !Columns.isText(column));
            }
        }
        json.writeEndObject();
    }

    private void write(String name, String value, boolean mayBeNumber) throws IOException {
        if (mayBeNumber && isDecimal(value)) {
            json.writeFieldName(name);
            json.writeNumber(value);
        } else {
            json.writeStringField(name, value);
        }
    }

    /** As it would be printed: JSON knows no leading zeros. */
    private static boolean isDecimal(String value) {
        int digits = value.startsWith("-") ? 1 : 0;
        return value.length() > digits
                && value.substring(digits).chars().allMatch(c -> c >= '0' && c <= '9')
                && (value.charAt(digits) != '0' || value.equals("0"));
    }

    @Override
    public void flush() throws IOException {
        json.writeRaw('\n');
        json.flush();
    }
}
