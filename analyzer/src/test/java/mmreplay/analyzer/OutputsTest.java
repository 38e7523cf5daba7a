package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutputsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static List<Object> everything(Path trace, Path folder) {
        List<Object> arguments = new ArrayList<>(List.of("check", trace));
        for (Format<Judged> format : Formats.OF_CHECK) {
            arguments.add(format.option());
            arguments.add(folder.resolve(format.option().substring(2)));
        }
        return arguments;
    }

    @Test
    void one_run_writes_every_output_and_each_names_the_finding() throws IOException {
        Run run = Run.of(everything(Run.BUG, folder).toArray());
        assertThat(run.exit()).isEqualTo(1);
        for (Format<Judged> format : Formats.OF_CHECK) {
            Path file = folder.resolve(format.option().substring(2));
            assertThat(Files.readString(file)).as(format.option()).contains("SWAP-2-82e7095f");
            assertThat(run.out()).contains(file.toString());
        }
    }

    @Test
    void every_output_is_in_the_help_and_in_the_readme() throws IOException {
        String help = Run.of("check", "--help").out();
        String readme = Files.readString(Path.of("..", "README.md"));
        for (Format<Judged> format : Formats.OF_CHECK) {
            assertThat(help).contains("--" + format.option().substring(2) + "=FILE");
            assertThat(readme).contains("`" + format.option());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void one_that_cannot_be_written_stops_no_other_and_all_others_say_the_exit_code() throws IOException {
        Path json = folder.resolve("json");
        Path sarif = folder.resolve("sarif");
        Path ktap = folder.resolve("ktap");
        Run run = Run.of("check", Run.BUG, "--json", json, "--junit", "/dev/full", "--sarif", sarif, "--ktap", ktap);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: /dev/full: No space");
        assertThat(JSON.readTree(json.toFile()).path("exit").asInt()).isEqualTo(2);
        assertThat(JSON.readTree(sarif.toFile())
                        .at("/runs/0/invocations/0/exitCode")
                        .asInt())
                .isEqualTo(2);
        assertThat(ktap).exists();
        assertThat(run.out()).doesNotContain("/dev/full").contains("Exit code 2");
    }

    @Test
    void two_outputs_do_not_go_to_one_place() {
        Path file = folder.resolve("x");
        Path detour = folder.resolve("y").resolve("..").resolve("x");
        assertThat(Run.of("check", "x", "--junit", file, "--sarif", detour).err())
                .startsWith("mmreplay: --junit and --sarif name the same file");
        assertThat(Run.of("check", "x", "--ktap", "-", "--csv", "-").exit()).isEqualTo(2);
    }

    @Test
    void a_trace_that_cannot_be_read_is_an_error_in_the_outputs_too() throws IOException {
        Path junit = folder.resolve("junit.xml");
        Path missing = folder.resolve("missing.txt");
        Run run = Run.of("check", missing, "--junit", junit);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(junit).content().contains("errors=\"1\"").contains("missing.txt: there is no such file");
        assertThat(Run.of("check", missing, "--ktap", "-").report())
                .contains("not ok 1 ")
                .contains("# ERROR ");
    }

    @Test
    void github_gets_annotations_after_a_summary_in_which_it_sees_no_commands() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Run run = Run.with(
                Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
                InputStream.nullInputStream(),
                "check",
                Run.BUG,
                "--github");
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).startsWith("::stop-commands::mmreplay-");
        String token = lines.get(0).substring("::stop-commands::".length());
        int end = lines.indexOf("::" + token + "::");
        assertThat(lines.subList(1, end)).noneMatch(line -> line.strip().startsWith("::"));
        assertThat(lines.subList(end + 1, lines.size()))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("::error file=") && line.contains("line=57076,title=SWAP-2-82e7095f"))
                .anyMatch(line -> line.startsWith("::warning file="));
        assertThat(summary).content().startsWith("before\n### mmreplay").contains("Exit code 1.");
        Run unwritable = Run.with(
                Map.of("GITHUB_STEP_SUMMARY", folder.toString()),
                InputStream.nullInputStream(),
                "check",
                Run.BUG,
                "--github");
        assertThat(unwritable.exit()).isEqualTo(2);
    }

    @Test
    void the_timeline_has_the_lock_whose_loss_the_finding_is_about() throws IOException {
        Path file = folder.resolve("timeline.json");
        Run.of("check", Run.BUG, "--perfetto", file);
        List<JsonNode> locks = new ArrayList<>();
        JSON.readTree(file.toFile()).path("traceEvents").forEach(event -> {
            if (event.at("/args/from").asText().equals("line 54506")) {
                locks.add(event);
            }
        });
        assertThat(locks).singleElement().satisfies(lock -> {
            assertThat(lock.path("name").asText()).isEqualTo("page lock");
            assertThat(lock.at("/args/pfn").asText()).isEqualTo("0x18ff");
            assertThat(lock.path("ts").asLong()).isEqualTo(7_215_460);
            assertThat(lock.path("dur").asLong()).isEqualTo(7_222_149 - 7_215_460);
        });
        Run piped = Run.of("check", "-", "--perfetto", file);
        assertThat(piped.exit()).isEqualTo(2);
        assertThat(piped.err()).startsWith("mmreplay: --perfetto reads its traces twice");
    }

    @Test
    void the_schema_is_printed_whole() throws IOException {
        Run run = Run.of("schema");
        assertThat(run.exit()).isZero();
        JsonNode schema = JSON.readTree(run.out());
        assertThat(schema.at("/properties/schema/const").asText()).isEqualTo("mmreplay/result/1");
    }
}
