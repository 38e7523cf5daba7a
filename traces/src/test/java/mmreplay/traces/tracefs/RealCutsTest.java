package mmreplay.traces.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.Bucket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RealCutsTest {

    private record Key(String name, int cpu, int pid, long time) {}

    private static List<Key> keys(Reading reading, long shift) {
        return reading.events().stream()
                .map(e -> new Key(e.name(), e.cpu(), e.pid(), e.time() + shift))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trace.fields.txt", "trace.noirq.txt", "trace.nohash.tgid.txt", "trace.verbose-latency.txt"})
    void the_same_buffer_gives_the_same_events_whatever_the_options(String name) throws IOException {
        Reading plain = Reading.ofResource("trace.txt");
        Reading other = Reading.ofResource(name);
        assertThat(plain.events()).hasSize(288);
        assertThat(keys(other, 0)).isEqualTo(keys(plain, 0));
        assertThat(other.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(other.info().entriesInBuffer()).isEqualTo(8628);
        assertThat(other.info().cpus()).isEqualTo(2);
    }

    @Test
    void latency_format_gives_the_same_events_at_relative_times() throws IOException {
        List<Key> plain = keys(Reading.ofResource("trace.txt"), 0);
        Reading latency = Reading.ofResource("trace.latency.txt");
        long shift = plain.get(0).time() - latency.events().get(0).time();
        List<Key> shifted = keys(latency, shift);
        assertThat(shifted).hasSameSizeAs(plain);
        for (int i = 0; i < plain.size(); i++) {
            Key expected = plain.get(i);
            Key actual = shifted.get(i);
            // Both are cut to a microsecond, from different zeros.
            assertThat(Math.abs(actual.time() - expected.time())).isLessThanOrEqualTo(1000);
            assertThat(new Key(actual.name(), actual.cpu(), actual.pid(), 0))
                    .isEqualTo(new Key(expected.name(), expected.cpu(), expected.pid(), 0));
        }
        assertThat(latency.info().entriesWritten()).isEqualTo(8628);
        assertThat(latency.info().cpus()).isEqualTo(2);
    }

    @Test
    void thread_groups_come_with_record_tgid_only() throws IOException {
        assertThat(Reading.ofResource("trace.nohash.tgid.txt").events()).allMatch(e -> e.tgid() >= 0);
        assertThat(Reading.ofResource("trace.txt").events()).allMatch(e -> e.tgid() == -1);
        assertThat(Reading.ofResource("no-tgid.txt").events()).anyMatch(e -> e.tgid() == -1);
    }

    @ParameterizedTest
    @CsvSource({"counter.txt, 123253", "x86-tsc.txt, 5629931246161"})
    void integer_clocks_are_raw(String name, long first) throws IOException {
        Reading reading = Reading.ofResource(name);
        assertThat(reading.info().clock()).isEqualTo(ClockUnit.RAW);
        assertThat(reading.events()).hasSize(48);
        assertThat(reading.events().get(0).time()).isEqualTo(first);
    }

    @Test
    void probes_syscalls_and_the_blank_line_after_exit_mmap_are_understood() throws IOException {
        Reading reading = Reading.ofResource("kprobes.txt");
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.ledger().count(Bucket.BLANK)).isOne();
        assertThat(reading.events()).filteredOn(Reading.Seen::probe).hasSizeGreaterThan(20);
        assertThat(reading.events()).extracting(Reading.Seen::name).contains("sys_mprotect", "exit_mmap");
        assertThat(reading.ledger().adds()).isTrue();
    }

    @Test
    void markers_of_the_workload_are_events() throws IOException {
        Reading reading = Reading.ofResource("mmstate.txt");
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.events())
                .filteredOn(e -> e.name().equals("tracing_mark_write"))
                .extracting(Reading.Seen::text)
                .contains("WL start thp pid=203")
                .anyMatch(text -> text.startsWith("GT begin "));
    }
}
