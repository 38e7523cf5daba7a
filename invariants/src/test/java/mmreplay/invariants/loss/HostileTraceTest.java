package mmreplay.invariants.loss;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import mmreplay.invariants.replay.Verdicted;
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
    private static final String DIGITS = "0123456789abcdefx-=: []#\n";

    @ParameterizedTest
    @MethodSource("mmreplay.invariants.loss.LossSoundnessTest#traces")
    void damaged_values_never_bring_the_replay_down(Path trace) {
        LossyTrace.Whole whole = new LossyTrace.Whole(LossSoundnessTest.unpack(trace));
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int from = random.nextInt(Math.max(1, whole.size() - LINES));
            String text = LossyTrace.cut(whole, from, from + LINES, true).text();
            String damaged = damage(text, random);
            assertThatCode(() -> Verdicted.replay(damaged, Sidecars.beside(trace)))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    /** Changes about one byte in two hundred, digits mostly, and now and then repeats a line or leaves one out. */
    private static String damage(String text, SplittableRandom random) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length / 200; i++) {
            int at = random.nextInt(bytes.length);
            boolean digit = random.nextInt(4) != 0;
            bytes[at] = digit ? (byte) DIGITS.charAt(random.nextInt(DIGITS.length())) : (byte) random.nextInt(256);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
