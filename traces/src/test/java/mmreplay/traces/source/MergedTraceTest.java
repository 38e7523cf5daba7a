package mmreplay.traces.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MergedTraceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int files;

    /** What a merged trace came to: an event as {@code time cpu name source:line buffer}, a gap as {@code gap cpu cause buffer}. */
    private record Read(List<String> steps, TraceInfo info, Ledger ledger) {}

    private static String header(long inBuffer, long written) {
        return "# tracer: nop\n#\n# entries-in-buffer/entries-written: " + inBuffer + "/" + written + "   #P:2\n#\n";
    }

    private static String event(String time, int cpu, String name) {
        return "              sh-7       [00" + cpu + "] d..2. " + time + ": " + name + ": x=1\n";
    }

    private static String at(int microsecond, int cpu, String name) {
        return event("1.00000" + microsecond, cpu, name);
    }

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("source" + files++), text.getBytes(UTF_8));
    }

    private static Read read(Path... files) throws IOException, UnusableTraceException {
        List<Trace> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(new FileTrace(file, TraceOptions.STANDARD));
        }
        List<String> steps = new ArrayList<>();
        try (Trace trace = new MergedTrace(sources);
                TraceReader reader = trace.open()) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                steps.add(step == TraceReader.Step.EVENT ? event(reader) : gap(reader.gap()));
            }
            return new Read(steps, reader.info(), reader.ledger());
        }
    }

    private static String event(TraceReader reader) {
        RawEvent event = reader.event();
        return event.time() % 1_000_000_000 + " cpu" + event.cpu() + " " + event.name() + " " + reader.source() + ":"
                + reader.sourceLine() + " buffer" + event.buffer();
    }

    private static String gap(Gap gap) {
        return "gap cpu" + gap.cpu() + " " + gap.cause() + " buffer" + gap.buffer();
    }

    private Read merged(String... texts) throws IOException, UnusableTraceException {
        List<Path> paths = new ArrayList<>();
        for (String text : texts) {
            paths.add(file(text));
        }
        return read(paths.toArray(Path[]::new));
    }

    @Test
    void events_come_by_time_and_keep_their_lines() throws Exception {
        Read read = merged(header(4, 4) + at(1, 0, "a") + at(4, 0, "b"), header(4, 4) + at(2, 1, "b") + at(4, 1, "a"));
        assertThat(read.steps)
                .containsExactly(
                        "1000 cpu0 a 0:5 buffer0",
                        "2000 cpu1 b 1:5 buffer1",
                        "4000 cpu0 b 0:6 buffer0",
                        "4000 cpu1 a 1:6 buffer1");
        assertThat(read.info.cpus()).isEqualTo(2);
        assertThat(read.ledger.adds()).isTrue();
    }

    @Test
    void the_counts_at_the_head_of_each_CPU_s_file_are_of_all_CPUs() throws Exception {
        assertThat(merged(header(2, 2) + at(1, 0, "a"), header(2, 2) + at(2, 1, "a"))
                        .info
                        .endProven())
                .isTrue();
        Read lacking = merged(header(3, 3) + at(1, 0, "a"), header(3, 3) + at(2, 1, "a"));
        assertThat(lacking.info.endProven()).isFalse();
        assertThat(lacking.ledger.count(TraceIssue.END_NOT_PROVEN)).isEqualTo(1);
        assertThat(merged(header(1, 1) + at(1, 0, "a"), at(2, 1, "a")).info.endProven())
                .isFalse();
    }

    @Test
    void between_two_files_of_one_CPU_events_may_be_missing() throws Exception {
        String first = header(1, 1) + at(1, 0, "a");
        assertThat(merged(at(5, 0, "a"), first).steps)
                .containsExactly("1000 cpu0 a 1:5 buffer0", "gap cpu0 BETWEEN buffer0", "5000 cpu0 a 0:1 buffer0");
    }

    @Test
    void between_two_parts_of_a_file_whose_header_counts_both_nothing_is_missing() throws Exception {
        Read read = merged(header(2, 2) + at(1, 0, "a"), at(5, 0, "a"));
        assertThat(read.steps).containsExactly("1000 cpu0 a 0:5 buffer0", "5000 cpu0 a 1:1 buffer0");
        assertThat(read.info.endProven()).isTrue();
    }

    @Test
    void a_CPU_that_was_overwritten_ran_unseen_until_its_file_begins() throws Exception {
        Read read = merged(header(2, 9) + at(1, 0, "a"), header(2, 9) + at(2, 1, "a"));
        assertThat(read.steps)
                .containsExactly("1000 cpu0 a 0:5 buffer0", "gap cpu1 HEAD buffer1", "2000 cpu1 a 1:5 buffer1");
    }

    @Test
    void a_loss_is_of_the_ring_buffer_that_tells_it() throws Exception {
        Read read = merged(
                at(1, 0, "a") + at(6, 0, "a"),
                at(2, 0, "b") + "CPU:0 [LOST 5 EVENTS]\n" + at(5, 0, "b") + "CPU:0 [LOST 7 EVENTS]\n");
        assertThat(read.steps)
                .containsExactly(
                        "1000 cpu0 a 0:1 buffer0",
                        "2000 cpu0 b 1:1 buffer1",
                        "gap cpu0 MARKER buffer1",
                        "5000 cpu0 b 1:3 buffer1",
                        "6000 cpu0 a 0:2 buffer0",
                        "gap cpu0 MARKER buffer1");
    }

    @Test
    void what_two_instances_recorded_is_taken_from_one() throws Exception {
        Read read = merged(
                at(1, 0, "a") + at(4, 0, "a") + at(4, 0, "tracing_mark_write"),
                at(1, 0, "a") + at(3, 0, "b") + at(4, 0, "a") + at(4, 0, "tracing_mark_write"));
        assertThat(read.steps)
                .containsExactly(
                        "1000 cpu0 a 0:1 buffer0",
                        "3000 cpu0 b 1:2 buffer1",
                        "4000 cpu0 a 0:2 buffer0",
                        "4000 cpu0 tracing_mark_write 0:3 buffer0",
                        "4000 cpu0 tracing_mark_write 1:4 buffer1");
        assertThat(read.ledger.count(TraceIssue.RECORDED_TWICE)).isEqualTo(2);
        assertThat(read.ledger.adds()).isTrue();
    }

    @Test
    void where_an_instance_ends_another_that_records_the_same_goes_on_behind_a_gap() throws Exception {
        Read read = merged(at(1, 0, "a") + at(2, 0, "a"), at(1, 0, "a") + at(2, 0, "a") + at(3, 0, "a"));
        assertThat(read.steps)
                .containsExactly(
                        "1000 cpu0 a 0:1 buffer0",
                        "2000 cpu0 a 0:2 buffer0",
                        "gap cpu0 BETWEEN buffer0",
                        "3000 cpu0 a 1:3 buffer1");
    }

    @Test
    void a_CPU_that_a_file_announces_and_never_shows_may_have_lost_all_at_its_end() throws Exception {
        String three = header(9, 9).replace("#P:2", "#P:3");
        assertThat(merged(three + at(1, 0, "a") + at(2, 1, "a"), at(1, 0, "b") + at(2, 1, "b")).steps)
                .hasSize(5)
                .endsWith("gap cpu2 END buffer0");
    }

    @Test
    void nanoseconds_are_rounded_as_the_kernel_prints_them_where_others_have_microseconds() throws Exception {
        Read read = merged(event("1.000001499", 0, "a") + event("1.000001500", 0, "a"), at(1, 1, "b") + at(3, 1, "b"));
        assertThat(read.steps)
                .containsExactly(
                        "1000 cpu0 a 0:1 buffer0",
                        "1000 cpu1 b 1:1 buffer1",
                        "2000 cpu0 a 0:2 buffer0",
                        "3000 cpu1 b 1:2 buffer1");
        assertThat(read.info.clock()).isEqualTo(ClockUnit.NANOSECONDS);
    }

    @Test
    void a_trace_dat_and_a_text_are_one_trace() throws Exception {
        Path dat = folder.resolve("trace.dat");
        try (var in = TraceReader.class.getResourceAsStream("tracedat/mmstate.v7-zstd.dat")) {
            Files.write(dat, in == null ? new byte[0] : in.readAllBytes());
        }
        List<String> alone = read(dat).steps;
        long second;
        try (TraceReader reader = new FileTrace(dat, TraceOptions.STANDARD).open()) {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
            second = reader.event().time() / 1_000_000_000;
        }
        Read both = read(dat, file(event(second + ".436100", 1, "other")));
        assertThat(both.steps).hasSize(alone.size() + 1).contains("436100000 cpu1 other 1:1 buffer1");
        assertThat(both.steps).allMatch(step -> step.matches("(0|[0-9]+000) .*"));
        assertThat(both.info.format()).isEqualTo("several");
    }

    @Test
    void clocks_of_different_units_are_refused_by_name() throws Exception {
        Path text = file(at(1, 0, "a"));
        Path counter = file(event("4711", 1, "a"));
        assertThatThrownBy(() -> read(text, counter))
                .isInstanceOf(UnusableTraceException.class)
                .hasMessageStartingWith(counter + ": its clock")
                .hasMessageContaining(text.toString());
    }

    @Test
    void an_event_that_comes_late_stays_where_its_source_has_it() throws Exception {
        Read read = merged(at(1, 0, "a") + at(5, 1, "a") + at(3, 0, "a"), at(4, 0, "b") + at(6, 0, "b"));
        assertThat(read.steps)
                .containsExactly(
                        "1000 cpu0 a 0:1 buffer0",
                        "4000 cpu0 b 1:1 buffer1",
                        "5000 cpu1 a 0:2 buffer0",
                        "gap cpu0 LATE buffer0",
                        "3000 cpu0 a 0:3 buffer0",
                        "6000 cpu0 b 1:2 buffer1");
    }

    @Test
    void the_digest_is_of_the_sources_digests() throws Exception {
        Path one = file(at(1, 0, "a"));
        Path two = file(at(2, 0, "a"));
        try (Trace trace = new MergedTrace(
                Arrays.asList(new FileTrace(one, TraceOptions.STANDARD), new FileTrace(two, TraceOptions.STANDARD)))) {
            String lines = new FileTrace(one, TraceOptions.STANDARD).sha256() + "\n"
                    + new FileTrace(two, TraceOptions.STANDARD).sha256() + "\n";
            assertThat(trace.sha256()).isEqualTo(new FileTrace(file(lines), TraceOptions.STANDARD).sha256());
            assertThat(trace.name()).isEqualTo(one + " and 1 more as one");
        }
    }
}
