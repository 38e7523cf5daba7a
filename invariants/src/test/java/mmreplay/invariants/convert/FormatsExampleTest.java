package mmreplay.invariants.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.traces.UnusableTraceException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on formats shows a file and says what a check of it says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatsExampleTest {

    private final Path folder;

    FormatsExampleTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String example() throws IOException {
        String page = Files.readString(Path.of("../traces/formats.md"));
        int from = page.indexOf("```\n") + 4;
        return page.substring(from, page.indexOf("```", from));
    }

    private RuleResult lock2(String csv) throws IOException, UnusableTraceException {
        return Said.of(Files.writeString(folder.resolve("example.csv"), csv)).rules().stream()
                .filter(rule -> rule.id().equals("LOCK-2"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_example_on_the_page_is_checked_to_the_verdict_that_it_tells() throws Exception {
        RuleResult lock2 = lock2(example());
        assertThat(lock2.verdict()).isEqualTo(Verdict.VIOLATION);
        assertThat(lock2.pass()).isEqualTo(2);
        assertThat(lock2.violation()).isEqualTo(1);
    }

    @Test
    void without_what_it_states_it_is_undecided() throws Exception {
        RuleResult incomplete = lock2(example().replace("# complete: FOLIO_LOCK\n", ""));
        assertThat(incomplete.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        RuleResult unproven = lock2(example().replaceAll("# (in_buffer|written): 5\n", ""));
        assertThat(unproven.violation()).isZero();
    }
}
