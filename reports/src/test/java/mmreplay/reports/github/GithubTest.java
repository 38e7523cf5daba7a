package mmreplay.reports.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GithubTest {

    private static List<String> lines(Result result) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new Annotations(result, out).print();
        out.flush();
        return text.toString().lines().toList();
    }

    private static Result many(int findings) {
        Result rich = Fixtures.rich();
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < findings; i++) {
            many.add(rich.findings().get(0));
        }
        return new Result("1", rich.inputs(), rich.rules(), many, findings, rich.truth(), List.of(), 1);
    }

    @Test
    void a_finding_is_an_annotation_on_its_line() {
        List<String> lines = lines(Fixtures.rich());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith(
                        "::error file=runs/<script>alert(1)</script>/trace.txt,line=120433,title=AV-1-3f2a9c01::Page")
                .contains("%0A", "kswapd0-45");
        assertThat(lines.get(1)).startsWith("::warning ");
        assertThat(lines.get(2)).startsWith("::notice ");
    }

    @Test
    void the_tenth_of_more_than_ten_counts_the_rest() {
        assertThat(lines(many(10))).hasSize(10);
        List<String> lines = lines(many(25));
        assertThat(lines).hasSize(10);
        assertThat(lines.get(9)).isEqualTo("::error title=mmreplay::16 more findings like these, see the report");
    }

    @Test
    void what_is_known_makes_no_annotation() {
        Finding first = Fixtures.rich().findings().get(0);
        Known known = new Known(true, new TreeMap<>(Map.of(first.fingerprint(), "")), List.of());
        assertThat(lines(Fixtures.rich().judged(new Gate(Verdict.VIOLATION, known), List.of(), 0)))
                .hasSize(2)
                .noneMatch(line -> line.startsWith("::error"));
    }

    @Test
    void a_trace_that_could_not_be_read_is_an_error() {
        Result broken = Fixtures.empty().judged(Gate.USUAL, List.of(new Unusable("x", "x: 100% gone\n::error::x")), 2);
        assertThat(lines(broken)).containsExactly("::error title=trace not checked::x: 100%25 gone%0A::error::x");
    }

    @Test
    void hostile_text_adds_no_command_and_ends_none() {
        List<String> lines = lines(Hostile.result());
        assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("::error "));
        for (String line : lines) {
            assertThat(line.chars().anyMatch(Character::isISOControl)).isFalse();
            String properties = line.substring(2, line.indexOf("::", 2));
            assertThat(properties.split(",", -1)).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void what_ends_the_quotation_depends_on_the_trace() {
        String token = Annotations.token(Fixtures.rich());
        assertThat(token).isEqualTo(Annotations.token(Fixtures.rich())).matches("mmreplay-[0-9a-f]{32}");
        assertThat(token).isNotEqualTo(Annotations.token(Fixtures.empty()));
        assertThat(Annotations.stop(token)).isEqualTo("::stop-commands::" + token);
        assertThat(Annotations.resume(token)).isEqualTo("::" + token + "::");
    }

    @Test
    void the_summary_is_a_table_in_which_nothing_acts() {
        assertThat(StepSummary.of(Fixtures.rich()))
                .contains("1 violation, 1 hazard, 1 note", "| VIOLATION | AV&#45;1 | line 120,433 |")
                .contains("Exit code 1.");
        String hostile = StepSummary.of(Hostile.result());
        assertThat(hostile).doesNotContain("<script", "<img", "](", "`", "\u202e", "\u001b");
        assertThat(hostile.lines().filter(line -> line.startsWith("| ")))
                .allSatisfy(line -> assertThat(line.split("\\|", -1)).hasSize(7));
    }
}
