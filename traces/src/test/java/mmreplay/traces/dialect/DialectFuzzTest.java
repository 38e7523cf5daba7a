package mmreplay.traces.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.provider.MethodSource;

/** Users write dialects of their own: whatever is in such a file, it is read or refused in words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DialectFuzzTest {

    static Stream<byte[]> seeds() throws IOException {
        Path shipped = Path.of("src", "main", "resources", "mmreplay", "traces", "dialects");
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(shipped)) {
            for (Path file : files.sorted().toList()) {
                if (Files.size(file) < 10_000) {
                    seeds.add(Files.readAllBytes(file));
                }
            }
        }
        return seeds.stream();
    }

    @MethodSource("seeds")
    @FuzzTest
    void any_file_is_a_dialect_or_refused_with_its_name(byte[] bytes) {
        try {
            assertThat(DialectReader.read("my.json", bytes).name()).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("my.json: ");
        }
    }
}
