package mmreplay.reports.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Subject;

/** {@code "findings": [...]}: root findings with their evidence; what they imply is a number in {@code folded}. */
final class FindingJson {

    private FindingJson() {}

    static void write(JsonGenerator json, Result result) throws IOException {
        Known known = result.gate().known();
        json.writeArrayFieldStart("findings");
        for (Finding finding : result.findings()) {
            json.writeStartObject();
            json.writeStringField("id", finding.id());
            json.writeStringField("fingerprint", finding.fingerprint());
            if (known.asked()) {
                json.writeBooleanField("known", known.has(finding));
            }
            json.writeStringField("rule", finding.rule());
            json.writeStringField("verdict", finding.verdict().name());
            json.writeNumberField("time", finding.time());
            position(json, finding.position());
            subject(json, finding.subject());
            json.writeStringField("summary", finding.summary());
            json.writeArrayFieldStart("evidence");
            for (Evidence evidence : finding.evidence()) {
                evidence(json, evidence);
            }
            json.writeEndArray();
            json.writeNumberField("folded", finding.folded());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void evidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeStartObject();
        position(json, evidence.position());
        json.writeNumberField("time", evidence.time());
        json.writeNumberField("cpu", evidence.cpu());
        json.writeNumberField("pid", evidence.pid());
        json.writeStringField("comm", evidence.comm());
        json.writeStringField("role", evidence.role());
        json.writeStringField("event", evidence.event());
        json.writeStringField("fact", evidence.fact());
        json.writeEndObject();
    }

    private static void position(JsonGenerator json, Position position) throws IOException {
        json.writeObjectFieldStart("position");
        json.writeNumberField("input", position.input());
        if (position.source() != Position.NO_SOURCE) {
            json.writeNumberField("source", position.source());
            json.writeNumberField("number", position.number());
        }
        json.writeNumberField("line", position.line());
        json.writeEndObject();
    }

    /** Flat, as consumers filter on it: {@code {"kind": "page", "pfn": "0x1900"}}. */
    private static void subject(JsonGenerator json, Subject subject) throws IOException {
        json.writeObjectFieldStart("subject");
        json.writeStringField("kind", subject.kind());
        for (Map.Entry<String, String> key : subject.keys().entrySet()) {
            json.writeStringField(key.getKey(), key.getValue());
        }
        json.writeEndObject();
    }
}
