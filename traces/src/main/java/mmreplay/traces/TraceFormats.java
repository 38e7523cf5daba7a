package mmreplay.traces;

import java.util.List;
import mmreplay.traces.perf.PerfScriptFormat;
import mmreplay.traces.rows.CsvFormat;
import mmreplay.traces.rows.JsonlFormat;
import mmreplay.traces.tracecmd.TraceCmdReportFormat;
import mmreplay.traces.tracedat.TraceDatFormat;
import mmreplay.traces.tracefs.TracefsFormat;

/** Every format that is read. A new one is one line here; the last one speaks for what is no trace at all. */
public final class TraceFormats {

    private static final List<TraceFormat> ALL = List.of(
            new TraceDatFormat(),
            new CsvFormat(),
            new JsonlFormat(),
            new PerfScriptFormat(),
            new TraceCmdReportFormat(),
            new TracefsFormat());

    private TraceFormats() {}

    public static List<TraceFormat> all() {
        return ALL;
    }

    /**
     * The format that most of an input's begin speaks for.
     *
     * @throws UnusableTraceException if none does: the message says why and what to do
     */
    static TraceFormat find(TraceBytes bytes) throws UnusableTraceException {
        TraceFormat best = null;
        int most = 0;
        String bestRefusal = null;
        String refusal = bytes.magic();
        for (TraceFormat format : ALL) {
            Fit fit = bytes.fit(format);
            if (fit.score() > most) {
                best = format;
                most = fit.score();
                bestRefusal = fit.refusal();
            }
            if (refusal == null) {
                refusal = fit.refusal();
            }
            if (fit.isCertain()) {
                break;
            }
        }
        if (bestRefusal != null) {
            throw new UnusableTraceException(bytes.path() + ": " + bestRefusal);
        }
        if (best == null) {
            throw new UnusableTraceException(bytes.path() + ": " + refusal);
        }
        return best;
    }
}
