package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.rules.Rules;
import mmreplay.traces.quality.Bucket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandsTest {

    private static final List<String> VERDICTS =
            Arrays.stream(Verdict.values()).map(Verdict::name).toList();

    @Test
    void every_command_s_help_has_an_example_and_its_exit_codes() {
        for (String command :
                List.of("check", "explain", "stats", "convert", "baseline", "compare", "schema", "simulate")) {
            Run run = Run.of(command, "--help");
            assertThat(run.exit()).isZero();
            assertThat(run.out())
                    .contains(
                            "Usage: mmreplay " + command,
                            "Example: mmreplay " + command,
                            "Exit codes:",
                            "  0 ",
                            "  2 ");
            assertThat(Run.of("--help").out()).contains("  " + command + " ");
        }
        assertThat(Run.of("check", "--help").out()).contains("  1 ", "  3 ", "violation, hazard, note");
        assertThat(Run.of("--help").out()).contains("check", "explain", "stats", "simulate", "Example: ");
    }

    @Test
    void the_version_is_the_build_s() {
        assertThat(Run.of("--version").out()).matches("mmreplay [0-9].*\\R");
        assertThat(Run.of("check", "--version").out()).matches("mmreplay [0-9].*\\R");
    }

    @Test
    void a_wrong_command_line_is_told_in_lines_and_not_in_pages() {
        for (Run run : List.of(Run.of(), Run.of("chek"), Run.of("check"), Run.of("check", "x", "--fail-on", "never"))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("mmreplay: ").contains("--help");
            assertThat(run.err().lines().count()).isLessThanOrEqualTo(3);
        }
        assertThat(Run.of("chek").err()).containsPattern("Did you mean: check[,?]");
    }

    @Test
    void what_is_no_kernel_version_is_told_with_an_example() {
        Run run = Run.of("check", "x", "--kernel", "latest");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--kernel").contains("'latest' is no kernel version like 6.1");
    }

    @Test
    void an_unknown_rule_is_told_with_those_that_were_perhaps_meant() {
        for (Run run : List.of(Run.of("check", "--only", "SWPA-2", "x"), Run.of("explain", "SWPA-2"))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("'SWPA-2'").contains("did you mean SWAP-2?");
        }
        assertThat(Run.of("explain", "swap").err()).contains("SWAP-1, SWAP-2, SWAP-3");
    }

    @Test
    void explain_lists_every_rule() {
        Run run = Run.of("explain");
        assertThat(run.exit()).isZero();
        assertThat(Rules.infos()).allSatisfy(rule -> assertThat(run.out()).containsPattern("(?m)^" + rule.id() + " "));
    }

    @Test
    void the_readme_tells_what_each_family_of_rules_is_about() throws IOException {
        assertThat(Files.readAllLines(Path.of("..", "README.md")).stream()
                        .filter(line -> line.matches("\\| [A-Z]+ \\| .*"))
                        .map(line -> line.substring(2, line.indexOf(' ', 2)))
                        .filter(word -> !VERDICTS.contains(word)))
                .containsExactlyElementsOf(Rules.infos().stream()
                        .map(rule -> rule.id().replaceAll("-\\d+$", ""))
                        .distinct()
                        .toList());
    }

    @Test
    void explain_says_something_of_every_rule() {
        assertThat(Rules.infos()).allSatisfy(rule -> {
            Run run = Run.of("explain", rule.id());
            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains(rule.id());
        });
    }

    @Test
    void stats_without_rules_tells_the_same_of_what_the_trace_holds() {
        String all = Run.of("stats", Run.CORRECT).out();
        Run run = Run.of("stats", "--no-rules", Run.CORRECT);

        assertThat(run.exit()).isZero();
        assertThat(run.out().strip())
                .isEqualTo(all.substring(0, all.indexOf("What each rule can see"))
                        .replaceAll("(?m)^ *sha256 .*\n", "")
                        .strip());
    }

    @Test
    void stats_tells_where_every_line_went_and_what_rules_can_see() {
        Run run = Run.of("stats", Run.CORRECT);
        assertThat(run.exit()).isZero();
        for (Bucket bucket : Bucket.values()) {
            assertThat(run.out()).contains(bucket.meaning());
        }
        assertThat(run.out())
                .containsPattern("26,907 +100.0 % +all lines")
                .containsPattern("dialects +kprobes-6.1, tracepoints, groundtruth")
                .containsPattern("1,188 +4.4 % +page_remove_rmap")
                .contains("and 160 more")
                .containsPattern("not recorded +swap_map counts +ANON-9 SWAP-1 SWAP-2");
    }

    @Test
    void an_error_of_the_java_vm_is_told_in_one_line_and_is_no_finding() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        for (Error error : List.of(new OutOfMemoryError(), new StackOverflowError(), new NoClassDefFoundError("x"))) {
            assertThat(Main.guarded(
                            () -> {
                                throw error;
                            },
                            new PrintStream(err, true, UTF_8)))
                    .isEqualTo(2);
        }
        assertThat(err.toString(UTF_8).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("mmreplay: "))
                .first()
                .asString()
                .contains("-Xmx");
    }
}
