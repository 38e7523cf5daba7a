package mmreplay.traces.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import mmreplay.traces.Gap;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's own counts say, and what becomes of several buffers and of clocks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossCountsTest {

    private final Path dir;
    private final DatBuilder dat = DatBuilder.little();

    LossCountsTest(@TempDir Path dir) {
        this.dir = dir;
        dat.cpu(
                0,
                dat.page(100, dat.bytes().tick(0, 7, 1)),
                dat.page(300, dat.bytes().tick(0, 7, 3)));
        dat.cpu(1, dat.page(200, dat.bytes().tick(0, 8, 2)));
    }

    @Test
    void the_end_is_proven_if_the_kernel_counts_what_is_here() throws Exception {
        dat.stat(0, 0, 0, 2).stat(1, 0, 0, 1);
        assertThat(Dats.read(dir, dat.done(Packing.V6)).info().endProven()).isTrue();
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.info().endProven()).isTrue();
        assertThat(read.ledger().issues()).isEmpty();
    }

    @Test
    void the_end_is_not_proven_if_it_counts_more() throws Exception {
        dat.stat(0, 0, 0, 3).stat(1, 0, 0, 1);
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.info().endProven()).isFalse();
        assertThat(read.ledger().count(TraceIssue.END_NOT_PROVEN)).isOne();
    }

    @Test
    void overwritten_events_are_lost_before_their_cpus_first() throws Exception {
        dat.stat(0, 0, 0, 2).stat(1, 12, 0, 1);
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.gaps()).containsExactly(new Gap(1, Gap.UNKNOWN_COUNT, Gap.Cause.HEAD, 2));
        assertThat(read.info().headOverwritten()).isTrue();
        assertThat(read.ledger().count(TraceIssue.HEAD_OVERWRITTEN)).isOne();
    }

    @Test
    void dropped_events_are_lost_where_a_page_ends() throws Exception {
        dat.stat(0, 0, 5, 2).stat(1, 0, 0, 1);
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.gaps())
                .containsExactly(
                        new Gap(0, Gap.UNKNOWN_COUNT, Gap.Cause.MARKER, 3),
                        new Gap(0, Gap.UNKNOWN_COUNT, Gap.Cause.MARKER, 4));
        assertThat(read.info().endProven()).isFalse();
    }

    @Test
    void several_buffers_are_one_stream_and_what_two_record_is_taken_once() throws Exception {
        dat.cpu("kvm", 0, dat.page(150, dat.bytes().tick(0, 7, 1)));
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.events()).extracting(Dats.Seen::text).containsExactly("n=1", "n=2", "n=3");
        assertThat(read.ledger().count(TraceIssue.RECORDED_TWICE)).isOne();
    }

    @Test
    void an_event_names_its_buffer() throws Exception {
        dat.format(DatBuilder.FORMAT.replace("tick", "tock").replace("100", "101"));
        DatBytes other = dat.bytes().record(4, 0).u16(101).u16(0).u32(8).u64(9);
        dat.cpu("kvm", 1, dat.page(250, other));
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.events()).extracting(Dats.Seen::name).containsExactly("tick", "tick", "tock", "tick");
        assertThat(read.events()).extracting(Dats.Seen::buffer).containsExactly("", "", "kvm", "");
    }

    @Test
    void a_buffer_with_another_clock_is_left_out() throws Exception {
        dat.cpu("odd", 0, dat.page(150, dat.bytes().tick(0, 7, 1)));
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.events()).hasSize(3);
        assertThat(read.ledger().count(TraceIssue.BUFFER_LEFT_OUT)).isOne();
    }

    @Test
    void a_clock_that_counts_cycles_is_raw_unless_the_file_converts_it() throws Exception {
        dat.clock("x86-tsc");
        assertThat(Dats.read(dir, dat.done(Packing.V7)).info().clock()).isEqualTo(ClockUnit.RAW);
        dat.option(14, dat.bytes().u32(3).u32(1).u64(0).done());
        dat.option(7, "1000\0".getBytes(StandardCharsets.US_ASCII));
        Dats read = Dats.read(dir, dat.done(Packing.V7));
        assertThat(read.info().clock()).isEqualTo(ClockUnit.EXACT_NANOSECONDS);
        assertThat(read.events()).extracting(Dats.Seen::time).containsExactly(1150L, 1300L, 1450L);
    }

    @Test
    void an_option_that_nobody_knows_is_skipped() throws Exception {
        dat.option(999, new byte[77]).option(10, new byte[5]);
        assertThat(Dats.read(dir, dat.done(Packing.V6)).events()).hasSize(3);
        assertThat(Dats.read(dir, dat.done(Packing.V7)).events()).hasSize(3);
    }
}
