package mmreplay.reports.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.EraResult;
import mmreplay.invariants.result.Input;

/** {@code "input": [...]}: what was read, and how good it was. */
final class InputJson {

    private InputJson() {}

    /**
     * Writes the array.
     *
     * @param activity of each input; of none where nothing is known of when things happened
     */
    static void write(JsonGenerator json, List<Input> inputs, List<List<Activity>> activity) throws IOException {
        json.writeArrayFieldStart("input");
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            json.writeStartObject();
            json.writeStringField("path", input.path());
            json.writeStringField("format", input.format());
            json.writeStringField("sha256", input.sha256());
            json.writeStringField("clock", input.clock());
            json.writeNumberField("cpus", input.cpus());
            json.writeNumberField("events", input.events());
            json.writeNumberField("lines", input.lines());
            json.writeNumberField("firstTime", input.firstTime());
            json.writeNumberField("lastTime", input.lastTime());
            json.writeBooleanField("endProven", input.endProven());
            json.writeObjectFieldStart("ledger");
            for (Map.Entry<String, Long> bucket : input.ledger().entrySet()) {
                json.writeNumberField(bucket.getKey(), bucket.getValue());
            }
            json.writeEndObject();
            losses(json, input);
            issues(json, input.issues());
            strings(json, "dialects", input.dialects());
            eras(json, input.eras());
            strings(json, "sidecars", input.sidecars());
            sources(json, input.sources());
            activity(json, i < activity.size() ? activity.get(i) : List.of());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void losses(JsonGenerator json, Input input) throws IOException {
        json.writeArrayFieldStart("losses");
        for (Input.Loss loss : input.losses()) {
            json.writeStartObject();
            json.writeNumberField("cpu", loss.cpu());
            json.writeNumberField("lost", loss.lost());
            json.writeNumberField("from", loss.from());
            json.writeNumberField("to", loss.to());
            json.writeNumberField("line", loss.line());
            json.writeStringField("cause", loss.cause());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("lossCount", input.lossCount());
    }

    /** Positions in an input that is made of several files name one of these. */
    private static void sources(JsonGenerator json, List<Input.Source> sources) throws IOException {
        json.writeArrayFieldStart("sources");
        for (Input.Source source : sources) {
            json.writeStartObject();
            json.writeStringField("path", source.path());
            json.writeStringField("format", source.format());
            json.writeStringField("sha256", source.sha256());
            json.writeNumberField("events", source.events());
            json.writeNumberField("lines", source.lines());
            json.writeBooleanField("endProven", source.endProven());
            issues(json, source.issues());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void issues(JsonGenerator json, List<Input.Issue> issues) throws IOException {
        json.writeArrayFieldStart("issues");
        for (Input.Issue issue : issues) {
            json.writeStartObject();
            json.writeStringField("name", issue.name());
            json.writeStringField("severity", issue.severity());
            json.writeNumberField("count", issue.count());
            json.writeArrayFieldStart("firstLines");
            for (long line : issue.firstLines()) {
                json.writeNumber(line);
            }
            json.writeEndArray();
            json.writeStringField("help", issue.help());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void eras(JsonGenerator json, List<EraResult> eras) throws IOException {
        json.writeArrayFieldStart("eras");
        for (EraResult era : eras) {
            json.writeStartObject();
            json.writeStringField("era", era.era());
            json.writeStringField("first", era.first());
            json.writeStringField("change", era.change());
            json.writeStringField("holds", era.holds());
            json.writeStringField("by", era.by());
            json.writeNumberField("line", era.line());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void activity(JsonGenerator json, List<Activity> activity) throws IOException {
        json.writeArrayFieldStart("activity");
        for (Activity one : activity) {
            json.writeStartObject();
            json.writeStringField("name", one.name());
            json.writeNumberField("total", one.total());
            json.writeNumberField("bins", one.bins());
            json.writeNumberField("binWidth", one.binWidth());
            json.writeNumberField("median", one.median());
            json.writeNumberField("p90", one.p90());
            json.writeNumberField("max", one.max());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
