package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stream is followed: what is found is told while it runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveTest {

    private static final String FIRST = "HAZARD  SWAP-9-066ba11b  line 54,525  7.222149  Task 204 unlocks";
    private static final String SECOND = "VIOLATION  SWAP-2-82e7095f  line 57,076";

    /** So many lines hold both findings, and enough behind them to make them final. */
    private static final int PART = 60_000;

    private static String whole = "";
    private static byte[] part = {};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Run.BUG))) {
            whole = new String(in.readAllBytes(), UTF_8);
        }
        int at = 0;
        for (int line = 0; line < PART; line++) {
            at = whole.indexOf('\n', at) + 1;
        }
        part = whole.substring(0, at).getBytes(UTF_8);
    }

    private static Run stream(String text, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("check", "-", "--sidecars", Run.BUG.resolveSibling("")));
        arguments.addAll(List.of(options));
        return Run.of(new ByteArrayInputStream(text.getBytes(UTF_8)), arguments.toArray());
    }

    @Test
    void findings_are_told_in_one_line_each_before_the_summary() {
        Run run = stream(whole);
        assertThat(run.err().lines())
                .anyMatch(line -> line.startsWith(FIRST))
                .anyMatch(line -> line.startsWith(SECOND));
        assertThat(run.err()).doesNotContain("provisional", "withdrawn");
        assertThat(run.out()).startsWith("1 violation, 1 hazard");
    }

    @Test
    void what_waits_for_an_idle_CPU_is_told_as_provisional_after_the_lag() {
        String idle = whole.replaceFirst("#P:2", "#P:3");
        Run soon = stream(idle, "--lag", "0.001");
        assertThat(soon.err().lines())
                .anyMatch(line -> line.startsWith(SECOND) && line.endsWith("(provisional: a CPU was not seen since)"));
        assertThat(soon.exit()).isEqualTo(1);
        assertThat(stream(idle, "--lag", "9").err()).isEmpty();
    }

    @Test
    void what_does_not_last_is_withdrawn() {
        String cut = whole.replaceFirst("#P:2", "#P:3").substring(0, whole.length() / 4 * 3);
        Run run = stream(cut, "--lag", "0");
        assertThat(run.err().lines())
                .anyMatch(line -> line.startsWith(SECOND))
                .anyMatch(line -> line.startsWith("withdrawn  SWAP-2-82e7095f"));
        assertThat(run.exit()).isZero();
    }

    @Test
    void a_lag_that_is_none_is_told() {
        Run run = Run.of("check", "-", "--lag", "soon");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--lag").contains("'soon' is no number of seconds like 10 or 0.5");
    }

    private Process start(Path json) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        "-",
                        "--sidecars",
                        Run.BUG.resolveSibling("").toString(),
                        "--json",
                        json.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_stream_that_is_stopped_gives_the_report_of_what_was_read() throws IOException, InterruptedException {
        Path json = folder.resolve("result.json");
        Process process = start(json);
        try (OutputStream in = process.getOutputStream();
                BufferedReader err = process.errorReader(UTF_8)) {
            in.write(part);
            in.flush();
            // the stream goes on, and both are told
            String line = err.readLine();
            assertThat(line).startsWith(FIRST);
            while (line != null && !line.startsWith(SECOND)) {
                line = err.readLine();
            }
            assertThat(line).isNotNull();
            assertThat(json).doesNotExist();
            signal("INT", process);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(err.readLine()).startsWith("mmreplay: stopped: ");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        JsonNode input = result.path("input").path(0);
        assertThat(result.path("exit").asInt()).isEqualTo(1);
        assertThat(result.path("findings").findValuesAsText("id")).contains("SWAP-2-82e7095f");
        assertThat(input.path("endProven").asBoolean()).isFalse();
        assertThat(input.path("ledger").path("ISSUE").asInt()).isZero();
        assertThat(Files.readString(folder.resolve("out")))
                .startsWith("1 violation")
                .contains("Exit code 1");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_stream_that_is_stopped_before_it_began_ends_with_2() throws IOException, InterruptedException {
        Process process = start(folder.resolve("none.json"));
        try (BufferedReader err = process.errorReader(UTF_8)) {
            Thread.sleep(1500);
            signal("TERM", process);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(err.readLine()).startsWith("mmreplay: stopped: ");
            assertThat(err.readLine()).startsWith("mmreplay: standard input: it is empty");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(folder.resolve("none.json")).content().contains("\"exit\": 2", "it is empty");
    }
}
