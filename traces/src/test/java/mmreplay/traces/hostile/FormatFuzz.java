package mmreplay.traces.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzzes one format's reader with any bytes, whatever they look like. A subclass is one line: the format's name. Its seeds are all
 * cuts among the test resources that have this format, and what is in the folder {@code CLASSInputs} of this package's resources.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class FormatFuzz {

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    /** A larger seed makes every run slow, and the fuzzer finds less in its time. */
    private static final int MOST_BYTES = 8 << 10;

    private final Optional<TraceFormat> format;
    private final Path file;

    /** {@code name} is empty for whatever format the content tells. */
    FormatFuzz(String name) throws IOException {
        format = TraceFormats.all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst();
        if (format.isEmpty() && !name.isEmpty()) {
            throw new IllegalArgumentException("no format " + name);
        }
        file = Wanted.folder().resolve("damaged");
    }

    /** What is fuzzed, or nothing if that is whatever the content tells. */
    Optional<String> name() {
        return format.map(TraceFormat::name);
    }

    Stream<byte[]> seeds() throws IOException {
        List<Pool.Cut> cuts = new ArrayList<>(Pool.of(List.of(RESOURCES), Pool.SMALL));
        cuts.addAll(Pool.built());
        List<byte[]> seeds = new ArrayList<>();
        for (Pool.Cut cut : cuts) {
            if (cut.bytes().length <= MOST_BYTES && isSeed(Files.write(file, cut.bytes()))) {
                seeds.add(cut.bytes());
            }
        }
        return seeds.stream();
    }

    private boolean isSeed(Path cut) throws IOException {
        try (TraceReader reader = TraceFile.open(cut)) {
            return format.isEmpty() || format.get().name().equals(reader.info().format());
        } catch (UnusableTraceException e) {
            return format.isEmpty();
        }
    }

    @MethodSource("seeds")
    @FuzzTest
    void any_bytes_are_read_or_refused_and_always_alike(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Promises.Reading first = Promises.read(file, format);
        assertThat(Promises.read(file, format)).isEqualTo(first);
    }
}
