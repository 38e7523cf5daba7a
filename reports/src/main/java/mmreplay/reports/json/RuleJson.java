package mmreplay.reports.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Why;

/** {@code "rules": [...]}: one object per rule of the catalogue, checked or not. */
final class RuleJson {

    private RuleJson() {}

    static void write(JsonGenerator json, List<RuleResult> rules) throws IOException {
        json.writeArrayFieldStart("rules");
        for (RuleResult rule : rules) {
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            json.writeStringField("title", rule.title());
            json.writeStringField("verdict", rule.verdict().name());
            json.writeNumberField("pass", rule.pass());
            json.writeNumberField("violation", rule.violation());
            json.writeNumberField("hazard", rule.hazard());
            json.writeNumberField("note", rule.note());
            json.writeObjectFieldStart("inconclusive");
            for (Map.Entry<Why, Long> reason : rule.inconclusive().entrySet()) {
                json.writeNumberField(reason.getKey().name(), reason.getValue());
            }
            json.writeEndObject();
            InputJson.strings(json, "needs", rule.needs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
