package mmreplay.traces.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import mmreplay.traces.ByteLines;
import mmreplay.traces.ByteLines.Line;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of gzip, zstd and xz, or what claims to be one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DecompressedFuzzTest {

    static Stream<byte[]> seeds() throws IOException {
        return Pool.compressed(List.of(Path.of("src", "test", "resources"))).stream()
                .map(Pool.Cut::bytes);
    }

    @MethodSource("seeds")
    @FuzzTest
    void any_stream_is_lines_up_to_its_damage(byte[] bytes) throws IOException {
        assertThat(digest(bytes)).isEqualTo(digest(bytes));
    }

    /** Of the lines, or of the refusal. */
    private static long digest(byte[] bytes) throws IOException {
        long digest = 0;
        try (ByteLines lines = new ByteLines(new ByteArrayInputStream(bytes))) {
            for (Line line = lines.next(); line != Line.END; line = lines.next()) {
                digest = 31 * digest + line.ordinal();
                assertThat(lines.to() - lines.from()).isBetween(0, ByteLines.MAX_LINE);
                for (int at = lines.from(); at < lines.to(); at++) {
                    digest = 31 * digest + lines.bytes()[at];
                }
            }
            assertThat(lines.bytesRead()).isLessThanOrEqualTo(bytes.length);
            return 2 * digest + (lines.cut() ? 1 : 0);
        } catch (EOFException | ZipException e) {
            return -1;
        }
    }
}
