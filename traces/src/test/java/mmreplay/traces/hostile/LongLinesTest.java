package mmreplay.traces.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A line of a megabyte, of whatever makes a parser look again from each place: in no format it takes more than a moment. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongLinesTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LENGTH = 1_000_000;

    private static final List<String> PATTERNS = List.of(
            "-1",
            "-1 ",
            "a-1 [0",
            "-1 [000]",
            "-1 [000] ....",
            "a-1 [000] d..1. 1.000001: x: ",
            "a-1 [000] d..1. 1.000001: ",
            "a-1 0d..1. 1us : ",
            "CPU:1 [LOST ",
            "CPU:1 [LOST 3 EVENTS]",
            " [1 EVENTS DROPPED]",
            "=",
            "a=",
            "a=1 ",
            "(",
            "(a+0x1/0x2",
            ")",
            "[",
            "{\"a\":",
            "[{",
            "\"",
            "\"\"",
            "\\",
            "\\u0000",
            ",",
            ",\"",
            " ",
            "\t",
            ":",
            ": ",
            "1.",
            "1",
            "0x",
            "# ",
            " => a",
            "<-",
            "\r");

    private final Path file;

    LongLinesTest(@TempDir Path dir) {
        file = dir.resolve("trace");
    }

    static Stream<Arguments> formats() {
        return TraceFormats.all().stream().map(format -> Arguments.of(format.name(), format));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void a_line_of_any_pattern_takes_no_more_than_a_moment(String name, TraceFormat format) {
        String before = "          sh-7       [000] d..2.     1.000001: mark: ";
        for (String pattern : PATTERNS) {
            String line = pattern.repeat(LENGTH / pattern.length());
            byte[] bytes = (before + "first\n" + line + "\n" + before + line + "\n").getBytes(ISO_8859_1);
            Assertions.assertTimeout(LIMIT, () -> read(bytes, format), name + " with " + pattern);
        }
    }

    private void read(byte[] bytes, TraceFormat format) throws IOException {
        Files.write(file, bytes);
        assertThat(Promises.read(file, Optional.of(format)).events()).isGreaterThanOrEqualTo(-1);
    }
}
