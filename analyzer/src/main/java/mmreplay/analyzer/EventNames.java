package mmreplay.analyzer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.Trace;

/** How often each event occurs in a trace. */
final class EventNames {

    private EventNames() {}

    /** One kind of event; a kprobe and a tracepoint may share a name, and are not told apart here. */
    record Named(String name, long count) {}

    /** The most frequent first, then by name. */
    static List<Named> of(Trace trace) throws IOException, UnusableTraceException {
        List<String> names = new ArrayList<>();
        long[] counts = new long[64];
        try (TraceReader reader = trace.open()) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    RawEvent event = reader.event();
                    int id = event.nameId();
                    while (names.size() <= id) {
                        names.add("");
                    }
                    if (id >= counts.length) {
                        counts = Arrays.copyOf(counts, Math.max(id + 1, counts.length * 2));
                    }
                    if (counts[id]++ == 0) {
                        names.set(id, event.name());
                    }
                }
            }
        }
        List<Named> named = new ArrayList<>();
        for (int id = 0; id < names.size(); id++) {
            named.add(new Named(names.get(id), counts[id]));
        }
        named.sort(Comparator.comparingLong(Named::count).reversed().thenComparing(Named::name));
        return named;
    }
}
