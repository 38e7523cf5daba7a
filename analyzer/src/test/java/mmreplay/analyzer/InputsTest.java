package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a trace may come from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InputsTest {

    private static final Path DAT = Path.of(
            "..", "traces", "src", "test", "resources", "mmreplay", "traces", "tracedat", "mmstate.v7-zstd.dat");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static byte[] unpacked(Path packed) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path packed(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }

    /** All that a report says, but where its bytes came from. */
    private static JsonNode facts(Run run) throws IOException {
        ObjectNode result = (ObjectNode) new ObjectMapper().readTree(run.report());
        result.path("input").forEach(input -> ((ObjectNode) input).remove(List.of("path", "sha256")));
        return result;
    }

    private static JsonNode input(Run run) throws IOException {
        return new ObjectMapper().readTree(run.report()).path("input").path(0);
    }

    @Test
    void a_stream_is_checked_as_the_file_is() throws IOException {
        for (Path trace : List.of(Run.BUG, Run.CORRECT, packed("dat.gz", Files.readAllBytes(DAT)))) {
            for (Path file : List.of(trace, file("plain", unpacked(trace)))) {
                Path sidecars = trace.resolveSibling("");
                Run ofFile = Run.of("check", file, "--sidecars", sidecars, "--json", "-");
                byte[] bytes = Files.readAllBytes(file);
                Run ofStream =
                        Run.of(new ByteArrayInputStream(bytes), "check", "-", "--sidecars", sidecars, "--json", "-");
                assertThat(ofStream.exit()).isEqualTo(ofFile.exit());
                assertThat(facts(ofStream)).isEqualTo(facts(ofFile));
                assertThat(input(ofStream).path("path").asText()).isEqualTo("standard input");
                assertThat(input(ofStream).path("sha256"))
                        .isEqualTo(input(ofFile).path("sha256"));
            }
        }
    }

    @Test
    void stats_of_a_stream_are_the_file_s() throws IOException {
        Run ofFile = Run.of("stats", DAT);
        Run ofStream = Run.of(Files.newInputStream(DAT), "stats", "-", "--sidecars", folder);
        assertThat(ofStream.exit()).isZero();
        assertThat(ofStream.out().lines().skip(1))
                .containsExactlyElementsOf(ofFile.out().lines().skip(1).toList());
        assertThat(ofStream.out()).startsWith("standard input");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_pipe_with_a_name_is_read_once() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        byte[] bytes = Files.readAllBytes(Run.BUG);
        Thread writer = new Thread(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        Run run = Run.of("check", pipe, "--json", "-", "--sidecars", Run.BUG.resolveSibling(""));
        writer.join();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(facts(run)).isEqualTo(facts(Run.of("check", Run.BUG, "--json", "-")));
    }

    @Test
    void standard_input_can_be_named_once() {
        Run run = Run.of("check", "-", "-");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("mmreplay: - is named twice");
    }

    @Test
    void what_is_no_trace_is_refused_from_a_stream_too() {
        byte[] text = "hello\n".repeat(20).getBytes(UTF_8);
        for (byte[] bytes : List.of(text, new byte[0])) {
            Run run = Run.of(new ByteArrayInputStream(bytes), "check", "-");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: standard input: it is ");
        }
    }

    @Test
    void a_stream_that_needs_too_much_space_is_checked_as_far_as_it_goes() throws IOException {
        byte[] text = unpacked(Run.BUG);
        Run run = Run.of(new ByteArrayInputStream(text), "check", "-", "--temp-limit", "2M");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("standard input: ", "2,097,152 bytes", "--temp-limit");
        assertThat(run.out()).contains("REST_NOT_READ", "END_NOT_PROVEN");
    }

    @Test
    void a_compressed_trace_dat_is_read_and_may_not_fill_the_disk() throws IOException {
        Path packed = packed("dat.gz", Files.readAllBytes(DAT));
        assertThat(facts(Run.of("check", packed, "--json", "-"))).isEqualTo(facts(Run.of("check", DAT, "--json", "-")));
        Run run = Run.of("check", packed, "--temp-limit", "4K");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains("4,096 bytes", "--temp-limit");
    }

    @Test
    void a_compressed_trace_dat_that_is_cut_or_damaged_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(packed("dat.gz", Files.readAllBytes(DAT)));
        Run cut = Run.of("check", file("cut.gz", Arrays.copyOf(whole, whole.length / 2)));
        assertThat(cut.exit()).isEqualTo(2);
        assertThat(cut.err().lines()).singleElement().asString().contains("ends in the middle", "copy it again");
        whole[whole.length / 2] ^= 0x55;
        Run damaged = Run.of("check", file("damaged.gz", whole));
        assertThat(damaged.exit()).isEqualTo(2);
        assertThat(damaged.err().lines()).singleElement().asString().contains("copy it again");
    }

    @Test
    void what_is_compressed_twice_is_refused_with_the_cure() throws IOException {
        Run run = Run.of("check", packed("twice.gz", Files.readAllBytes(Run.BUG)));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains("compressed twice", "gzip -dc");
    }

    @Test
    void a_wrong_format_is_a_result_and_not_a_crash() throws IOException {
        for (Path trace : List.of(Run.BUG, DAT, file("junk", new byte[100_000]))) {
            for (TraceFormat format : TraceFormats.all()) {
                boolean right = (trace == Run.BUG) == format.name().equals("tracefs");
                Run run = Run.of("check", trace, "--format", format.name());
                if (trace.endsWith("junk") || !right) {
                    assertThat(run.exit()).isIn(2, 3);
                    assertThat(run.err()).startsWith("mmreplay: " + trace).contains("--format");
                }
            }
        }
        assertThat(Run.of("check", Run.BUG, "--format", "TraceFS").exit()).isEqualTo(1);
    }

    @Test
    void an_unknown_format_is_told_with_those_that_are_known() {
        Run run = Run.of("check", "x", "--format", "pcap");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("'pcap' is no format").contains("trace.dat, tracefs");
        for (TraceFormat format : TraceFormats.all()) {
            assertThat(Run.of("check", "--help").out()).contains("  " + format.name() + " ", format.writtenBy());
            assertThat(Run.of("stats", "--help").out()).contains("  " + format.name() + " ", format.writtenBy());
        }
    }
}
