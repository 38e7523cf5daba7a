package mmreplay.traces.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mmreplay.traces.Gap;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages made by hand, in both byte orders and with both sizes of the kernel's long, in both versions of the file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RingPagesTest {

    private static final long MISSED = 1L << 31;
    private static final long STORED = 1L << 30;

    private final Path dir;

    RingPagesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    static Stream<Arguments> machines() {
        return Stream.of(false, true).flatMap(big -> Stream.of(4, 8)
                .flatMap(longSize -> Stream.of(Packing.values()).map(packing -> Arguments.of(big, longSize, packing))));
    }

    private static DatBuilder builder(boolean big, int longSize) {
        return new DatBuilder(big, longSize);
    }

    private Dats read(DatBuilder builder, Packing packing) throws Exception {
        return Dats.read(dir, builder.done(packing));
    }

    private static List<Long> times(Dats read) {
        return read.events().stream().map(Dats.Seen::time).toList();
    }

    private static List<String> texts(Dats read) {
        return read.events().stream().map(Dats.Seen::text).toList();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void every_kind_of_record_moves_the_time_as_in_the_kernel(boolean big, int longSize, Packing packing)
            throws Exception {
        DatBuilder dat = builder(big, longSize);
        DatBytes records = dat.bytes()
                .tick(10, 7, 1)
                .record(30, 5)
                .u32(2) // a time extend: 5 + (2 << 27)
                .tick(1, 7, 2)
                .record(31, 77)
                .u32(9) // an absolute stamp: 77 + (9 << 27)
                .tick(0, 7, 3)
                .record(29, 4)
                .u32(8) // a discarded event, 8 bytes behind its head
                .u32(0)
                .record(0, 3)
                .u32(20) // an event with its length in a word of its own
                .u16(100)
                .u16(0)
                .u32(8)
                .u64(4)
                .record(29, 0)
                .u32(0); // nothing behind it
        dat.cpu(0, dat.page(1000, records), dat.page(5_000_000_000L, dat.bytes().tick(1, 0, 5)));
        Dats read = read(dat, packing);
        assertThat(texts(read)).containsExactly("n=1", "n=2", "n=3", "n=4", "n=5");
        long stamp = 77 + (9L << 27);
        assertThat(times(read)).containsExactly(1010L, 1016 + (2L << 27), stamp, stamp + 7, 5_000_000_001L);
        assertThat(read.events())
                .extracting(Dats.Seen::comm)
                .containsExactly("seven", "seven", "seven", "e-i g:ht", "<idle>");
        assertThat(read.events()).extracting(Dats.Seen::line).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(read.gaps()).isEmpty();
        assertThat(read.info().clock()).isEqualTo(ClockUnit.EXACT_NANOSECONDS);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void missed_events_are_a_gap_of_their_cpu_with_the_count_if_it_is_stored(boolean big, int longSize, Packing packing)
            throws Exception {
        DatBuilder dat = builder(big, longSize);
        dat.cpu(
                0,
                dat.page(100, MISSED, -1, dat.bytes().tick(0, 7, 1)),
                dat.page(300, MISSED | STORED, 41, dat.bytes().tick(0, 7, 3)),
                dat.page(500, MISSED, -1, dat.bytes().tick(0, 7, 5)));
        dat.cpu(1, dat.page(200, dat.bytes().tick(0, 8, 2).tick(200, 8, 4)));
        Dats read = read(dat, packing);
        assertThat(texts(read)).containsExactly("n=1", "n=2", "n=3", "n=4", "n=5");
        assertThat(read.gaps())
                .containsExactly(
                        new Gap(0, Gap.UNKNOWN_COUNT, Gap.Cause.HEAD, 1),
                        new Gap(0, 41, Gap.Cause.MARKER, 3),
                        new Gap(0, Gap.UNKNOWN_COUNT, Gap.Cause.MARKER, 5));
        assertThat(read.info().endProven()).isFalse();
        assertThat(read.info().cpus()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void damage_in_a_page_costs_the_rest_of_this_page_only(boolean big, int longSize, Packing packing)
            throws Exception {
        DatBuilder dat = builder(big, longSize);
        DatBytes longer = dat.bytes().tick(0, 7, 1).record(28, 0).u32(0);
        DatBytes unknown =
                dat.bytes().record(4, 0).u16(999).u16(0).u32(7).u64(0).tick(0, 7, 2);
        dat.cpu(
                0,
                dat.page(100, longer),
                dat.page(200, 4000, -1, dat.bytes()),
                dat.page(300, unknown),
                dat.page(400, dat.bytes().record(1, 0).u32(100)),
                dat.page(-1, dat.bytes().tick(0, 7, 8)),
                dat.page(500, dat.bytes().record(0, 0).u32(-1)),
                dat.page(600, dat.bytes().tick(0, 7, 3)));
        Dats read = read(dat, packing);
        assertThat(texts(read)).containsExactly("n=1", "n=2", "n=3");
        assertThat(read.gaps()).allMatch(gap -> gap.cause() == Gap.Cause.DAMAGED && gap.cpu() == 0);
        assertThat(read.ledger().count(TraceIssue.DAMAGED_PAGE)).isEqualTo(3);
        assertThat(read.ledger().count(TraceIssue.UNKNOWN_EVENT)).isOne();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void an_absolute_stamp_whose_bits_went_round_is_later_all_the_same(boolean big, int longSize, Packing packing)
            throws Exception {
        DatBuilder dat = builder(big, longSize);
        long high = 3L << 59;
        long bits = 1L << 59;
        long low = 1234;
        DatBytes records = dat.bytes()
                .tick(0, 7, 1)
                .record(31, low & ((1 << 27) - 1))
                .u32(low >>> 27)
                .tick(1, 7, 2)
                .record(31, (bits - 1) & ((1 << 27) - 1))
                .u32((bits - 1) >>> 27)
                .tick(0, 7, 3);
        dat.cpu(0, dat.page(high + bits - 10, records));
        assertThat(times(read(dat, packing)))
                .containsExactly(high + bits - 10, high + bits + low + 1, high + 2 * bits - 1);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void each_buffer_has_pages_of_its_own_size_in_version_7(boolean big, int longSize, Packing packing)
            throws Exception {
        DatBuilder dat = builder(big, longSize);
        dat.format(DatBuilder.FORMAT.replace("tick", "tock").replace("100", "101"));
        dat.cpu(0, dat.page(100, dat.bytes().tick(0, 7, 1)));
        boolean larger = packing != Packing.V6;
        byte[] first = dat.page(50, dat.tock(0, 8, 5));
        byte[] second = dat.page(150, dat.tock(0, 99, 6));
        dat.cpu("kvm", 3, larger ? Arrays.copyOf(first, 2048) : first, larger ? Arrays.copyOf(second, 2048) : second);
        Dats read = read(dat, packing);
        assertThat(texts(read)).containsExactly("n=5", "n=1", "n=6");
        assertThat(read.events()).extracting(Dats.Seen::buffer).containsExactly("kvm", "", "kvm");
        assertThat(read.events()).extracting(Dats.Seen::comm).containsExactly("e-i g:ht", "seven", "<...>");
        assertThat(read.gaps()).isEmpty();
    }
}
