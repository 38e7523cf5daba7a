package mmreplay.traces.tracecmd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Gap;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.tracefs.Reading;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportCutsTest {

    private record Key(String name, int cpu, int pid, long micros) {}

    private static List<Key> keys(Reading reading, int most) {
        return reading.events().stream()
                .limit(most)
                .map(e -> new Key(e.name(), e.cpu(), e.pid(), Math.round(e.time() / 1e3)))
                .toList();
    }

    /** The same ring buffer as the kernel printed it. */
    private static Reading tracefs() throws IOException {
        try (InputStream in = Reading.class.getResourceAsStream("trace.txt")) {
            return Reading.of(new TracefsTextReader(
                    new ByteLines(new ByteArrayInputStream(in == null ? new byte[0] : in.readAllBytes()))));
        }
    }

    private static void assertWhole(Reading reading) {
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.ledger().count(Bucket.CONTINUATION)).isZero();
        assertThat(reading.ledger().adds()).isTrue();
        assertThat(reading.info().endProven()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.txt",
                "report-t.txt",
                "report-l.txt",
                "report-N.txt",
                "report-R.txt",
                "report-ts-diff.txt"
            })
    void the_same_buffer_gives_the_same_events_whatever_the_options(String name) throws IOException {
        Reading reading = Reports.ofResource(name);
        assertWhole(reading);
        assertThat(reading.ledger().count(Bucket.HEADER)).isOne();
        assertThat(reading.info().cpus()).isEqualTo(2);
        assertThat(reading.events()).hasSizeGreaterThanOrEqualTo(80);
        int both = reading.events().size();
        assertThat(keys(reading, both)).isEqualTo(keys(tracefs(), both));
    }

    @Test
    void sched_switch_says_what_the_kernel_prints() throws IOException {
        List<String> kernels = tracefs().events().stream()
                .filter(e -> e.name().equals("sched_switch"))
                .map(Reading.Seen::text)
                .toList();
        assertThat(Reports.ofResource("report.txt").events())
                .filteredOn(e -> e.name().equals("sched_switch"))
                .extracting(Reading.Seen::text)
                .hasSizeGreaterThan(5)
                // the plugin prints the states D and I by letters of older kernels
                .usingElementComparator(
                        (a, b) -> a.replaceAll("state=\\S+", "").compareTo(b.replaceAll("state=\\S+", "")))
                .isEqualTo(kernels);
    }

    @Test
    void the_option_t_gives_nanoseconds_and_raw_ts_bare_numbers() {
        assertThat(Reports.ofResource("report-t.txt").info().clock()).isEqualTo(ClockUnit.EXACT_NANOSECONDS);
        assertThat(Reports.ofResource("report.txt").info().clock()).isEqualTo(ClockUnit.NANOSECONDS);
        Reading raw = Reports.ofResource("report-raw-ts.txt");
        assertWhole(raw);
        assertThat(raw.info().clock()).isEqualTo(ClockUnit.RAW);
        assertThat(raw.events().get(0).time()).isEqualTo(645_560_508_372L);
    }

    @Test
    void probes_are_known_and_call_sites_are_none() {
        Reading reading = Reports.ofResource("kprobes.txt");
        assertWhole(reading);
        assertThat(reading.events())
                .filteredOn(Reading.Seen::probe)
                .extracting(Reading.Seen::name)
                .contains("folio_unlock", "mm_init_ret")
                .doesNotContain("kmem_cache_alloc", "kmem_cache_free");
        assertThat(reading.events())
                .filteredOn(e -> !e.probe())
                .extracting(Reading.Seen::name)
                .contains("kmem_cache_alloc", "mm_page_alloc");
    }

    @Test
    void markers_are_named_after_their_writer() {
        Reading reading = Reports.ofResource("mmstate.txt");
        assertWhole(reading);
        assertThat(reading.events())
                .filteredOn(e -> e.name().equals("tracing_mark_write"))
                .extracting(Reading.Seen::text)
                .contains("WL start fork_cow pid=203");
    }

    @Test
    void dropped_events_are_gaps() {
        Reading reading = Reports.ofResource("dropped.txt");
        assertWhole(reading);
        assertThat(reading.gaps()).extracting(Gap::cpu).containsExactly(0, 1);
        assertThat(reading.gaps()).extracting(Gap::lost).containsExactly(-1L, 47398L);
        assertThat(reading.steps()).startsWith("gap");
    }
}
