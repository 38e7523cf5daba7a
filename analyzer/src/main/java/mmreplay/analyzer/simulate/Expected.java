package mmreplay.analyzer.simulate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bugs;

/** What is written beside a trace with planted bugs: where each fired, and which rule must find it. */
public final class Expected {

    private Expected() {}

    /** Writes JSON. Event and time are of the first event after the bug fired; the guilty event is a few events later. */
    public static void write(SimulateOptions options, List<Bugs.Fired> firings, OutputStream to) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(to)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("schema", "mmreplay/expected/1");
            json.writeNumberField("events", options.events());
            json.writeNumberField("cpus", options.cpus());
            json.writeNumberField("seed", options.seed());
            json.writeNumberField("loss", options.loss());
            json.writeArrayFieldStart("planted");
            for (var bug : options.bugs()) {
                json.writeString(bug.rule());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("fired");
            for (Bugs.Fired fired : firings) {
                json.writeStartObject();
                json.writeStringField("rule", fired.bug().rule());
                json.writeStringField("change", fired.bug().change());
                json.writeArrayFieldStart("also");
                for (String rule : fired.bug().also()) {
                    json.writeString(rule);
                }
                json.writeEndArray();
                json.writeNumberField("event", fired.event());
                json.writeNumberField("time", fired.time());
                json.writeNumberField("cpu", fired.cpu());
                json.writeNumberField("pid", fired.pid());
                json.writeStringField("subject", fired.subject());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
