package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Subject;
import mmreplay.invariants.result.Truth;
import mmreplay.invariants.result.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleSummaryTest {

    private static String summary(int findings, String comm, Ansi ansi) {
        Position position = new Position(0, 7);
        Evidence evidence = new Evidence(position, 1_000, 0, 42, comm, "trigger", "page_free: pfn=0x1", "it is freed");
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < findings; i++) {
            found.add(new Finding(
                    "MAP-2-" + i,
                    "MAP-2",
                    Verdict.VIOLATION,
                    1_000,
                    position,
                    new Subject("page", new TreeMap<>(Map.of("pfn", "0x1"))),
                    "The page is freed while it is mapped.",
                    List.of(evidence),
                    0));
        }
        RuleResult rule =
                new RuleResult("MAP-2", "a rule", Verdict.VIOLATION, 1, findings, 0, 0, new TreeMap<>(), List.of());
        Input input = new Input(
                "t",
                "tracefs",
                "",
                "ns",
                1,
                1,
                1,
                0,
                0,
                true,
                new TreeMap<>(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Result result =
                new Result("1", List.of(input), List.of(rule), found, findings, new Truth(0, 0, 0, 0), List.of(), 1);
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        new ConsoleSummary(result, new Paint(ansi), writer).print(List.of());
        writer.flush();
        return out.toString();
    }

    @Test
    void a_flood_of_findings_does_not_scroll_the_verdict_away() {
        assertThat(summary(20, "task", Ansi.OFF)).contains("MAP-2-19").doesNotContain("more finding");
        assertThat(summary(25, "task", Ansi.OFF))
                .startsWith("25 violations; ")
                .contains("MAP-2-19")
                .doesNotContain("MAP-2-20")
                .contains("5 more findings: write a report");
    }

    @Test
    void colour_repeats_the_words_and_a_task_s_name_has_none_of_its_own() {
        String coloured = summary(1, "@|red x|@\u001b[5m", Ansi.ON);
        assertThat(coloured).contains("\u001b[31m").contains("@|red x|@\\u001b[5m-42");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(summary(1, "@|red x|@\u001b[5m", Ansi.OFF));
    }
}
