package mmreplay.invariants;

import java.io.IOException;
import java.io.UncheckedIOException;
import mmreplay.invariants.tracks.CpuTracks;
import mmreplay.invariants.tracks.LockTracks;
import mmreplay.invariants.tracks.TrackListener;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.Glance;
import mmreplay.traces.source.Trace;

/** Reads a trace once more for what its tasks and CPUs did over time. Memory grows with what is held at one time only. */
public final class Tracks {

    private Tracks() {}

    /**
     * Tells of all slices of the trace.
     *
     * @throws IOException if the trace cannot be read, or the listener fails
     */
    public static void read(Trace trace, TrackListener listener) throws IOException, UnusableTraceException {
        Glance glance = Glance.at(trace, Sidecars.in(trace.folder()).stated());
        EventMapper mapper = new EventMapper(Dialects.shipped(), glance.bases());
        CpuTracks cpus = new CpuTracks(listener);
        LockTracks locks = new LockTracks(listener);
        try (TraceReader reader = trace.open()) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    cpus.gap(reader.gap().cpu());
                    locks.gap();
                } else {
                    event(reader.event(), mapper, cpus, locks);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        cpus.end();
        locks.end();
    }

    private static void event(RawEvent raw, EventMapper mapper, CpuTracks cpus, LockTracks locks) throws IOException {
        cpus.event(raw);
        mapper.map(raw, event -> {
            try {
                locks.event(event, raw);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (mapper.malformed()) {
            cpus.gap(Gap.EVERY_CPU);
            locks.gap();
        }
    }
}
