package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.ObjectName;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import mmreplay.traces.source.Traces;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On steady input the last tenth of a trace costs no more than the second: no more bytes are allocated for it, and where {@code
 * -Psteady} asks for a trace that is long enough for what lives to be steady, too, no more objects live and no more CPU time is
 * spent.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SteadyReplayTest {

    private static final int EVENTS = Integer.getInteger("mmreplay.steady.events", 330_000);
    private static final int SEED = Integer.getInteger("mmreplay.steady.seed", 16);
    private static final boolean LONG = Boolean.getBoolean("mmreplay.steady.long");

    private static final String REPLAY = "replay";

    /** Instances that may be more for no other reason than that a task more is in the middle of something. */
    private static final long SLACK = 24;

    /** What is kept on purpose up to a bound: freed anon_vmas, and entries that a task that lives on took away. */
    private static final Map<String, Long> KEPT =
            Map.of("mmreplay.invariants.machine.AnonVma", 1024L, "mmreplay.invariants.rules.tlb.Taken", 4096L);

    private final Path folder;
    private final List<Sample> samples = new ArrayList<>();
    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private boolean replays;
    private long begunTime;
    private long begunBytes;

    /** What lives at one moment, by class, and what was spent since the one before. */
    private record Sample(Map<String, Long> live, long time, long bytes) {}

    SteadyReplayTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_last_tenth_of_a_long_trace_costs_no_more_than_the_second() throws Exception {
        Path file = folder.resolve("trace.txt");
        Run run = Run.of("simulate", "--events", EVENTS, "--seed", SEED, "-o", file);
        assertThat(run.exit()).as(run.err()).isZero();
        CheckAll check = new CheckAll(Set.of(), Optional.empty(), Charts.RATES);
        try (Trace trace = Traces.of(file, () -> System.in, TraceOptions.STANDARD)) {
            begin();
            check.add(trace, bytes -> sample());
        }

        assertThat(replays).as("a thread named " + REPLAY).isTrue();
        int tenth = samples.size() / 10;
        List<Sample> second = samples.subList(tenth, 2 * tenth);
        List<Sample> last = samples.subList(samples.size() - tenth, samples.size());
        assertThat(tenth).isGreaterThanOrEqualTo(2);
        assertThat(sum(last, Sample::bytes)).isLessThanOrEqualTo(sum(second, Sample::bytes) * 115 / 100);
        if (LONG) {
            assertThat(grown(second, last)).as("seed " + SEED).isEmpty();
            assertThat(sum(last, Sample::time)).isLessThanOrEqualTo(sum(second, Sample::time) * 115 / 100);
        }
    }

    private static long sum(List<Sample> part, ToLongFunction<Sample> cost) {
        return part.stream().mapToLong(cost).sum();
    }

    /** Classes of which more live at every moment of the last part than at any of the earlier one. */
    private static Set<String> grown(List<Sample> earlier, List<Sample> last) {
        Set<String> grown = new TreeSet<>();
        Set<String> classes = new TreeSet<>();
        last.forEach(sample -> classes.addAll(sample.live.keySet()));
        for (String name : classes) {
            long most = earlier.stream()
                    .mapToLong(sample -> sample.live.getOrDefault(name, 0L))
                    .max()
                    .orElseThrow();
            long least = last.stream()
                    .mapToLong(sample -> sample.live.getOrDefault(name, 0L))
                    .min()
                    .orElseThrow();
            if (least > most * 11 / 10 + SLACK + KEPT.getOrDefault(name, 0L)) {
                grown.add(name + ": " + most + " became " + least);
            }
        }
        return grown;
    }

    private void begin() {
        begunTime = spent(thread::getThreadCpuTime);
        begunBytes = spent(thread::getThreadAllocatedBytes);
    }

    private void sample() {
        long time = spent(thread::getThreadCpuTime) - begunTime;
        long bytes = spent(thread::getThreadAllocatedBytes) - begunBytes;
        samples.add(new Sample(LONG ? live() : Map.of(), time, bytes));
        begin();
    }

    /** By the thread that reads and the one that replays. */
    private long spent(LongUnaryOperator byThread) {
        long spent = byThread.applyAsLong(Thread.currentThread().getId());
        for (ThreadInfo other : thread.getThreadInfo(thread.getAllThreadIds())) {
            if (other != null && other.getThreadName().equals(REPLAY)) {
                spent += byThread.applyAsLong(other.getThreadId());
                replays = true;
            }
        }
        return spent;
    }

    /** Instances of the project's classes, by name; the histogram collects garbage first, so it counts what is reachable. */
    private static Map<String, Long> live() {
        Map<String, Long> live = new TreeMap<>();
        try {
            Object[] all = {new String[0]};
            String[] signature = {String[].class.getName()};
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            all,
                            signature);
            histogram.lines().map(line -> line.trim().split(" +")).forEach(row -> {
                if (row.length >= 4 && row[3].startsWith("mmreplay.invariants.")) {
                    live.merge(row[3], Long.valueOf(row[1]), Long::sum);
                }
            });
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return live;
    }
}
