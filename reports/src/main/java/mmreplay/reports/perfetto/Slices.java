package mmreplay.reports.perfetto;

import java.io.IOException;
import java.util.Locale;
import mmreplay.invariants.tracks.TrackListener;

/** Writes what tasks and CPUs did, up to a number of slices; the rest is counted. */
final class Slices {

    private static final int SLOTS = 64;

    private final TraceEvents events;
    private final long most;
    private long written;
    private long leftOut;

    Slices(TraceEvents events, long most) {
        this.events = events;
        this.most = most;
    }

    TraceEvents events() {
        return events;
    }

    long leftOut() {
        return leftOut;
    }

    private boolean full() {
        if (written == most) {
            leftOut++;
            return true;
        }
        written++;
        return false;
    }

    TrackListener of(PerfettoReport.Processes processes) {
        return new TrackListener() {
            @Override
            public void ran(Ran slice) throws IOException {
                if (!full()) {
                    TraceEvents.Track cpu = events.track(
                            processes.cpus(), "cpu " + slice.cpu(), "CPU " + slice.cpu(), (slice.cpu() + 1L) * 2);
                    String task = slice.comm() + "-" + slice.pid();
                    events.slice(
                            cpu,
                            "running",
                            task,
                            slice.from(),
                            slice.to(),
                            TraceEvents.arg("pid", slice.pid()),
                            TraceEvents.arg("events", slice.events()));
                }
            }

            @Override
            public void held(Held slice) throws IOException {
                if (!full()) {
                    String task = slice.comm() + "-" + slice.pid()
                            + (slice.slot() == 0 ? "" : ", lock " + (slice.slot() + 1));
                    TraceEvents.Track track = events.track(
                            processes.tasks(),
                            "task " + slice.pid() + " " + slice.slot(),
                            task,
                            (long) slice.pid() * SLOTS + Math.min(slice.slot(), SLOTS - 1));
                    events.slice(
                            track,
                            "lock",
                            slice.lock() + (slice.read() ? " (read)" : ""),
                            slice.from(),
                            slice.to(),
                            TraceEvents.arg(slice.lock().equals("page lock") ? "pfn" : "lock", slice.name()),
                            TraceEvents.arg("from", "line " + slice.line()),
                            TraceEvents.arg("end", slice.end().name().toLowerCase(Locale.ROOT)));
                }
            }
        };
    }
}
