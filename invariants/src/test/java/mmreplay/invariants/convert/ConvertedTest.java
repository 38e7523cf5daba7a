package mmreplay.invariants.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import mmreplay.invariants.loss.LossyTrace;
import mmreplay.invariants.result.RuleResult;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A trace and what it is converted to are the same trace. {@code -Dmmreplay.convert=FOLDER} takes every trace below a folder
 * instead of the bundled ones, and prints what it saw.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertedTest {

    private static final Path SAMPLES = Path.of("../traces/samples");
    private static final Path CUTS = Path.of("../traces/src/test/resources/mmreplay/traces");
    private static final Path CORRECT = SAMPLES.resolve("debian-fork-cow/trace.txt.gz");
    private static final Path BUG = SAMPLES.resolve("bug-aba-ksm/trace.txt.gz");
    private static final int CUTS_OF_A_FILE = 4;

    private final Path folder;

    ConvertedTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Path> traces() throws IOException {
        String stated = System.getProperty("mmreplay.convert");
        if (stated == null) {
            return Stream.concat(Stream.of(CORRECT), below(CUTS));
        }
        return below(Path.of(stated));
    }

    private static Stream<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(ConvertedTest::isTrace).sorted().toList().stream();
        }
    }

    private static boolean isTrace(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file) || !name.matches(".*\\.(txt|dat|gz|zst)")) {
            return false;
        }
        try (TraceReader reader = TraceFile.open(file)) {
            TraceReader.Step step = reader.next();
            while (step == TraceReader.Step.GAP) {
                step = reader.next();
            }
            return step == TraceReader.Step.EVENT;
        } catch (IOException | UnusableTraceException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void a_trace_is_judged_the_same_in_every_format(Path trace) throws Exception {
        Said source = Said.of(trace);
        assertThat(source.events()).isPositive();
        for (Way way : Way.ALL) {
            assertSame(source, trace, way);
        }
        System.out.printf(
                "%s: %,d events, %,d decided, %d findings, %d losses, end proven: %s; the same in %d formats%n",
                trace,
                source.events(),
                source.decided(),
                source.findings().size(),
                source.losses().size(),
                source.endProven(),
                Way.ALL.size());
    }

    private Path assertSame(Said source, Path trace, Way way) throws Exception {
        Path converted = Way.convert(trace, way, folder.resolve("converted"));
        Said said = Said.of(converted);
        String what = trace + " as " + way;
        if (way.equals(Way.TEXT)) {
            assertThat(said.asTracefsCanSay()).as(what).isEqualTo(source.asTracefsCanSay());
        } else {
            assertThat(said).as(what).isEqualTo(source);
        }
        return converted;
    }

    @ParameterizedTest
    @MethodSource("traces")
    void there_and_back_is_the_same_file_byte_for_byte(Path trace) throws Exception {
        for (List<Way> ways :
                List.of(List.of(Way.RAW_CSV, Way.RAW_JSONL), List.of(Way.CANONICAL_CSV, Way.CANONICAL_JSONL))) {
            Path csv = Way.convert(trace, ways.get(0), folder.resolve("there.csv"));
            Path json = Way.convert(csv, ways.get(1), folder.resolve("there.jsonl"));
            Path back = Way.convert(json, ways.get(0), folder.resolve("back.csv"));
            Path again = Way.convert(back, ways.get(1), folder.resolve("again.jsonl"));
            assertThat(Files.mismatch(csv, back)).as(trace + " " + ways).isEqualTo(-1);
            assertThat(Files.mismatch(json, again)).as(trace + " " + ways).isEqualTo(-1);
        }
    }

    @Test
    void what_was_found_is_found_with_the_same_ids() throws Exception {
        Said source = Said.of(BUG);
        assertThat(source.findings()).hasSize(2);
        assertSame(source, BUG, Way.CANONICAL_CSV);
    }

    @Test
    void a_trace_with_holes_is_judged_the_same_in_every_format() throws Exception {
        Path lossy = folder.resolve("trace.txt");
        for (String sidecar : List.of("bases", "uname", "kprobe_profile")) {
            Files.copy(CORRECT.resolveSibling(sidecar), folder.resolve(sidecar));
        }
        Files.writeString(
                lossy,
                LossyTrace.dropRuns(new LossyTrace.Whole(unpack(CORRECT)), 0.05, 60, new SplittableRandom(3))
                        .text());
        Said source = Said.of(lossy);
        assertThat(source.losses()).hasSizeGreaterThan(20);
        assertThat(source.endProven()).isFalse();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (Way way : Way.ALL) {
            new ConvertedTest(elsewhere).assertSame(source, lossy, way);
        }
    }

    /** What a cut text means is tested elsewhere. */
    static List<Way> rows() {
        return List.of(Way.RAW_CSV, Way.CANONICAL_CSV, Way.RAW_JSONL, Way.CANONICAL_JSONL);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_converted_file_that_is_cut_decides_nothing_new(Way way) throws Exception {
        Said source = Said.of(CORRECT);
        byte[] whole = Files.readAllBytes(Way.convert(CORRECT, way, folder.resolve("whole")));
        SplittableRandom random = new SplittableRandom(5);
        List<Integer> cuts = new ArrayList<>(List.of(whole.length - 2, whole.length - 40));
        for (int i = 0; i < CUTS_OF_A_FILE; i++) {
            cuts.add(random.nextInt(whole.length / 20, whole.length));
        }
        for (int cut : cuts) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut));
            Said said = Said.of(file);
            assertThat(said.endProven()).as("cut at " + cut).isFalse();
            assertThat(said.findings()).isSubsetOf(source.findings());
            for (int i = 0; i < said.rules().size(); i++) {
                assertNothingNew(said.rules().get(i), source.rules().get(i), cut);
            }
        }
    }

    private static void assertNothingNew(RuleResult cut, RuleResult whole, int at) {
        assertThat(cut.pass()).as(cut.id() + " cut at " + at).isLessThanOrEqualTo(whole.pass());
        assertThat(cut.violation()).isLessThanOrEqualTo(whole.violation());
        assertThat(cut.hazard()).isLessThanOrEqualTo(whole.hazard());
        assertThat(cut.note()).isLessThanOrEqualTo(whole.note());
    }

    private static String unpack(Path trace) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(trace))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
