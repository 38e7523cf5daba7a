package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CompareCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path json(Path trace, String name) {
        Path file = folder.resolve(name);
        Run.of("check", trace, "--json", file);
        return file;
    }

    @Test
    void two_traces_and_their_two_results_compare_the_same() throws IOException {
        Path good = json(Run.CORRECT, "a.json");
        Path bad = json(Run.BUG, "b.json");
        Run traces = Run.of("compare", Run.CORRECT, Run.BUG, "--json", folder.resolve("1.json"));
        Run results = Run.of("compare", good, bad, "--json", folder.resolve("2.json"));
        assertThat(traces.exit()).isEqualTo(1);
        assertThat(results.exit()).isEqualTo(1);
        assertThat(traces.out())
                .startsWith("2 new findings, 0 gone, 0 in both; ")
                .contains("B is worse", "SWAP-2", "Rates");
        String names = "\"name\": \".*(trace.txt.gz|json)\"";
        assertThat(Files.readString(folder.resolve("2.json")).replaceAll(names, ""))
                .isEqualTo(Files.readString(folder.resolve("1.json")).replaceAll(names, ""));
    }

    @Test
    void a_result_compares_with_a_trace_and_is_no_worse_than_itself() {
        Path html = folder.resolve("compare.html");
        Run run = Run.of("compare", json(Run.BUG, "a.json"), Run.BUG, "--html", html);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("0 new findings, 0 gone, 2 in both; 0 rules changed: B is no worse.");
        assertThat(html).content().contains("mmreplay compare");
    }

    @Test
    void what_cannot_be_read_is_told_in_one_line() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\n \"schema\": \"x\"}");
        for (Path file : new Path[] {bad, folder.resolve("missing.json")}) {
            Run run = Run.of("compare", file, Run.BUG);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: " + file + ": ");
        }
        assertThat(Run.of("compare", Run.BUG).exit()).isEqualTo(2);
    }
}
