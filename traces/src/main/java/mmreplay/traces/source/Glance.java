package mmreplay.traces.source;

import java.io.IOException;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.BasesFinder;

/**
 * What must be known before a trace's first event means anything.
 *
 * @param known what the trace states at its top, and what lies beside it
 * @param bases those that the recording left, or else what its probes tell
 */
public record Glance(Stated known, Bases bases) {

    /** Looks at the begin: as far as is needed, and not beyond what a stream has brought so far. */
    public static Glance at(Trace trace, Stated beside) throws IOException, UnusableTraceException {
        try (TraceReader reader = trace.glance()) {
            TraceReader.Step first = reader.next();
            Stated known = reader.stated().or(beside);
            boolean told = known.canonical() || !known.bases().unknown();
            return new Glance(known, told ? known.bases() : BasesFinder.readAhead(reader, first));
        }
    }
}
