package mmreplay.reports.perfetto;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import mmreplay.reports.text.Visible;

/**
 * Writes trace events one by one. Times are microseconds with three decimals, so nanoseconds stay exact; a clock without a unit
 * is written as if it counted nanoseconds.
 */
final class TraceEvents {

    private static final int DECIMALS = 3;

    private final JsonGenerator json;
    private final Map<String, Integer> threads = new LinkedHashMap<>();

    TraceEvents(JsonGenerator json) {
        this.json = json;
    }

    /** A track: a thread of a process, by the format's words. */
    record Track(int process, int thread) {}

    /** One argument of an event: text or a whole number. */
    record Arg(String name, Object value) {}

    static Arg arg(String name, Object value) {
        return new Arg(name, value);
    }

    void process(int process, String name) throws IOException {
        begin("M", "process_name", process, 0);
        args(arg("name", Visible.of(name)));
        json.writeEndObject();
        begin("M", "process_sort_index", process, 0);
        args(arg("sort_index", process));
        json.writeEndObject();
    }

    /**
     * The track of this key, named when it is asked for first. No two tracks share a number, even in different processes.
     *
     * @param order where it stands among the tracks of its process
     */
    Track track(int process, String key, String name, long order) throws IOException {
        String whole = process + "|" + key;
        Integer known = threads.get(whole);
        if (known != null) {
            return new Track(process, known);
        }
        int thread = threads.size() + 1;
        threads.put(whole, thread);
        begin("M", "thread_name", process, thread);
        args(arg("name", Visible.of(name)));
        json.writeEndObject();
        begin("M", "thread_sort_index", process, thread);
        args(arg("sort_index", order));
        json.writeEndObject();
        return new Track(process, thread);
    }

    /** From {@code from} to {@code to}. */
    void slice(Track track, String category, String name, long from, long to, Arg... args) throws IOException {
        begin("X", name, track.process(), track.thread());
        json.writeStringField("cat", category);
        time("ts", from);
        time("dur", Math.max(0, to - from));
        args(args);
        json.writeEndObject();
    }

    void instant(Track track, String category, String name, long at, Arg... args) throws IOException {
        begin("i", name, track.process(), track.thread());
        json.writeStringField("cat", category);
        time("ts", at);
        json.writeStringField("s", "t");
        args(args);
        json.writeEndObject();
    }

    /**
     * One point of an arrow; it lies in a slice of the track.
     *
     * @param phase s at its start, t on its way, f at its end
     */
    void flow(Track track, String phase, int id, String name, long at) throws IOException {
        begin(phase, name, track.process(), track.thread());
        json.writeStringField("cat", "finding");
        json.writeNumberField("id", id);
        time("ts", at);
        if (phase.equals("f")) {
            json.writeStringField("bp", "e");
        }
        json.writeEndObject();
    }

    void counter(int process, String name, long at, Arg... values) throws IOException {
        begin("C", name, process, 0);
        time("ts", at);
        args(values);
        json.writeEndObject();
    }

    private void begin(String phase, String name, int process, int thread) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", phase);
        json.writeStringField("name", Visible.of(name));
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread);
    }

    private void time(String field, long time) throws IOException {
        json.writeNumberField(field, BigDecimal.valueOf(time, DECIMALS));
    }

    private void args(Arg... args) throws IOException {
        if (args.length == 0) {
            return;
        }
        json.writeObjectFieldStart("args");
        for (Arg arg : args) {
            if (arg.value() instanceof Number number) {
                json.writeNumberField(arg.name(), number.longValue());
            } else {
                json.writeStringField(arg.name(), Visible.of(arg.value().toString()));
            }
        }
        json.writeEndObject();
    }
}
