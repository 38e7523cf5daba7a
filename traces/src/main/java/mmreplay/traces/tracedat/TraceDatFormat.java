package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import mmreplay.traces.Ascii;
import mmreplay.traces.Fit;
import mmreplay.traces.TraceBytes;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;

/** trace-cmd's binary file, version 6 or 7. */
public final class TraceDatFormat implements TraceFormat {

    private static final byte[] MAGIC = "\u0017\u0008Dtracing".getBytes(ISO_8859_1);

    @Override
    public String name() {
        return "trace.dat";
    }

    @Override
    public String writtenBy() {
        return "trace-cmd record, versions 6 and 7";
    }

    @Override
    public Fit fit(byte[] head, int length, boolean whole) {
        return Ascii.startsWith(head, 0, length, MAGIC) ? Fit.certain() : Fit.NONE;
    }

    @Override
    public TraceReader open(TraceBytes bytes) throws IOException, UnusableTraceException {
        return TraceDatReader.open(bytes.path(), bytes.channel());
    }
}
