package mmreplay.reports.sarif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.Schemas;
import mmreplay.reports.Written;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SarifReportTest {

    private static final String SCHEMA = "/schema/sarif-schema-2.1.0.json";

    private static String sarif(Result result) throws IOException {
        return Written.text((r, out) -> SarifReport.write(r, Fixtures::page, out), result);
    }

    private static JsonNode run(Result result) throws IOException {
        return new ObjectMapper().readTree(sarif(result)).path("runs").path(0);
    }

    private static Result judged(Known known) {
        return Fixtures.rich().judged(new Gate(Verdict.VIOLATION, known), List.of(new Unusable("x", "x: gone")), 2);
    }

    private static Result flood(int findings, int eventBytes) {
        Result rich = Fixtures.rich();
        Finding one = rich.findings().get(0);
        Random random = new Random(1);
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < findings; i++) {
            byte[] noise = new byte[eventBytes];
            random.nextBytes(noise);
            Evidence first = one.evidence().get(0);
            Evidence event = new Evidence(
                    first.position(),
                    first.time(),
                    first.cpu(),
                    first.pid(),
                    first.comm(),
                    first.role(),
                    Base64.getEncoder().encodeToString(noise),
                    first.fact());
            many.add(new Finding(
                    one.id() + i,
                    one.rule(),
                    one.verdict(),
                    one.time(),
                    one.position(),
                    one.subject(),
                    one.summary(),
                    List.of(event),
                    0));
        }
        return new Result("1", rich.inputs(), rich.rules(), many, findings, rich.truth(), List.of(), 1);
    }

    @Test
    void every_result_is_valid_by_the_standard_s_schema() throws IOException {
        Finding first = Fixtures.rich().findings().get(0);
        Known known = new Known(
                true,
                new TreeMap<>(Map.of(first.fingerprint(), "accepted")),
                List.of(new Known.Gone("X-1-0", "X-1", Verdict.NOTE, "was there", "")));
        for (Result result : List.of(Fixtures.rich(), Fixtures.empty(), Hostile.result(), judged(known))) {
            assertThat(Schemas.errors(sarif(result), SCHEMA, SpecVersion.VersionFlag.V7))
                    .isEmpty();
        }
        assertThat(Schemas.errors("{\"version\": \"2.1.0\"}", SCHEMA, SpecVersion.VersionFlag.V7))
                .as("the schema is not one that takes anything")
                .isNotEmpty();
    }

    @Test
    void a_finding_is_a_result_with_its_place_and_its_level() throws IOException {
        JsonNode results = run(Fixtures.rich()).path("results");
        assertThat(results).hasSize(3);
        JsonNode worst = results.get(0);
        assertThat(worst.path("ruleId").asText()).isEqualTo("AV-1");
        assertThat(run(Fixtures.rich())
                        .at("/tool/driver/rules/" + worst.path("ruleIndex").asInt() + "/id")
                        .asText())
                .isEqualTo("AV-1");
        assertThat(worst.at("/locations/0/physicalLocation/region/startLine").asLong())
                .isEqualTo(120_433);
        assertThat(worst.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("runs/%3Cscript%3Ealert%281%29%3C/script%3E/trace.txt");
        assertThat(results.findValuesAsText("level")).containsExactly("error", "warning", "note");
    }

    @Test
    void the_witness_is_a_flow_with_a_thread_for_each_task() throws IOException {
        JsonNode flow = run(Fixtures.rich()).at("/results/0/codeFlows/0/threadFlows");
        assertThat(flow.findValuesAsText("id"))
                .containsExactly("kswapd0-45", "forker-812", "<script>alert(1)</script>-813");
        Set<Integer> orders = new HashSet<>();
        flow.findValues("executionOrder").forEach(order -> orders.add(order.asInt()));
        assertThat(orders).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(flow.get(0).at("/locations/0/importance").asText()).isEqualTo("essential");
        assertThat(flow.get(0).at("/locations/0/location/message/text").asText())
                .contains("trigger: rmap walks the freed anon_vma")
                .contains("\\u001b");
    }

    @Test
    void a_rule_carries_its_page() throws IOException {
        JsonNode rule = run(Fixtures.rich()).at("/tool/driver/rules/0");
        assertThat(rule.at("/help/markdown").asText()).contains("A page that is mapped keeps its **anon_vma** alive");
        assertThat(rule.path("properties").path("tags").toString()).isEqualTo("[\"linux-mm\",\"av\"]");
    }

    @Test
    void fingerprints_are_those_of_the_bug_numbered_among_equals() throws IOException {
        JsonNode results = run(flood(3, 3)).path("results");
        String print = flood(3, 3).findings().get(0).fingerprint();
        assertThat(results.findValuesAsText("primaryLocationLineHash"))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(run(Fixtures.rich())
                        .at("/results/0/partialFingerprints/primaryLocationLineHash")
                        .asText())
                .isEqualTo(Fixtures.rich().findings().get(0).fingerprint() + ":1");
        assertThat(print).startsWith("AV-1-");
    }

    @Test
    void a_baseline_shows_as_states_and_suppressions() throws IOException {
        Finding first = Fixtures.rich().findings().get(0);
        Known known = new Known(true, new TreeMap<>(Map.of(first.fingerprint(), "seen by me")), List.of());
        JsonNode results = run(judged(known)).path("results");
        assertThat(results.findValuesAsText("baselineState")).containsExactly("unchanged", "new", "new");
        assertThat(results.get(0).at("/suppressions/0/justification").asText()).isEqualTo("seen by me");
        assertThat(results.get(1).has("suppressions")).isFalse();
        assertThat(run(Fixtures.rich()).findValue("baselineState")).isNull();
    }

    @Test
    void the_invocation_tells_the_exit_code_and_what_the_data_lacks() throws IOException {
        JsonNode invocation = run(Fixtures.rich()).path("invocations").path(0);
        assertThat(invocation.path("exitCode").asInt()).isEqualTo(1);
        assertThat(invocation.path("executionSuccessful").asBoolean()).isTrue();
        JsonNode notes = invocation.path("toolExecutionNotifications");
        assertThat(notes.findValuesAsText("level")).containsExactly("warning", "error", "note");
        assertThat(notes.get(1)
                        .at("/locations/0/physicalLocation/region/startLine")
                        .asLong())
                .isEqualTo(12);
        JsonNode broken = run(judged(Known.NOTHING)).path("invocations").path(0);
        assertThat(broken.path("executionSuccessful").asBoolean(true)).isFalse();
        assertThat(broken.at("/toolExecutionNotifications/0/message/text").asText())
                .isEqualTo("x: gone");
    }

    @Test
    void github_s_limits_are_kept_and_what_is_left_out_is_counted() throws IOException {
        JsonNode run = run(flood(6_000, 3));
        assertThat(run.path("results")).hasSize(5_000);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .startsWith("1,000 findings beyond the limits");
        String large = sarif(flood(4_900, 2_900));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(large.getBytes(UTF_8));
        }
        assertThat(zipped.size()).isBetween(7_000_000, 10_000_000);
    }
}
