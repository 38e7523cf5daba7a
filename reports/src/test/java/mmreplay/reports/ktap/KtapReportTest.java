package mmreplay.reports.ktap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.Written;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KtapReportTest {

    private static List<KtapParser.Test> parse(Result result) throws IOException {
        return KtapParser.parse(Written.text(KtapReport::write, result));
    }

    private static KtapParser.Test rule(Result result, String id) throws IOException {
        return parse(result).get(0).subtests().stream()
                .filter(test -> test.description().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_trace_is_a_test_and_a_rule_its_subtest() throws IOException {
        List<KtapParser.Test> traces = parse(Fixtures.rich());
        assertThat(traces).hasSize(1);
        assertThat(traces.get(0).ok()).isFalse();
        assertThat(traces.get(0).description()).startsWith("runs/");
        assertThat(traces.get(0).subtests())
                .extracting(KtapParser.Test::description)
                .containsExactly("AV-1", "TLB-3", "ANON-3", "SWAP-2", "MAP-1", "LOCK-2", "MLOCK-1");
        assertThat(traces.get(0).subtests())
                .extracting(KtapParser.Test::ok)
                .containsExactly(false, true, true, true, true, true, true);
        assertThat(traces.get(0).subtests())
                .extracting(KtapParser.Test::directive)
                .containsExactly("", "", "", "", "SKIP", "SKIP", "SKIP");
    }

    @Test
    void the_proof_stands_in_diagnostic_lines_before_the_result() throws IOException {
        KtapParser.Test test = rule(Fixtures.rich(), "AV-1");
        assertThat(test.data()).startsWith("1 violation: Page 0x1900 is mapped");
        assertThat(test.diagnostics()).anyMatch(line -> line.contains("line 120,433") && line.contains("kswapd0-45"));
        assertThat(rule(Fixtures.rich(), "TLB-3").diagnostics()).anyMatch(line -> line.contains("HAZARD"));
    }

    @Test
    void a_skipped_rule_says_why() throws IOException {
        assertThat(rule(Fixtures.rich(), "MAP-1").data()).isEqualTo("INCONCLUSIVE: 80 PRE_TRACE, 7 LOST, 3 UNOBSERVED");
    }

    @Test
    void a_known_finding_is_an_expected_failure() throws IOException {
        Result rich = Fixtures.rich();
        TreeMap<String, String> reasons = new TreeMap<>();
        rich.findings().forEach(finding -> reasons.put(finding.fingerprint(), ""));
        Result known = rich.judged(new Gate(Verdict.VIOLATION, new Known(true, reasons, List.of())), List.of(), 0);
        assertThat(parse(known).get(0).ok()).isTrue();
        assertThat(rule(known, "AV-1").ok()).isTrue();
        assertThat(rule(known, "AV-1").directive()).isEqualTo("XFAIL");
    }

    @Test
    void a_trace_that_could_not_be_read_is_an_error() throws IOException {
        Result broken = Fixtures.empty().judged(Gate.USUAL, List.of(new Unusable("x#1", "x#1: no such file")), 2);
        KtapParser.Test test = parse(broken).get(0);
        assertThat(test.ok()).isFalse();
        assertThat(test.directive()).isEqualTo("ERROR");
        assertThat(test.data()).isEqualTo("x#1: no such file");
        assertThat(test.description()).isEqualTo("x\\u00231");
    }

    @Test
    void hostile_names_are_no_results_of_their_own() throws IOException {
        List<KtapParser.Test> traces = parse(Hostile.result());
        assertThat(traces).hasSize(2);
        assertThat(traces.get(0).subtests()).hasSize(1);
    }

    @Test
    void the_parser_refuses_what_is_no_ktap() {
        for (String bad : List.of(
                "1..1\nok 1 a\n",
                "KTAP version 1\n1..2\nok 1 a\n",
                "KTAP version 1\n1..1\nok 2 a\n",
                "KTAP version 1\n1..1\nok 1 a\nok 2 b\n",
                "KTAP version 1\n1..1\n   ok 1 a\n",
                "KTAP version 1\n1..1\nhello\nok 1 a\n",
                "KTAP version 1\n1..1\n  KTAP version 1\n  1..1\n  not ok 1 b\nok 1 a\n",
                "KTAP version 1\n1..1\nok 1 a # ERROR b\n")) {
            assertThatThrownBy(() -> KtapParser.parse(bad)).as(bad).isInstanceOf(AssertionError.class);
        }
    }
}
