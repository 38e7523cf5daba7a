package mmreplay.reports.perfetto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.tracks.TrackListener;
import mmreplay.invariants.tracks.TrackListener.End;
import mmreplay.invariants.tracks.TrackListener.Held;
import mmreplay.invariants.tracks.TrackListener.Ran;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.Written;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PerfettoReportTest {

    private static final Set<String> PHASES = Set.of("M", "X", "i", "s", "t", "f", "C");

    private static void slices(int input, TrackListener listener) throws IOException {
        listener.ran(new Ran(0, 812, "forker", 30_000_000_000L, 30_000_000_500L, 3));
        listener.ran(new Ran(0, 813, Fixtures.SCRIPT, 30_000_000_500L, 30_000_001_000L, 1));
        listener.held(new Held(
                812, "forker", 1, "ptlock", "0xffff1", false, 8, 30_000_000_200L, 30_000_000_300L, End.RELEASED));
        listener.held(new Held(
                812, "forker", 0, "mmap_lock", "0xffff0", true, 7, 30_000_000_100L, 30_000_000_250L, End.LOST));
    }

    private static JsonNode write(Result result) throws IOException {
        return new ObjectMapper()
                .readTree(Written.text((r, out) -> PerfettoReport.write(r, PerfettoReportTest::slices, out), result));
    }

    /** By what the format demands of each kind of event, and what the viewer needs to show it. */
    private static void assertValid(JsonNode trace) {
        Map<String, List<long[]>> byTrack = new HashMap<>();
        Map<Integer, String> processOfThread = new HashMap<>();
        Map<Integer, List<JsonNode>> flows = new TreeMap<>();
        for (JsonNode event : trace.path("traceEvents")) {
            String phase = event.path("ph").asText();
            assertThat(PHASES).contains(phase);
            assertThat(event.path("pid").isInt()).isTrue();
            assertThat(event.path("tid").isInt()).isTrue();
            assertThat(event.path("name").asText()).isNotEmpty();
            if (phase.equals("M")) {
                continue;
            }
            assertThat(event.path("ts").isNumber()).isTrue();
            String track = event.path("pid") + "/" + event.path("tid");
            if (!phase.equals("C")) {
                assertThat(processOfThread.merge(event.path("tid").asInt(), track, (a, b) -> a.equals(b) ? a : "two"))
                        .as("a thread's number belongs to one process")
                        .isNotEqualTo("two");
            }
            if (phase.equals("X")) {
                assertThat(event.path("dur").decimalValue().signum()).isNotNegative();
                byTrack.computeIfAbsent(track, t -> new ArrayList<>())
                        .add(new long[] {ns(event, "ts"), ns(event, "dur")});
            }
            if (Set.of("s", "t", "f").contains(phase)) {
                flows.computeIfAbsent(event.path("id").asInt(), id -> new ArrayList<>())
                        .add(event);
            }
        }
        byTrack.values().forEach(PerfettoReportTest::assertNested);
        flows.values().forEach(flow -> assertArrow(flow, byTrack));
    }

    private static long ns(JsonNode event, String field) {
        return event.path(field).decimalValue().movePointRight(3).longValueExact();
    }

    /** Slices of one track lie in each other or apart. */
    private static void assertNested(List<long[]> slices) {
        List<long[]> sorted = new ArrayList<>(slices);
        sorted.sort(Comparator.comparingLong((long[] slice) -> slice[0]).thenComparingLong(slice -> -slice[1]));
        List<Long> ends = new ArrayList<>();
        for (long[] slice : sorted) {
            ends.removeIf(end -> end <= slice[0]);
            assertThat(ends).allMatch(end -> end >= slice[0] + slice[1]);
            ends.add(slice[0] + slice[1]);
        }
    }

    private static void assertArrow(List<JsonNode> flow, Map<String, List<long[]>> byTrack) {
        assertThat(flow.get(0).path("ph").asText()).isEqualTo("s");
        assertThat(flow.get(flow.size() - 1).path("ph").asText()).isEqualTo("f");
        assertThat(flow.subList(1, flow.size() - 1))
                .allMatch(event -> event.path("ph").asText().equals("t"));
        long before = Long.MIN_VALUE;
        for (JsonNode event : flow) {
            long at = ns(event, "ts");
            assertThat(at).isGreaterThanOrEqualTo(before);
            before = at;
            assertThat(byTrack.getOrDefault(event.path("pid") + "/" + event.path("tid"), List.of()))
                    .as("it lies in a slice")
                    .anyMatch(slice -> slice[0] <= at && at < slice[0] + slice[1]);
        }
    }

    private static List<JsonNode> named(JsonNode trace, String field, String value) {
        List<JsonNode> events = new ArrayList<>();
        trace.path("traceEvents").forEach(event -> {
            if (event.path(field).asText().equals(value)) {
                events.add(event);
            }
        });
        return events;
    }

    @Test
    void every_result_is_a_valid_trace() throws IOException {
        for (Result result : List.of(Fixtures.rich(), Fixtures.empty(), Hostile.result())) {
            assertValid(write(result));
        }
    }

    @Test
    void locks_are_slices_on_their_task_s_tracks() throws IOException {
        JsonNode trace = write(Fixtures.rich());
        List<JsonNode> locks = named(trace, "cat", "lock");
        assertThat(locks).hasSize(2);
        assertThat(locks.get(0).path("tid").asInt())
                .isNotEqualTo(locks.get(1).path("tid").asInt());
        assertThat(locks.get(1).path("name").asText()).isEqualTo("mmap_lock (read)");
        assertThat(locks.get(1).path("ts").asText()).isEqualTo("3.00000001E7");
        assertThat(locks.get(1).path("args").toString())
                .isEqualTo("{\"lock\":\"0xffff0\",\"from\":\"line 7\",\"end\":\"lost\"}");
        assertThat(named(trace, "cat", "running")).hasSize(2);
    }

    @Test
    void findings_are_marked_with_an_arrow_from_event_to_event() throws IOException {
        JsonNode trace = write(Fixtures.rich());
        assertThat(named(trace, "name", "VIOLATION AV-1-3f2a9c01")).hasSize(1);
        assertThat(named(trace, "ph", "s")).hasSize(2);
        assertThat(named(trace, "ph", "t")).hasSize(2);
        assertThat(named(trace, "ph", "f")).hasSize(2);
        assertThat(named(trace, "name", "AV-1: trigger").get(0).at("/args/fact").asText())
                .isEqualTo("rmap walks the freed anon_vma");
    }

    @Test
    void losses_and_rates_are_there_too() throws IOException {
        JsonNode trace = write(Fixtures.rich());
        assertThat(named(trace, "cat", "loss")).hasSize(31);
        assertThat(named(trace, "ph", "C")).isNotEmpty();
        Set<String> names = new HashSet<>();
        named(trace, "name", "thread_name")
                .forEach(event -> names.add(event.at("/args/name").asText()));
        assertThat(names).contains("CPU 0", "forker-812", "forker-812, lock 2", "CPU 1: lost");
    }

    @Test
    void what_is_too_much_is_counted() throws IOException {
        String text =
                Written.text((r, out) -> PerfettoReport.write(r, 3, PerfettoReportTest::slices, out), Fixtures.rich());
        JsonNode trace = new ObjectMapper().readTree(text);
        assertThat(trace.at("/otherData/leftOut").asText()).isEqualTo("1 slice");
        assertValid(trace);
    }
}
