package mmreplay.reports.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.Fixtures;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonReportTest {

    private final Result rich = Fixtures.rich();

    private static String json(Result result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(result, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode tree() throws IOException {
        return new ObjectMapper().readTree(json(rich));
    }

    @Test
    void the_top_level_is_the_contract_s_in_its_order() throws IOException {
        assertThat(tree().fieldNames())
                .toIterable()
                .containsExactly(
                        "schema",
                        "tool",
                        "input",
                        "unusable",
                        "rules",
                        "findings",
                        "findingsTotal",
                        "truth",
                        "failOn",
                        "exit");
        assertThat(tree().path("schema").asText()).isEqualTo("mmreplay/result/1");
        assertThat(tree().path("tool").path("version").asText()).isEqualTo("0.1.0");
        assertThat(tree().path("exit").asInt()).isEqualTo(1);
        assertThat(tree().path("truth").toString())
                .isEqualTo("{\"pages\":4096,\"equal\":4001,\"different\":2,\"unknown\":93}");
    }

    @Test
    void the_input_comes_back_field_by_field() throws IOException {
        JsonNode node = tree().path("input").get(0);
        Input input = rich.inputs().get(0);
        assertThat(node.path("path").asText()).isEqualTo(input.path());
        assertThat(node.path("sha256").asText()).isEqualTo(input.sha256());
        assertThat(node.path("clock").asText()).isEqualTo("ns");
        assertThat(node.path("events").asLong()).isEqualTo(input.events());
        assertThat(node.path("firstTime").asLong()).isEqualTo(30_000_000_000L);
        assertThat(node.path("endProven").asBoolean(true)).isFalse();
        for (Map.Entry<String, Long> bucket : input.ledger().entrySet()) {
            assertThat(node.path("ledger").path(bucket.getKey()).asLong()).isEqualTo(bucket.getValue());
        }
        assertThat(node.path("losses")).hasSize(31);
        assertThat(node.path("losses").get(5).path("lost").asLong()).isEqualTo(-1);
        assertThat(node.path("issues").get(0).path("firstLines").toString()).isEqualTo("[9000,9001]");
        assertThat(node.path("dialects")).hasSize(2);
        assertThat(node.path("eras").get(0).toString())
                .isEqualTo("{\"era\":\"VMA_LOCK\",\"first\":\"6.4\",\"change\":\"faults run under the vma's lock\","
                        + "\"holds\":\"yes\",\"by\":\"trace\",\"line\":1234}");
    }

    @Test
    void the_rules_come_back_field_by_field() throws IOException {
        JsonNode nodes = tree().path("rules");
        assertThat(nodes).hasSize(rich.rules().size());
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            RuleResult rule = rich.rules().get(i);
            assertThat(node.path("id").asText()).isEqualTo(rule.id());
            assertThat(node.path("verdict").asText()).isEqualTo(rule.verdict().name());
            assertThat(node.path("pass").asLong()).isEqualTo(rule.pass());
            assertThat(node.path("violation").asLong()).isEqualTo(rule.violation());
            assertThat(node.path("hazard").asLong()).isEqualTo(rule.hazard());
            assertThat(node.path("inconclusive").size())
                    .isEqualTo(rule.inconclusive().size());
            rule.inconclusive().forEach((why, n) -> assertThat(
                            node.path("inconclusive").path(why.name()).asLong())
                    .isEqualTo(n));
            List<String> needs = new ArrayList<>();
            node.path("needs").forEach(need -> needs.add(need.asText()));
            assertThat(needs).isEqualTo(rule.needs());
        }
    }

    @Test
    void the_findings_come_back_field_by_field() throws IOException {
        JsonNode nodes = tree().path("findings");
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            Finding finding = rich.findings().get(i);
            assertThat(node.path("id").asText()).isEqualTo(finding.id());
            assertThat(node.path("time").isIntegralNumber()).isTrue();
            assertThat(node.path("position").path("line").asLong())
                    .isEqualTo(finding.position().line());
            assertThat(node.path("subject").path("kind").asText())
                    .isEqualTo(finding.subject().kind());
            finding.subject().keys().forEach((key, value) -> assertThat(
                            node.path("subject").path(key).asText())
                    .isEqualTo(value));
            assertThat(node.path("folded").asInt()).isEqualTo(finding.folded());
            for (int e = 0; e < finding.evidence().size(); e++) {
                JsonNode event = node.path("evidence").get(e);
                Evidence evidence = finding.evidence().get(e);
                assertThat(event.path("comm").asText()).isEqualTo(evidence.comm());
                assertThat(event.path("event").asText()).isEqualTo(evidence.event());
                assertThat(event.path("fact").asText()).isEqualTo(evidence.fact());
                assertThat(event.path("time").asLong()).isEqualTo(evidence.time());
                assertThat(event.path("pid").asInt()).isEqualTo(evidence.pid());
            }
        }
    }

    @Test
    void the_bytes_are_printable_ascii_and_always_the_same() throws IOException {
        String json = json(rich);
        assertThat(json.chars().filter(c -> c != '\n' && (c < ' ' || c > '~'))).isEmpty();
        assertThat(json(rich)).isEqualTo(json).endsWith("}\n");
    }
}
