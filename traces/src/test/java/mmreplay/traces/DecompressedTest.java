package mmreplay.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DecompressedTest {

    private static final int LINES = 20_000;
    /** What lies before it is looked at when the stream is opened. */
    private static final int HEADER = 32;

    /** A compression, and its own writer. */
    enum Format {
        NONE {
            @Override
            OutputStream into(OutputStream out) {
                return out;
            }
        },
        GZIP {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZSTD {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new ZstdOutputStream(out);
            }
        },
        XZ {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new XZOutputStream(out, new LZMA2Options());
            }
        };

        abstract OutputStream into(OutputStream out) throws IOException;

        byte[] file() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            SplittableRandom random = new SplittableRandom(1);
            try (OutputStream out = into(bytes)) {
                for (int i = 0; i < LINES; i++) {
                    out.write((i + " " + random.nextLong() + "\n").getBytes(UTF_8));
                }
            }
            return bytes.toByteArray();
        }
    }

    /** How many whole lines come out, each of them checked; -1 minus that if the stream is said to be cut. */
    private static int lines(byte[] file) throws IOException {
        int count = 0;
        try (ByteLines lines = new ByteLines(new ByteArrayInputStream(file))) {
            for (ByteLines.Line line = lines.next(); line != ByteLines.Line.END; line = lines.next()) {
                if (line == ByteLines.Line.WHOLE) {
                    String text = new String(lines.bytes(), lines.from(), lines.to() - lines.from(), UTF_8);
                    assertThat(text).startsWith(count + " ");
                    count++;
                }
            }
            return lines.cut() ? -1 - count : count;
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void what_was_compressed_comes_out_again(Format format) throws IOException {
        assertThat(lines(format.file())).isEqualTo(LINES);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void a_stream_that_is_cut_gives_what_it_holds_and_says_so(Format format) throws IOException {
        byte[] file = format.file();
        assertThat(lines(Arrays.copyOf(file, file.length * 3 / 4))).isBetween(-LINES, -1);
    }

    /** Damage may go unseen in a stream without checksums; it must never be an exception. */
    @ParameterizedTest
    @EnumSource(value = Format.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void no_damage_behind_the_header_makes_it_fail(Format format) throws IOException {
        byte[] file = format.file();
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = file.clone();
            int at = HEADER + (round < 20 ? round : random.nextInt(damaged.length - HEADER));
            damaged[at] = (byte) random.nextInt(256);
            try (ByteLines lines = new ByteLines(new ByteArrayInputStream(damaged))) {
                while (lines.next() != ByteLines.Line.END) {
                    assertThat(lines.to()).isGreaterThanOrEqualTo(lines.from());
                }
            }
        }
    }
}
