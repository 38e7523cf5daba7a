package mmreplay.reports.perfetto;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Timeline;
import mmreplay.invariants.tracks.TrackListener;
import mmreplay.reports.json.AsciiJson;
import mmreplay.reports.text.Show;

/**
 * Writes a result as a timeline for ui.perfetto.dev: for each trace the tasks with the locks that they held, the CPUs with the
 * tasks that they ran, gaps, rates, and the findings with arrows from one proving event to the next. What tasks did is read from
 * the traces once more and goes straight to the file.
 */
public final class PerfettoReport {

    /** A file with more is too large for the viewer. */
    private static final long MOST_SLICES = 2_000_000;

    private static final int MOST_SERIES = 16;

    private PerfettoReport() {}

    /** Reads traces of the result once more. */
    @FunctionalInterface
    public interface Source {
        /**
         * Tells of all slices of one trace.
         *
         * @param input index into the result's inputs
         */
        void read(int input, TrackListener listener) throws IOException;
    }

    /**
     * Writes to a stream, ASCII. The stream stays open.
     *
     * @throws IOException if the stream fails, or a trace cannot be read again
     */
    public static void write(Result result, Source source, OutputStream out) throws IOException {
        write(result, MOST_SLICES, source, out);
    }

    static void write(Result result, long most, Source source, OutputStream out) throws IOException {
        AsciiJson.compact(out, json -> {
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ns");
            json.writeArrayFieldStart("traceEvents");
            long leftOut = events(result, new Slices(new TraceEvents(json), most), source);
            json.writeEndArray();
            json.writeObjectFieldStart("otherData");
            json.writeStringField("tool", "mmreplay " + result.version());
            json.writeStringField("leftOut", Show.counted(leftOut, "slice"));
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static long events(Result result, Slices slices, Source source) throws IOException {
        TraceEvents events = slices.events();
        for (int i = 0; i < result.inputs().size(); i++) {
            Processes processes = new Processes(i);
            events.process(
                    processes.findings(), "findings: " + result.inputs().get(i).path());
            events.process(processes.tasks(), "tasks: " + result.inputs().get(i).path());
            events.process(processes.cpus(), "CPUs: " + result.inputs().get(i).path());
            losses(events, processes, result.inputs().get(i));
            if (i < result.timelines().size()) {
                counters(events, processes, result.timelines().get(i));
            }
            source.read(i, slices.of(processes));
        }
        new FindingEvents(events, result).write();
        return slices.leftOut();
    }

    /** Under which numbers the three groups of tracks of a trace stand. */
    record Processes(int input) {

        private static final int GROUPS = 3;

        int findings() {
            return input * GROUPS + 1;
        }

        int tasks() {
            return input * GROUPS + 2;
        }

        int cpus() {
            return input * GROUPS + GROUPS;
        }
    }

    private static void losses(TraceEvents events, Processes processes, Input input) throws IOException {
        for (Input.Loss loss : input.losses()) {
            String where = loss.cpu() < 0 ? "every CPU" : "CPU " + loss.cpu();
            TraceEvents.Track track =
                    events.track(processes.cpus(), "lost " + loss.cpu(), where + ": lost", (loss.cpu() + 1L) * 2 + 1);
            String count = loss.lost() < 0 ? "events lost" : Show.counted(loss.lost(), "event") + " lost";
            events.instant(
                    track,
                    "loss",
                    count,
                    loss.to(),
                    TraceEvents.arg("cause", loss.cause()),
                    TraceEvents.arg(input.unit(), loss.line()));
        }
    }

    private static void counters(TraceEvents events, Processes processes, Timeline timeline) throws IOException {
        for (Timeline.Group group : timeline.groups()) {
            List<Timeline.Series> series = group.series();
            for (int bin = 0; bin < timeline.bins() && !series.isEmpty(); bin++) {
                long at = timeline.start() + bin * timeline.binWidth();
                if (group.level() && series.size() <= MOST_SERIES) {
                    for (Timeline.Series one : series) {
                        events.counter(
                                processes.cpus(),
                                group.name() + " " + one.name(),
                                at,
                                TraceEvents.arg(group.unit(), one.values().get(bin)));
                    }
                } else {
                    long sum = 0;
                    for (Timeline.Series one : series) {
                        sum += one.values().get(bin);
                    }
                    events.counter(processes.cpus(), group.name(), at, TraceEvents.arg(group.unit(), sum));
                }
            }
        }
    }
}
