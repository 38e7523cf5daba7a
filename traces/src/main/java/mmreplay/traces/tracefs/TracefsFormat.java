package mmreplay.traces.tracefs;

import mmreplay.traces.Fit;
import mmreplay.traces.TraceBytes;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;

/** The text of tracefs' files {@code trace} and {@code trace_pipe}, in all its layouts. */
public final class TracefsFormat implements TraceFormat {

    @Override
    public String name() {
        return "tracefs";
    }

    @Override
    public String writtenBy() {
        return "the kernel: /sys/kernel/tracing/trace or trace_pipe";
    }

    @Override
    public Fit fit(byte[] head, int length, boolean whole) {
        return TracefsSniffer.fit(head, length, whole);
    }

    @Override
    public TraceReader open(TraceBytes bytes) {
        return new TracefsTextReader(bytes.lines());
    }
}
