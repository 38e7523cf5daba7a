package mmreplay.invariants.loss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.SplittableRandom;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.traces.hostile.Mutator;
import mmreplay.traces.sidecar.Sidecars;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace is whatever its author wanted it to be: no value in it may bring the replay down. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileTraceTest {

    private static final int LINES = 4000;
    private static final int ROUNDS = Integer.getInteger("mmreplay.rounds", 40);

    @ParameterizedTest
    @MethodSource("mmreplay.invariants.loss.RealTraces#files")
    void damaged_values_never_bring_the_replay_down(Path trace) {
        LossyTrace.Whole whole = new LossyTrace.Whole(RealTraces.text(trace));
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int from = random.nextInt(Math.max(1, whole.size() - LINES));
            String text = LossyTrace.cut(whole, from, from + LINES, true).text();
            byte[] bytes = Mutator.sprinkle(text.getBytes(ISO_8859_1), 100, random);
            String damaged = new String(bytes, ISO_8859_1);
            assertThatCode(() -> Verdicted.replay(damaged, Sidecars.beside(trace)))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }
}
