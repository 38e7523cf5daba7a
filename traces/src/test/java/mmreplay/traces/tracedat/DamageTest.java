package mmreplay.traces.tracedat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mmreplay.traces.Gap;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.hostile.Mutator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files: read as far as they go or refused, in bounded time, and never an exception. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DamageTest {

    private static final int ROUNDS = 60;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final byte[][] EXTREMES = {bytes(0xff, 8), bytes(0, 4), bytes(0x7f, 4), {(byte) 0x80}};

    private final Path dir;

    DamageTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private static byte[] bytes(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static List<String> samples() {
        return Dats.SAMPLES;
    }

    private static byte[] small(Packing packing) {
        return DatBuilder.example(false, 8, packing);
    }

    /** Within the unused rest of a page. */
    private static boolean isBlank(byte[] bytes, int at) {
        for (int i = Math.max(0, at - 8); i < Math.min(bytes.length, at + 8); i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void no_size_and_no_offset_is_believed(Packing packing) {
        Assertions.assertTimeout(LIMIT, () -> {
            byte[] whole = small(packing);
            for (int at = 10; at < whole.length; at++) {
                if (isBlank(whole, at)) {
                    continue;
                }
                for (byte[] extreme : EXTREMES) {
                    byte[] bytes = whole.clone();
                    System.arraycopy(extreme, 0, bytes, at, Math.min(extreme.length, bytes.length - at));
                    survive(bytes, "byte " + at + " of " + packing);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void a_file_may_end_anywhere(Packing packing) {
        Assertions.assertTimeout(LIMIT, () -> {
            byte[] whole = small(packing);
            for (int length = 10; length < whole.length; length += 7) {
                survive(Arrays.copyOf(whole, length), "cut to " + length);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void random_damage_is_survived(String sample) {
        Assertions.assertTimeout(LIMIT, () -> {
            byte[] whole = Dats.sample(sample);
            for (int seed = 0; seed < ROUNDS; seed++) {
                byte[] bytes = Mutator.mutate(whole, whole, new SplittableRandom(seed));
                survive(bytes, sample + ", seed " + seed);
            }
        });
    }

    private void survive(byte[] bytes, String what) throws IOException {
        try {
            Dats.survive(dir, bytes);
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void a_refusal_names_the_file_the_place_and_the_cure() {
        byte[] whole = small(Packing.V7);
        whole[12] = 9;
        assertThatThrownBy(() -> Dats.read(dir, whole))
                .isInstanceOf(UnusableTraceException.class)
                .hasMessageContainingAll("trace.dat", "byte 12", "copy it again");
    }

    @Test
    void a_cpu_whose_pages_are_cut_off_is_damaged_behind_its_last_event() throws Exception {
        DatBuilder dat = DatBuilder.little();
        dat.cpu(
                0,
                dat.page(100, dat.bytes().tick(0, 7, 1)),
                dat.page(300, dat.bytes().tick(0, 7, 3)));
        dat.cpu(1, dat.page(200, dat.bytes().tick(0, 8, 2)));
        byte[] whole = dat.done(Packing.V6);
        Dats read = Dats.read(dir, Arrays.copyOf(whole, whole.length - DatBuilder.PAGE - 1));
        assertThat(read.events()).hasSize(2);
        assertThat(read.gaps()).extracting(Gap::cpu).containsExactly(1, 0);
        assertThat(read.info().endProven()).isFalse();
    }
}
