package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Inexpressible;
import mmreplay.invariants.rules.Rules;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of {@code simulate}. What its traces are good for is told by the tests of the package adequacy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulateCommandTest {

    private final Path folder;

    SimulateCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path simulate(String file, Object... more) {
        Path trace = folder.resolve(file);
        Object[] arguments = {"simulate", "--events", "30000", "--seed", "5", "-o", trace};
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Run run = Run.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return trace;
    }

    private static JsonNode checked(Path trace) throws IOException {
        Run run = Run.of("check", trace, "--json", "-");
        assertThat(run.exit()).isZero();
        return new ObjectMapper().readTree(run.report());
    }

    @Test
    void the_same_options_give_the_same_bytes() throws IOException {
        assertThat(simulate("a.txt")).hasSameBinaryContentAs(simulate("b.txt"));
        assertThat(simulate("a.csv.gz")).hasSameBinaryContentAs(simulate("b.csv.gz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.jsonl", "t.txt.gz", "t.csv.gz"})
    void every_format_checks_to_the_same_verdicts(String file) throws IOException {
        JsonNode text = checked(simulate("t.txt"));
        assertThat(text.at("/input/0/events").asLong()).isEqualTo(30_000);
        assertThat(checked(simulate(file)).get("rules")).isEqualTo(text.get("rules"));
    }

    @Test
    void the_canonical_vocabulary_checks_to_the_same_verdicts() throws IOException {
        JsonNode raw = checked(simulate("t.txt")).get("rules");
        assertThat(checked(simulate("c.csv", "--form", "canonical")).get("rules"))
                .isEqualTo(raw);
        assertThat(checked(simulate("c.jsonl", "--form", "canonical")).get("rules"))
                .isEqualTo(raw);
    }

    @Test
    void a_trace_on_standard_output_can_be_checked_in_a_pipe() {
        Run simulated = Run.of("simulate", "--events", "5000", "-o", "-", "--to", "tracefs");
        assertThat(simulated.exit()).isZero();
        Run checked =
                Run.of(new ByteArrayInputStream(simulated.report().getBytes(StandardCharsets.UTF_8)), "check", "-");
        assertThat(checked.out()).startsWith("No finding");
    }

    @Test
    void a_planted_bug_is_told_beside_the_trace_and_found_in_it() throws IOException {
        Path trace = simulate("t.jsonl", "--bug", "anon-6");
        JsonNode expected = new ObjectMapper().readTree(Files.readString(Path.of(trace + ".expected.json")));
        JsonNode fired = expected.at("/fired/0");
        assertThat(fired.get("rule").asText()).isEqualTo("ANON-6");
        JsonNode finding = new ObjectMapper()
                .readTree(Run.of("check", trace, "--json", "-").report())
                .at("/findings/0");
        assertThat(finding.get("rule").asText()).isEqualTo("ANON-6");
        assertThat(finding.get("time").asLong() / 1000)
                .isBetween(fired.get("time").asLong() / 1000, fired.get("time").asLong() / 1000 + 1000);
    }

    @Test
    void every_rule_has_a_planted_bug_or_a_reason() {
        List<String> listed = Run.of("simulate", "--list-bugs")
                .out()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(listed)
                .hasSize(Bug.values().length + Inexpressible.values().length)
                .containsExactlyInAnyOrderElementsOf(
                        Rules.infos().stream().map(info -> info.id()).toList());
    }

    @Test
    void what_cannot_be_simulated_is_told_and_nothing_is_written() {
        Path trace = folder.resolve("t.txt");
        assertThat(Run.of("simulate", "-o", trace, "--bug", "NONE-1").err()).contains("--list-bugs");
        assertThat(Run.of("simulate", "-o", trace, "--cpus", "0").err()).contains("1 to 64");
        assertThat(Run.of("simulate", "-o", trace, "--loss", "1").err()).contains("0 to 0.9");
        assertThat(Run.of("simulate", "-o", trace, "--form", "canonical").err()).contains("one form only");
        assertThat(Run.of("simulate", "-o", folder.resolve("t.xyz")).err()).contains("--to");
        assertThat(Run.of("simulate").err()).contains("-o FILE");
        Run run = Run.of("simulate", "--events", "10", "-o", folder.resolve("no/such/t.txt"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("there is no such directory");
        assertThat(folder).isEmptyDirectory();
    }
}
