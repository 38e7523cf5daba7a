package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertCommandTest {

    private final Path folder;

    ConvertCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_trace_is_written_as_its_file_s_name_says() throws IOException {
        Path csv = folder.resolve("trace.csv.gz");
        Run run = Run.of("convert", Run.CORRECT, "-o", csv);
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("26,887 events, 0 gaps  " + csv + System.lineSeparator());
        assertThat(unzipped(csv))
                .startsWith("# mmreplay: raw/1\n# clock: ns\n# resolution: 1000\n# cpus: 2\n# kernel: 6.1\n");
        assertThat(left()).containsExactly("trace.csv.gz");
    }

    @Test
    void standard_output_holds_the_trace_and_nothing_else() {
        Run run = Run.of("convert", Run.CORRECT, "-o", "-", "--to", "jsonl", "--form", "canonical");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.report().lines())
                .hasSizeGreaterThan(26_000)
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(run.report()).startsWith("{\"mmreplay\":{\"mmreplay\":\"canonical/1\"");
    }

    @Test
    void what_cannot_be_done_is_said_before_it_is_begun() throws IOException {
        Path copy = Files.copy(Run.CORRECT, folder.resolve("trace.txt.gz"));
        byte[] before = Files.readAllBytes(copy);
        for (Run run : List.of(
                Run.of("convert", copy, "-o", copy),
                Run.of("convert", copy, "-o", folder.resolve("trace.xml")),
                Run.of("convert", copy, "-o", "-"),
                Run.of("convert", copy, "-o", folder),
                Run.of("convert", copy, "-o", folder.resolve("none/trace.csv")),
                Run.of("convert", copy, "-o", folder.resolve("a.txt"), "--form", "canonical"),
                Run.of("convert", copy, "-o", folder.resolve("a.std"), "--form", "raw"),
                Run.of("convert", copy))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines().toList()).hasSize(2).first().asString().startsWith("mmreplay: ");
        }
        assertThat(left()).containsExactly("trace.txt.gz");
        assertThat(Files.readAllBytes(copy)).isEqualTo(before);
    }

    @Test
    void an_input_that_is_no_trace_leaves_the_last_good_output_alone() throws IOException {
        Path output = Files.writeString(folder.resolve("trace.csv"), "the last good one");
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "nothing of a trace\n");
        for (Path input : List.of(nonsense, folder, folder.resolve("missing"))) {
            Run run = Run.of("convert", input, "-o", output);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: " + input + ": ");
        }
        assertThat(output).hasContent("the last good one");
        assertThat(left()).containsExactly("nonsense", "trace.csv");
    }

    @Test
    void a_cut_trace_is_converted_as_far_as_it_goes_and_its_end_stays_unproven() throws IOException {
        byte[] whole = Files.readAllBytes(Run.CORRECT);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
        Path csv = folder.resolve("cut.csv");
        Run run = Run.of("convert", cut, "-o", csv);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cut.gz").contains("copy it again");
        assertThat(Files.readString(csv)).doesNotContain("# written");
        assertThat(Run.of("check", csv).out()).contains("END_NOT_PROVEN");
    }

    @Test
    void canonical_events_are_no_text() throws IOException {
        Path canonical = Files.writeString(folder.resolve("a.csv"), "time,cpu,pid,kind,pfn\n1,0,7,PAGE_FREE,1\n");
        Run run = Run.of("convert", canonical, "-o", folder.resolve("a.txt"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains("a.csv: it holds canonical events");
    }
}
