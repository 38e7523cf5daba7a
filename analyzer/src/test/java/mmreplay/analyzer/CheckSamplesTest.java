package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckSamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.path(field).asText()));
        return texts;
    }

    @Test
    void the_swapin_race_is_found_where_the_kernel_says_it_happened() throws IOException {
        Run run = Run.of("check", Run.BUG, "--json", "-");
        JsonNode truth = JSON.readTree(Run.BUG.resolveSibling("truth.json").toFile());
        JsonNode firing = truth.path("firings").get(0);
        JsonNode worst = JSON.readTree(run.report()).path("findings").get(0);
        assertThat(worst.path("verdict").asText()).isEqualTo("VIOLATION");
        assertThat(worst.path("rule").asText())
                .isEqualTo(truth.path("found_by_one_of").get(0).asText())
                .isEqualTo("SWAP-2");
        assertThat(worst.path("subject").path("address").asText())
                .isEqualTo(firing.path("addr").asText());
        assertThat(worst.path("subject").path("pid").asText())
                .isEqualTo(firing.path("pid").asText());
        assertThat(worst.path("position").path("line").asLong())
                .isBetween(
                        firing.path("after_event_line").asLong(),
                        firing.path("after_event_line").asLong() + 10);
        assertThat(texts(worst.path("evidence"), "role"))
                .containsExactly("bound", "unpinned", "freed", "reused", "trigger");
    }

    @Test
    void a_violation_makes_the_exit_code_1_on_the_process_and_in_the_result() throws IOException {
        Run run = Run.of("check", Run.BUG, "--json", "-");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(JSON.readTree(run.report()).path("exit").asInt()).isEqualTo(1);
        assertThat(run.out()).as("standard output holds nothing but the report").isEmpty();
        assertThat(run.err()).contains("1 violation").contains("Exit code 1");
    }

    @Test
    void the_summary_begins_with_the_verdict_and_shows_the_proof() {
        Run run = Run.of("check", Run.BUG);
        assertThat(run.out().lines().findFirst()).get().asString().startsWith("1 violation, 1 hazard; ");
        assertThat(run.out())
                .containsPattern("SWAP-2 +VIOLATION")
                .contains("line 57,076")
                .contains("pte_same: mm=0xffff888003456900 addr=0x700000000000")
                .contains("mmreplay explain SWAP-2");
        assertThat(run.out().lines().filter(line -> !line.startsWith("      ")))
                .as("only the trace's own lines may be longer")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(130));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_correct_kernel_has_no_violation_and_every_page_as_the_kernel_says() throws IOException {
        Run run = Run.of("check", Run.CORRECT, "--json", "-", "--fail-on", "note");
        JsonNode result = JSON.readTree(run.report());
        assertThat(run.exit()).isZero();
        assertThat(result.path("findings")).isEmpty();
        assertThat(result.path("truth").toString())
                .isEqualTo("{\"pages\":704,\"equal\":704,\"different\":0,\"unknown\":0}");
        assertThat(texts(result.path("rules"), "verdict")).contains("PASS", "INCONCLUSIVE", "NOT_CHECKED");
        assertThat(result.path("input").get(0).path("sidecars").toString())
                .isEqualTo("[\"bases\",\"kprobe_profile\",\"uname\"]");
    }

    @Test
    void several_traces_are_one_result() throws IOException {
        Run run = Run.of("check", Run.CORRECT, Run.BUG, "--json", "-");
        JsonNode result = JSON.readTree(run.report());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(texts(result.path("input"), "path")).containsExactly(Run.CORRECT.toString(), Run.BUG.toString());
        assertThat(result.path("findings").get(0).path("position").path("input").asInt())
                .isEqualTo(1);
        assertThat(run.err()).contains("trace 2, line 57,076");
    }

    @Test
    void the_page_names_the_finding() throws IOException {
        Path html = folder.resolve("report.html");
        Run run = Run.of("check", Run.BUG, "--html", html);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("Written: " + html);
        assertThat(Files.readString(html)).contains("SWAP-2-").contains("pte_same says yes");
    }

    @Test
    void the_same_bytes_give_the_same_reports() throws IOException {
        for (String name : List.of("1", "2")) {
            Run.of(
                    "check",
                    Run.BUG,
                    "--html",
                    folder.resolve(name + ".html"),
                    "--json",
                    folder.resolve(name + ".json"));
        }
        assertThat(folder.resolve("2.html")).hasSameBinaryContentAs(folder.resolve("1.html"));
        assertThat(folder.resolve("2.json")).hasSameBinaryContentAs(folder.resolve("1.json"));
    }

    @Test
    void only_the_chosen_rules_are_checked_and_decide_the_exit_code() throws IOException {
        Run run = Run.of("check", Run.BUG, "--only", "map-1,MAP-2", "--only", "TRUTH", "--json", "-");
        assertThat(run.exit()).isZero();
        assertThat(texts(JSON.readTree(run.report()).path("rules"), "id")).containsExactly("MAP-1", "MAP-2", "TRUTH");
    }

    @Test
    void a_hazard_counts_only_if_asked_for() {
        assertThat(Run.of("check", Run.BUG, "--only", "SWAP-1").exit()).isZero();
        assertThat(Run.of("check", Run.BUG, "--only", "SWAP-1", "--fail-on", "hazard")
                        .exit())
                .isEqualTo(1);
        assertThat(Run.of("check", Run.BUG, "--only", "SWAP-1", "--fail-on", "NOTE")
                        .exit())
                .isEqualTo(1);
    }
}
