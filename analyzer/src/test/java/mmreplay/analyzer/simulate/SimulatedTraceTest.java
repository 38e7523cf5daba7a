package mmreplay.analyzer.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulatedTraceTest {

    private static SimulatedTrace trace(long events, int cpus, long seed) {
        return new SimulatedTrace(new SimulateOptions(events, cpus, seed, Set.of(), 0));
    }

    private static String text(SimulateOptions options) throws IOException, UnusableTraceException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Conversion(new Simulation(options), Target.TRACEFS, Optional.empty()).run(out, bytes -> {});
        return out.toString(UTF_8);
    }

    private static String text(long events, int cpus, long seed) throws IOException, UnusableTraceException {
        return text(new SimulateOptions(events, cpus, seed, Set.of(), 0));
    }

    private static List<String> events(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void the_same_options_give_the_same_bytes() throws IOException, UnusableTraceException {
        assertThat(text(5000, 3, 7)).isEqualTo(text(5000, 3, 7)).isNotEqualTo(text(5000, 3, 8));
    }

    @Test
    void a_longer_trace_begins_like_a_shorter_one() throws IOException, UnusableTraceException {
        List<String> shorter = events(text(2000, 2, 3));
        List<String> longer = events(text(4000, 2, 3));
        assertThat(shorter).hasSize(2000);
        assertThat(longer.subList(0, shorter.size())).isEqualTo(shorter);
    }

    @Test
    void it_has_as_many_events_as_asked_for_and_each_cpu_s_time_grows() throws IOException {
        SimulatedTrace trace = trace(20_000, 4, 1);
        Map<Integer, Long> last = new HashMap<>();
        long events = 0;
        while (trace.next() == TraceReader.Step.EVENT) {
            events++;
            long before = last.getOrDefault(trace.event().cpu(), 0L);
            assertThat(trace.event().time()).isGreaterThanOrEqualTo(before);
            last.put(trace.event().cpu(), trace.event().time());
        }
        assertThat(events).isEqualTo(20_000);
        assertThat(last).hasSize(4);
    }

    @Test
    void every_path_is_taken() throws IOException {
        Set<String> seen = new HashSet<>();
        SimulatedTrace trace = trace(150_000, 2, 5);
        while (trace.next() == TraceReader.Step.EVENT) {
            seen.add(trace.event().name());
        }
        assertThat(seen)
                .contains(
                        "page_fault_user",
                        "pte_same",
                        "swap_map",
                        "swapcache",
                        "page_copy",
                        "pmd_clear",
                        "pmd_set",
                        "tlb_batch",
                        "tlb_flush_cpu",
                        "set_migration_pte",
                        "mlock_folio",
                        "munlock_page",
                        "anon_vma_free",
                        "lock_contended",
                        "tracing_mark_write");
    }

    @Test
    void lost_runs_leave_a_marker_and_nothing_else_changes() throws IOException, UnusableTraceException {
        List<String> whole = events(text(new SimulateOptions(20_000, 2, 4, Set.of(), 0)));
        List<String> left = events(text(new SimulateOptions(20_000, 2, 4, Set.of(), 0.05)));
        List<String> kept =
                left.stream().filter(line -> !line.startsWith("CPU:")).toList();
        assertThat(left.size() - kept.size()).isGreaterThan(10);
        assertThat(whole).containsSubsequence(kept);
        assertThat(whole.size() - kept.size()).isBetween(700, 1300);
    }
}
