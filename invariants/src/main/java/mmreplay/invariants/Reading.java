package mmreplay.invariants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import mmreplay.invariants.result.Input;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.Trace;

/** Reads one trace and replays nothing: what it holds, but not what rules see in it. No event's fields are looked at. */
public final class Reading {

    private static final int PROGRESS_EVERY = 1 << 14;

    private final InputRecorder recorder = new InputRecorder();
    private final EventMapper mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);
    private final List<String> names = new ArrayList<>();
    private long[] counts = new long[64];

    private Reading() {}

    /** How often an event of that name occurs; a kprobe and a tracepoint may share a name, and are not told apart here. */
    public record Named(String name, long count) {}

    /**
     * What was read.
     *
     * @param input without its digest
     * @param names of its events, in the order in which they occurred first
     */
    public record Read(Input input, List<Named> names) {
        public Read {
            names = List.copyOf(names);
        }
    }

    /**
     * Reads it.
     *
     * @param progress hears of the bytes read so far, now and then
     */
    public static Read of(Trace trace, LongConsumer progress) throws IOException, UnusableTraceException {
        return new Reading().read(trace, progress);
    }

    private Read read(Trace trace, LongConsumer progress) throws IOException, UnusableTraceException {
        Sidecars sidecars = Sidecars.in(trace.folder());
        try (TraceReader reader = trace.open()) {
            long events = 0;
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    recorder.gap(reader.gap());
                    continue;
                }
                event(reader.event(), reader);
                if (++events % PROGRESS_EVERY == 0) {
                    progress.accept(reader.bytesRead());
                }
            }
            recorder.end();
            Stated known = reader.stated().or(sidecars.stated());
            reader.ledger()
                    .issues(
                            TraceIssue.PROBE_MISSES,
                            known.misses().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
            if (trace.shortfall().isPresent()) {
                reader.ledger().issues(TraceIssue.REST_NOT_READ, 1);
            }
            Input input = recorder.describe(trace, reader, mapper, List.of(), sidecars, false);
            List<Named> named = new ArrayList<>();
            for (int id = 0; id < names.size(); id++) {
                named.add(new Named(names.get(id), counts[id]));
            }
            return new Read(input, named);
        }
    }

    private void event(RawEvent event, TraceReader reader) {
        recorder.event(event);
        if (mapper.knows(event)) {
            reader.ledger().move(Bucket.EVENT_NOT_NEEDED, Bucket.EVENT_USED);
        }
        int id = event.nameId();
        if (id >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(id + 1, 2 * counts.length));
        }
        if (counts[id]++ == 0) {
            while (names.size() <= id) {
                names.add("");
            }
            names.set(id, event.name());
        }
    }
}
