package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AheadTest {

    private static final byte[] PLAIN =
            "mm_page_alloc: page=ffffea00000670c0 ".repeat(100).getBytes(US_ASCII);

    private final Ahead ahead = new Ahead(Compression.ZLIB);

    private static byte[] packed() {
        Deflater deflater = new Deflater();
        deflater.setInput(PLAIN);
        deflater.finish();
        byte[] packed = new byte[PLAIN.length];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    @Test
    void the_chunk_that_was_begun_is_there_once() {
        ahead.begin(7, packed(), PLAIN.length, 0);
        assertThat(ahead.take(7)).isEqualTo(PLAIN);
        assertThat(ahead.take(7)).isNull();
    }

    @Test
    void another_chunk_than_the_one_that_was_begun_is_not_there() {
        assertThat(ahead.take(0)).isNull();
        ahead.begin(7, packed(), PLAIN.length, 0);
        assertThat(ahead.take(8)).isNull();
    }

    @Test
    void a_damaged_chunk_is_left_to_its_reader() {
        byte[] damaged = packed();
        damaged[2] ^= 0x55;
        ahead.begin(7, damaged, PLAIN.length, 0);
        assertThat(ahead.take(7)).isNull();
        ahead.begin(8, packed(), PLAIN.length + 1, 0);
        assertThat(ahead.take(8)).isNull();
    }

    @Test
    void no_chunk_is_begun_that_would_take_much_memory() {
        assertThat(ahead.wants(1L << 30)).isFalse();
    }
}
