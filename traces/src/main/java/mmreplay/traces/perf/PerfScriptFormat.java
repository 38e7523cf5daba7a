package mmreplay.traces.perf;

import mmreplay.traces.Fit;
import mmreplay.traces.TraceBytes;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;

/** The text of perf script. */
public final class PerfScriptFormat implements TraceFormat {

    static final String NAME = "perf-script";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String writtenBy() {
        return "perf script, with comm, tid, cpu, time, event and trace";
    }

    @Override
    public Fit fit(byte[] head, int length, boolean whole) {
        return PerfSniffer.fit(head, length, whole);
    }

    @Override
    public TraceReader open(TraceBytes bytes) {
        return new PerfScriptReader(bytes.lines());
    }
}
