package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Correct histories give no finding, planted bugs are found. {@code -Psimulate} runs many more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulateCampaignTest {

    private static final int SEEDS = Integer.getInteger("mmreplay.simulate.seeds", 2);
    private static final int EVENTS = Integer.getInteger("mmreplay.simulate.events", 40_000);

    private final Path folder;

    SimulateCampaignTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path simulate(long seed, Object... more) {
        Path trace = folder.resolve("trace.txt");
        Object[] arguments = {"simulate", "--events", EVENTS, "--cpus", 1 + seed % 4, "--seed", seed, "-o", trace};
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Run run = Run.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        return trace;
    }

    @Test
    void a_correct_history_gives_no_finding_of_any_severity() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Run run = Run.of("check", simulate(seed), "--fail-on", "note");
            assertThat(run.out()).as("seed " + seed).startsWith("No finding");
            assertThat(run.exit()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Bug.class,
            names = {"ANON_6", "AV_2", "MAP_2", "LOCK_2", "SWAP_9"})
    void a_planted_bug_is_found_where_it_fired(Bug bug) throws IOException {
        int fired = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path trace = simulate(seed, "--bug", bug.rule());
            String expected = Files.readString(Path.of(trace + ".expected.json"));
            if (expected.contains("\"line\"")) {
                fired++;
                Run run = Run.of("check", trace, "--fail-on", "note");
                assertThat(run.out())
                        .as(bug + ", seed " + seed)
                        .containsPattern("(?m)^" + bug.rule() + " +(VIOLATION|HAZARD|NOTE)");
                assertThat(run.exit()).isEqualTo(1);
            }
        }
        assertThat(fired).isPositive();
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
        assertThat(Run.of("simulate").exit()).isEqualTo(2);
        Run run = Run.of("simulate", "--events", "10", "-o", folder.resolve("no/such/t.txt"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no such file or folder");
        assertThat(trace).doesNotExist();
    }
}
