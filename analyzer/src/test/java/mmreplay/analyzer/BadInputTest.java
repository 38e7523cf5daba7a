package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BadInputTest {

    private static final String SCHED_ONLY = """
            # tracer: nop
            #
            # entries-in-buffer/entries-written: 2/2   #P:1
            #
            #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
            #              | |         |   |||||     |         |
                      <idle>-0       [000] d..2.     1.000001: sched_switch: prev_comm=swapper/0 prev_pid=0 prev_prio=120 prev_state=R ==> next_comm=sh next_pid=7 next_prio=120
                          sh-7       [000] d..2.     1.000009: sched_switch: prev_comm=sh prev_pid=7 prev_prio=120 prev_state=S ==> next_comm=swapper/0 next_pid=0 next_prio=120
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] garbage() {
        byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static void assertRefused(Run run, Path file) {
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: " + file + ": ");
    }

    @Test
    void what_is_no_trace_is_refused_in_one_line() throws IOException {
        Path v7 = file("trace.dat", "\u0017\u0008Dtracing6\0".getBytes(UTF_8));
        Path cut = file("cut.gz", Arrays.copyOf(Files.readAllBytes(Run.BUG), 8));
        Path missing = folder.resolve("missing.txt");
        for (Path file :
                new Path[] {file("empty", new byte[0]), folder, missing, file("garbage", garbage()), v7, cut}) {
            assertRefused(Run.of("check", file), file);
            assertRefused(Run.of("stats", file), file);
        }
    }

    @Test
    void output_of_the_raw_option_is_refused_with_the_cure() throws IOException {
        Path raw = Path.of("..", "traces", "src", "test", "resources", "mmreplay", "traces", "tracefs", "raw.txt");
        Run run = Run.of("check", raw);
        assertRefused(run, raw);
        assertThat(run.err()).contains("options/raw");
    }

    @Test
    void a_truncated_gzip_is_checked_as_far_as_it_goes_and_says_so() throws IOException {
        byte[] whole = Files.readAllBytes(Run.BUG);
        Run run = Run.of("check", file("half.gz", Arrays.copyOf(whole, whole.length / 2)));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("half.gz").contains("copy it again");
        assertThat(run.out()).contains("TRUNCATED_INPUT").contains("END_NOT_PROVEN");
    }

    @Test
    void a_trace_of_another_subsystem_is_not_called_good() throws IOException {
        Run run = Run.of("check", file("sched.txt", SCHED_ONLY.getBytes(UTF_8)), "--json", "-");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(new ObjectMapper().readTree(run.report()).path("exit").asInt())
                .isEqualTo(3);
        assertThat(run.err()).contains("no rule was checked").contains("Exit code 3");
    }

    @Test
    void one_unusable_trace_does_not_stop_the_others() throws IOException {
        Path missing = folder.resolve("missing.txt");
        Run run = Run.of("check", missing, Run.BUG, "--json", "-");
        JsonNode result = new ObjectMapper().readTree(run.report());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(result.path("exit").asInt()).isEqualTo(2);
        assertThat(result.path("input")).hasSize(1);
        assertThat(run.err()).startsWith("mmreplay: " + missing).contains("1 violation");
    }

    @Test
    void a_report_that_has_no_place_is_refused_before_the_work() throws IOException {
        Path trace = file("sched.txt", SCHED_ONLY.getBytes(UTF_8));
        for (Path place : new Path[] {folder, folder.resolve("no/such/report.html"), trace}) {
            for (String option : new String[] {"--html", "--json"}) {
                Run run = Run.of("check", trace, option, place);
                assertThat(run.exit()).isEqualTo(2);
                assertThat(run.out()).isEmpty();
                assertThat(run.err()).startsWith("mmreplay: " + place + ": ");
            }
        }
        assertThat(trace).hasContent(SCHED_ONLY);
        assertThat(Run.of("check", trace, "--html", "-", "--json", "-").exit()).isEqualTo(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_told_in_one_line() {
        for (String option : new String[] {"--json", "--html"}) {
            Run run = Run.of("check", Run.BUG, option, "/dev/full");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: /dev/full: No space");
            assertThat(run.out()).contains("1 violation").contains("Exit code 2");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_device_without_anything_in_it_is_refused() {
        assertRefused(Run.of("check", "/dev/null"), Path.of("/dev/null"));
    }
}
