package mmreplay.analyzer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mmreplay.invariants.Reading;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.Trace;

/** How often each event occurs in a trace. */
final class EventNames {

    private EventNames() {}

    /** Of a trace that was replayed before: reads it again. The most frequent first, then by name. */
    static List<Reading.Named> of(Trace trace) throws IOException, UnusableTraceException {
        return of(Reading.of(trace, bytes -> {}).names());
    }

    /** The most frequent first, then by name. */
    static List<Reading.Named> of(List<Reading.Named> names) {
        List<Reading.Named> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingLong(Reading.Named::count).reversed().thenComparing(Reading.Named::name));
        return sorted;
    }
}
