package mmreplay.traces.rows;

import mmreplay.traces.Fit;
import mmreplay.traces.TraceBytes;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;

/** JSON lines: one object a line. */
public final class JsonlFormat implements TraceFormat {

    static final String NAME = "jsonl";

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
        return new RowSniffer(new JsonSyntax()).fit(head, length, whole);
    }

    @Override
    public TraceReader open(TraceBytes bytes) {
        return RowReader.ofJson(bytes.lines());
    }
}
