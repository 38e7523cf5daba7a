package mmreplay.invariants.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.invariants.result.Why;
import mmreplay.traces.sidecar.Sidecars;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deletes events from real traces and compares obligation by obligation: no VIOLATION, HAZARD, NOTE or PASS may appear that the
 * whole trace did not have. {@code -Dmmreplay.traces=FOLDER} takes every {@code trace.txt.gz} below a folder instead of the
 * bundled samples, {@code -Dmmreplay.seeds=N} more seeds.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossSoundnessTest {

    private static final int SEEDS = Integer.getInteger("mmreplay.seeds", 6);

    static Stream<Path> traces() throws IOException {
        Path folder = Path.of(System.getProperty("mmreplay.traces", "../traces/samples"));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found =
                    files.filter(file -> file.endsWith("trace.txt.gz")).sorted().toList();
            assertThat(found).as("traces below " + folder).isNotEmpty();
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void a_tenth_lost_in_short_runs_changes_no_verdict(Path trace) {
        Subject subject = new Subject(trace);
        for (long seed = 0; seed < SEEDS; seed++) {
            LossyTrace lossy = LossyTrace.dropRuns(subject.whole, 0.1, 40, new SplittableRandom(seed));
            subject.compare(lossy, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void a_few_long_losses_change_no_verdict(Path trace) {
        Subject subject = new Subject(trace);
        for (long seed = 100; seed < 100 + SEEDS; seed++) {
            LossyTrace lossy = LossyTrace.dropRuns(subject.whole, 0.02, 600, new SplittableRandom(seed));
            subject.compare(lossy, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void a_single_lost_event_changes_no_verdict(Path trace) {
        Subject subject = new Subject(trace);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < SEEDS; i++) {
            int at = random.nextInt(subject.whole.size());
            subject.compare(LossyTrace.dropRun(subject.whole, at, 1), "line " + at);
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void a_cut_file_changes_no_verdict(Path trace) {
        Subject subject = new Subject(trace);
        int size = subject.whole.size();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < SEEDS; i++) {
            int at = random.nextInt(size);
            for (boolean header : new boolean[] {true, false}) {
                subject.compare(LossyTrace.cut(subject.whole, 0, at, header), "head up to " + at);
                subject.compare(LossyTrace.cut(subject.whole, at, size, header), "tail from " + at);
            }
        }
    }

    /** One trace and what it says whole. */
    private static final class Subject {
        final LossyTrace.Whole whole;
        final Sidecars sidecars;
        final Map<String, Set<String>> verdicts = new HashMap<>();

        Subject(Path trace) {
            whole = new LossyTrace.Whole(unpack(trace));
            sidecars = Sidecars.beside(trace);
            List<Verdicted> all = Verdicted.replay(String.join("\n", whole.lines) + "\n", sidecars);
            assertThat(all.stream().filter(Verdicted::decided)).isNotEmpty();
            for (Verdicted one : all) {
                verdicts.computeIfAbsent(one.rule() + "@" + one.line(), key -> new HashSet<>())
                        .add(String.valueOf(one.verdict()));
            }
        }

        void compare(LossyTrace lossy, String what) {
            for (Verdicted one : Verdicted.replay(lossy.text(), sidecars)) {
                if (one.decided()) {
                    int line = lossy.originalLines().get((int) one.line());
                    assertThat(verdicts.getOrDefault(one.rule() + "@" + line, Set.of()))
                            .as(
                                    "%s: %s at line %d of the whole trace, %s in the lossy one",
                                    what, one.rule(), line, one)
                            .contains(String.valueOf(one.verdict()));
                }
            }
        }
    }

    static String unpack(Path trace) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(trace))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean onObjectBornHere(Verdicted one) {
        return one.why() != Why.PRE_TRACE;
    }
}
