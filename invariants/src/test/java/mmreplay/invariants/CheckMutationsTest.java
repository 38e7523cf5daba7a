package mmreplay.invariants;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import mmreplay.invariants.result.Result;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.hostile.Mutations;
import mmreplay.traces.hostile.Mutator;
import mmreplay.traces.hostile.Pool;
import mmreplay.traces.hostile.Wanted;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Random damage of real traces and of the files beside them, through the machine and every rule. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckMutationsTest {

    private static final Path SAMPLES = Path.of("..", "traces", "samples");

    /** Long enough that pages are mapped, locked and freed in it. */
    private static final int CUT = 20_000;

    private static final byte[] BASES =
            "vmemmap_base=0xffffea0000000000\npage_offset_base=0xffff888000000000\n".getBytes(US_ASCII);
    private static final int WITHOUT_BASES = 3;

    /** To judge a trace takes so many times as long as to read it. */
    private static final int DEARER = 100;

    /** Beside every trace lie base addresses, damaged in one trace of three and absent in another. */
    private static void check(Path file, long seed) throws IOException {
        Path bases = file.resolveSibling("bases");
        long kind = Long.remainderUnsigned(seed, WITHOUT_BASES);
        if (kind == 0) {
            Files.deleteIfExists(bases);
        } else {
            Files.write(bases, kind == 1 ? BASES : Mutator.mutate(BASES, BASES, new SplittableRandom(seed)));
        }
        CheckAll check = new CheckAll(Set.of(), Optional.empty());
        try (Trace trace = new FileTrace(file, TraceOptions.STANDARD)) {
            check.add(trace, bytes -> {});
        } catch (UnusableTraceException e) {
            return;
        }
        Result result = check.result("0", 0);
        assertThat(result.inputs()).hasSize(1);
        assertThat(result.rules()).isNotEmpty();
    }

    @Test
    void damaged_traces_are_judged_or_refused() throws IOException {
        List<Pool.Cut> cuts = Pool.of(Wanted.folders(SAMPLES), CUT);
        Path folder = Wanted.folder();
        folder.resolve("bases").toFile().deleteOnExit();
        long count = Math.max(1, Wanted.mutations(40_000) / DEARER);
        new Mutations(cuts, folder).run("check", CheckMutationsTest::check, Wanted.seed(), count);
    }
}
