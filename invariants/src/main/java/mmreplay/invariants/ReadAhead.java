package mmreplay.invariants;

import java.io.IOException;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.BasesFinder;
import mmreplay.traces.source.Trace;

/** Finds what a trace tells of itself, and what must be known before its first event is replayed. */
final class ReadAhead {

    /** How many events may be read ahead to find the base addresses. */
    private static final int MOST_EVENTS = 400_000;

    /** How many of them without a probe: stock traces have none. */
    private static final int MOST_WITHOUT_PROBES = MOST_EVENTS / 8;

    private static final int LOOK_EVERY = 1 << 10;

    private ReadAhead() {}

    /** Reads ahead until the probes of a recording without its {@code bases} file have told them. */
    static Bases bases(Trace trace) throws IOException, UnusableTraceException {
        BasesFinder finder = new BasesFinder();
        try (TraceReader reader = trace.glance()) {
            int events = 0;
            boolean probes = false;
            for (TraceReader.Step step = reader.next();
                    step != TraceReader.Step.END && events < (probes ? MOST_EVENTS : MOST_WITHOUT_PROBES);
                    step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    probes |= reader.event().probe();
                    finder.event(reader.event());
                    if (++events % LOOK_EVERY == 0 && finder.decided()) {
                        break;
                    }
                }
            }
        }
        return finder.bases();
    }
}
