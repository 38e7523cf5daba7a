package mmreplay.traces.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import mmreplay.traces.ByteLines;
import mmreplay.traces.tracedat.DatBuilder;
import mmreplay.traces.tracedat.Packing;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that would take all the stack, all the memory or all day, if a reader let them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LiesAboutSizesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path file;

    LiesAboutSizesTest(@TempDir Path dir) {
        file = dir.resolve("trace");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private Promises.Reading read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return Assertions.assertTimeout(LIMIT, () -> Promises.read(file, Optional.empty()));
    }

    @Test
    void a_hundred_thousand_empty_gzip_members_need_no_stack() throws IOException {
        byte[] empty = gzip(new byte[0]);
        byte[] line = gzip("first\nsecond\n".getBytes(ISO_8859_1));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(line);
        for (int i = 0; i < 100_000; i++) {
            all.write(empty);
        }
        all.write(line);
        int lines = 0;
        try (ByteLines in = new ByteLines(new ByteArrayInputStream(all.toByteArray()))) {
            while (in.next() == ByteLines.Line.WHOLE) {
                lines++;
            }
            assertThat(in.cut()).isFalse();
        }
        assertThat(lines).isEqualTo(4);
    }

    @Test
    void a_format_of_a_million_newlines_is_read_in_one_pass() throws IOException {
        String newlines = "\n".repeat((1 << 20) - 1000);
        byte[] bytes = DatBuilder.withFormat("name: tick\nID: 100\n" + newlines + "x", Packing.V7_ZLIB);
        assertThat(bytes.length).isLessThan(10_000);
        assertThat(read(bytes).events()).isPositive();
    }

    @Test
    void ten_megabytes_of_tabs_behind_a_name_are_read_in_one_pass() throws IOException {
        String tabs = ("name:" + "\t".repeat(500_000) + "\nID:" + "\t".repeat(500_000) + "x\n");
        byte[] bytes = DatBuilder.withFormat("name: tick\nID: 100\n" + tabs, Packing.V7_ZLIB);
        assertThat(read(bytes).events()).isPositive();
    }

    @Test
    void zeros_that_were_compressed_a_thousandfold_are_one_long_line() throws IOException {
        assertThat(read(gzip(new byte[100 << 20])).events()).isEqualTo(-1);
    }

    @Test
    void symbols_that_fill_a_section_do_not_fill_the_memory() throws IOException {
        String symbols = "ffffffff81000000 T a\n".repeat(1_500_000);
        byte[] bytes = DatBuilder.withSymbols(symbols, Packing.V7_ZLIB);
        assertThat(bytes.length).isLessThan(1 << 20);
        assertThat(read(bytes).events()).isPositive();
    }
}
