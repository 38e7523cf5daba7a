package mmreplay.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged bytes are counted: no exception, and every line in one bucket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MutationTest {

    private static final int ROUNDS = 700;
    private static final int MOST_BYTES = 9000;
    private static final byte[] LIKELY = " \t\n\r:-[]().#=,>0x9fF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] KEYS = {key("pfn"), key("$0"), key("$9"), key("reason"), key("next_comm")};

    private static byte[] key(String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    private final Path file;

    MutationTest(@TempDir Path dir) {
        file = dir.resolve("damaged");
    }

    /** Every text is read as what it is, and the first bytes of one as what it is not. */
    @ParameterizedTest
    @CsvSource({
        "tracefs, tracefs/trace.txt",
        "tracefs, tracefs/trace.latency.txt",
        "tracefs, tracefs/trace.verbose-latency.txt",
        "tracefs, tracefs/trace_pipe.txt",
        "tracefs, tracefs/overwritten.txt",
        "tracefs, tracefs/kprobes.txt",
        "tracefs, tracefs/mmstate.txt",
        "perf-script, perf/perf-script.txt",
        "perf-script, perf/callchains.txt",
        "perf-script, perf/lost.txt",
        "perf-script, tracecmd/report.txt",
        "trace-cmd-report, tracecmd/report-ts-diff.txt",
        "trace-cmd-report, tracecmd/report-l.txt",
        "trace-cmd-report, tracecmd/dropped.txt",
        "trace-cmd-report, tracecmd/mmstate.txt",
        "trace-cmd-report, perf/perf-script.txt",
    })
    void damaged_bytes_are_counted_and_never_thrown(String format, String name) throws Exception {
        Optional<TraceFormat> stated = TraceFormats.all().stream()
                .filter(one -> one.name().equals(format))
                .findFirst();
        byte[] start = cut(name);
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] bytes = start.clone();
            Random random = new Random(seed);
            int mutations = 1 + random.nextInt(40);
            for (int i = 0; i < mutations; i++) {
                boolean likely = random.nextBoolean();
                bytes[random.nextInt(bytes.length)] =
                        likely ? LIKELY[random.nextInt(LIKELY.length)] : (byte) random.nextInt(256);
            }
            try {
                Files.write(file, bytes);
                readAll(stated);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(name + ", seed " + seed, e);
            }
        }
    }

    private static byte[] cut(String name) throws IOException {
        try (InputStream in = MutationTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readNBytes(MOST_BYTES);
        }
    }

    private void readAll(Optional<TraceFormat> stated) throws IOException, UnusableTraceException {
        long events = 0;
        assertThat(stated).isPresent();
        try (TraceReader reader = TraceFile.open(file, stated)) {
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
