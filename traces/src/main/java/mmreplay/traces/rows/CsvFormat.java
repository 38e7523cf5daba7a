package mmreplay.traces.rows;

import mmreplay.traces.Fit;
import mmreplay.traces.TraceBytes;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;

/** Comma-separated values with a line that names the columns. */
public final class CsvFormat implements TraceFormat {

    static final String NAME = "csv";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String writtenBy() {
        return "mmreplay convert, or any program: see traces/formats.md";
    }

    @Override
    public Fit fit(byte[] head, int length, boolean whole) {
        return new RowSniffer(new CsvSyntax()).fit(head, length, whole);
    }

    @Override
    public TraceReader open(TraceBytes bytes) {
        return RowReader.ofCsv(bytes.lines());
    }
}
