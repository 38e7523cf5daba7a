package mmreplay.traces;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ByteLinesTest {

    private static final String EVENT =
            "            bash-12      [001] .....     1.000001: rss_stat: pfn=0x12 size=7B\n";

    /** {@code text}, repeated until {@code length} bytes are out, then {@code tail}. */
    private static class Repeated extends InputStream {

        private final byte[] text;
        private final ByteArrayInputStream tail;
        private final long length;
        private long at;

        Repeated(String text, long length, String tail) {
            this.text = text.getBytes(US_ASCII);
            this.tail = new ByteArrayInputStream(tail.getBytes(US_ASCII));
            this.length = length;
        }

        @Override
        public int read() {
            return at < length ? text[(int) (at++ % text.length)] : tail.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) {
            if (at >= length) {
                return tail.read(bytes, offset, wanted);
            }
            int n = (int) Math.min(wanted, length - at);
            if (text.length == 1) {
                Arrays.fill(bytes, offset, offset + n, text[0]);
                at += n;
            } else {
                for (int i = 0; i < n; i++) {
                    bytes[offset + i] = text[(int) (at++ % text.length)];
                }
            }
            return n;
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long drain(TraceReader reader) throws IOException {
        long sum = 0;
        int hint = -1;
        byte[] key = "size".getBytes(US_ASCII);
        for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
            if (step == TraceReader.Step.EVENT) {
                hint = reader.event().field(key, hint);
                sum += reader.event().number(hint);
            }
        }
        return sum;
    }

    @Test
    void a_line_of_ten_gigabytes_is_skipped_in_constant_memory() throws IOException {
        TraceReader reader = new TracefsTextReader(new ByteLines(new Repeated("x", 10_000_000_000L, "\n" + EVENT)));
        long before = allocated();
        assertThat(drain(reader)).isEqualTo(7);
        assertThat(allocated() - before).isLessThan(8 << 20);
        assertThat(reader.ledger().count(TraceIssue.LINE_TOO_LONG)).isOne();
        assertThat(reader.ledger().count(Bucket.ISSUE)).isOne();
        assertThat(reader.ledger().lines()).isEqualTo(2);
        assertThat(reader.info().events()).isOne();
    }

    @Test
    void a_line_of_exactly_the_limit_is_delivered_and_one_byte_more_is_not() throws IOException {
        String longest = "x".repeat(ByteLines.MAX_LINE);
        ByteLines lines = lines(longest + "\n" + longest + "y\nz\n");
        assertThat(lines.next()).isEqualTo(ByteLines.Line.WHOLE);
        assertThat(lines.to() - lines.from()).isEqualTo(ByteLines.MAX_LINE);
        assertThat(lines.next()).isEqualTo(ByteLines.Line.TOO_LONG);
        assertThat(lines.next()).isEqualTo(ByteLines.Line.WHOLE);
        assertThat(lines.bytes()[lines.from()]).isEqualTo((byte) 'z');
        assertThat(lines.next()).isEqualTo(ByteLines.Line.END);
        assertThat(lines.next()).isEqualTo(ByteLines.Line.END);
    }

    @Test
    void nothing_is_delivered_of_a_too_long_line_wherever_it_ends() throws IOException {
        for (int more = 1; more < 600 << 10; more += 37_000) {
            String line = "x".repeat(ByteLines.MAX_LINE + more);
            ByteLines lines = lines(line + "\n" + line);
            assertThat(lines.next()).isEqualTo(ByteLines.Line.TOO_LONG);
            assertThat(lines.to()).isEqualTo(lines.from());
            assertThat(lines.next()).isEqualTo(ByteLines.Line.TOO_LONG);
            assertThat(lines.to()).isEqualTo(lines.from());
        }
    }

    @Test
    void a_line_of_the_limit_is_whole_although_its_newline_comes_later_than_its_carriage_return() throws IOException {
        InputStream in = new Repeated("x", ByteLines.MAX_LINE, "\r\n") {
            @Override
            public int read(byte[] bytes, int offset, int wanted) {
                return super.read(bytes, offset, Math.min(wanted, 1));
            }
        };
        ByteLines lines = new ByteLines(in);
        assertThat(lines.next()).isEqualTo(ByteLines.Line.WHOLE);
        assertThat(lines.to() - lines.from()).isEqualTo(ByteLines.MAX_LINE);
    }

    @Test
    void a_too_long_last_line_ends_the_stream() throws IOException {
        ByteLines lines = lines("x".repeat(3 * ByteLines.MAX_LINE));
        assertThat(lines.next()).isEqualTo(ByteLines.Line.TOO_LONG);
        assertThat(lines.next()).isEqualTo(ByteLines.Line.END);
    }

    private static ByteLines lines(String text) throws IOException {
        return new ByteLines(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    }

    @Test
    void lines_across_the_chunks_are_whole() throws IOException {
        TraceReader reader = new TracefsTextReader(new ByteLines(new Repeated(EVENT, 20_000L * EVENT.length(), "")));
        assertThat(drain(reader)).isEqualTo(7 * 20_000);
        assertThat(reader.ledger().count(Bucket.EVENT_NOT_NEEDED)).isEqualTo(20_000);
        assertThat(reader.bytesRead()).isEqualTo(20_000L * EVENT.length());
    }

    @Test
    void an_event_allocates_nothing() throws IOException {
        int events = 300_000;
        TraceReader reader =
                new TracefsTextReader(new ByteLines(new Repeated(EVENT, (long) events * EVENT.length(), "")));
        long before = allocated();
        drain(reader);
        assertThat((double) (allocated() - before) / events).isLessThan(1.0);
    }
}
