package mmreplay.traces.rows;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV as {@link CsvSyntax} reads it. */
final class CsvSink implements RowSink {

    private final Writer out;
    private final CSVPrinter printer;
    private final List<String> columns;

    CsvSink(Writer out, List<String> columns) throws IOException {
        this.out = out;
        this.columns = columns;
        printer = new CSVPrinter(out, CsvSyntax.FORMAT);
    }

    @Override
    public void statement(Map<String, String> statement) throws IOException {
        for (Map.Entry<String, String> one : statement.entrySet()) {
            out.write("# " + one.getKey() + ": " + one.getValue() + "\n");
        }
    }

    @Override
    public void columns() throws IOException {
        printer.printRecord(columns);
    }

    @Override
    public void row(Row row) throws IOException {
        for (String column : columns) {
            String value = row.get(column);
            printer.print(Columns.isText(column) ? CsvSyntax.guarded(value) : value);
        }
        printer.println();
    }

    @Override
    public void flush() throws IOException {
        printer.flush();
    }
}
