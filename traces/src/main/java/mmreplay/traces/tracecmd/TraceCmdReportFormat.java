package mmreplay.traces.tracecmd;

import mmreplay.traces.Fit;
import mmreplay.traces.TraceBytes;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;

/** The text of trace-cmd report. */
public final class TraceCmdReportFormat implements TraceFormat {

    static final String NAME = "trace-cmd-report";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String writtenBy() {
        return "trace-cmd report, best with -t";
    }

    @Override
    public Fit fit(byte[] head, int length, boolean whole) {
        return ReportSniffer.fit(head, length, whole);
    }

    @Override
    public TraceReader open(TraceBytes bytes) {
        return new ReportReader(bytes.lines());
    }
}
