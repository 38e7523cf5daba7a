package mmreplay.traces.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import mmreplay.traces.ByteLines;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.hostile.Mutator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged bytes are counted: no exception, and every line in one bucket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MutationTest {

    private static final int ROUNDS = 700;
    private static final byte[][] KEYS = {key("pfn"), key("$0"), key("$9"), key("reason"), key("next_comm")};

    private static byte[] key(String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace.txt",
                "trace.latency.txt",
                "trace.verbose-latency.txt",
                "trace_pipe.txt",
                "overwritten.txt",
                "kprobes.txt",
                "mmstate.txt"
            })
    void damaged_bytes_are_counted_and_never_thrown(String name) throws IOException {
        byte[] original = Reading.resource(name);
        byte[] start = Arrays.copyOf(original, Math.min(original.length, 9000));
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] bytes = Mutator.sprinkle(start, 250, new SplittableRandom(seed));
            try {
                readAll(bytes);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(name + ", seed " + seed, e);
            }
        }
    }

    private static void readAll(byte[] bytes) throws IOException {
        long events = 0;
        try (TraceReader reader = new TracefsTextReader(new ByteLines(new ByteArrayInputStream(bytes)))) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    touch(reader.event());
                    events++;
                }
            }
            assertThat(reader.ledger().adds()).isTrue();
            assertThat(reader.info().events()).isEqualTo(events);
            assertThat(reader.next()).isEqualTo(TraceReader.Step.END);
        }
    }

    private static void touch(RawEvent event) {
        assertThat(event.cpu()).isBetween(0, 65535);
        assertThat(event.comm()).isNotNull();
        assertThat(event.text()).isNotNull();
        for (byte[] key : KEYS) {
            int field = event.field(key, 1);
            event.number(field);
            event.hex(field);
            event.inParens(field);
            event.isNumber(field);
            event.is(field, key);
            assertThat(event.value(field)).isNotNull();
        }
    }
}
