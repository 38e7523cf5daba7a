package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no recording at hand has: the other byte order, 32-bit kernels, instances, and options that move the time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceCmdBuiltTest {

    private static final long LATE = 7_000_000_000L;

    private final Path dir;

    TraceCmdBuiltTest(@TempDir Path dir) {
        this.dir = dir;
    }

    static Stream<Arguments> machines() {
        return RingPagesTest.machines();
    }

    /** Two CPUs, an instance with an event of its own, long times. */
    private static DatBuilder built(boolean big, int longSize) {
        DatBuilder dat = cpus(new DatBuilder(big, longSize));
        dat.format(DatBuilder.FORMAT.replace("tick", "tock").replace("100", "101"));
        dat.cpu("kvm", 0, dat.page(LATE + 400, dat.tock(0, 7, 5)));
        return dat.cpu("kvm", 1, dat.page(LATE + 300, dat.tock(0, 8, 6)));
    }

    private static DatBuilder cpus(DatBuilder dat) {
        dat.cpu(
                0,
                dat.page(LATE, dat.bytes().tick(0, 7, 1).record(30, 5).u32(2).tick(1, 7, 2)),
                dat.page(2 * LATE, dat.bytes().record(31, 77).u32(200).tick(3, 7, 3)));
        return dat.cpu(1, dat.page(LATE + 500, dat.bytes().tick(0, 8, 0xfedcba9876543210L)));
    }

    /** Debian's trace-cmd knows no zlib: there the same bytes without it must do. */
    private void compare(DatBuilder dat, Packing packing) throws Exception {
        if (packing == Packing.V7_ZLIB) {
            Dats packed = Dats.read(dir, dat.done(packing));
            assertThat(packed.events())
                    .isEqualTo(Dats.read(dir, dat.done(Packing.V7)).events());
            return;
        }
        TraceCmdTest.compare(Files.write(dir.resolve("trace.dat"), dat.done(packing)));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void every_machine_and_packing_is_read_as_trace_cmd_reads_it(boolean big, int longSize, Packing packing)
            throws Exception {
        compare(built(big, longSize), packing);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void offsets_and_dates_are_added_as_trace_cmd_adds_them(Packing packing) throws Exception {
        DatBuilder dat = built(false, 8);
        dat.option(7, "1000\0".getBytes(US_ASCII));
        dat.option(7, "0x10\0".getBytes(US_ASCII));
        dat.option(1, "0x64\0".getBytes(US_ASCII));
        compare(dat, packing);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void cycles_become_nanoseconds_as_in_trace_cmd(Packing packing) throws Exception {
        DatBuilder dat = built(false, 8).clock("x86-tsc");
        dat.option(14, dat.bytes().u32(715_827_882).u32(31).u64(12345).done());
        compare(dat, packing);
    }

    private static DatBytes shift(DatBuilder dat, int flags, int cpus, int samples) {
        DatBytes shift = dat.bytes().u64(99).u32(flags).u32(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            shift.u32(samples);
            for (int i = 0; i < samples; i++) {
                shift.u64(1000 + 5_000_000_000L * i);
            }
            for (int i = 0; i < samples; i++) {
                shift.u64((cpu == 0 ? 5000 : -7000) * (i + 1L));
            }
            for (int i = 0; i < samples; i++) {
                shift.u64(samples > 1 ? 4 : 1);
            }
        }
        for (int i = 0; i < cpus * samples; i++) {
            shift.u64(samples > 1 ? 2 : 0);
        }
        return shift;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "0, 2", "1, 2", "1, 3", "0, 5", "1, 5"})
    void a_guests_times_are_its_hosts_as_in_trace_cmd(int flags, int samples) throws Exception {
        DatBuilder dat = cpus(new DatBuilder(false, 8));
        dat.option(11, dat.bytes().u64(4711).done());
        dat.option(12, shift(dat, flags, 2, samples).done());
        dat.option(13, dat.bytes().text("guest\0").u64(7).u32(1).u32(0).u32(42).done());
        compare(dat, Packing.V6);
        compare(dat, Packing.V7_ZSTD);
    }

    @Test
    void options_that_nobody_needs_are_skipped() throws Exception {
        DatBuilder dat = built(false, 8);
        dat.option(6, "sched_switch,prev_pid,next_pid\0".getBytes(US_ASCII)).option(10, new byte[3]);
        dat.option(23, new byte[70]).option(24, new byte[9]).option(25, new byte[0]);
        assertThat(Dats.read(dir, dat.done(Packing.V7)).events()).hasSize(6);
        assertThat(Dats.read(dir, dat.done(Packing.V6)).events()).hasSize(6);
    }
}
