package mmreplay.traces.tracecmd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.tracefs.Reading;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportLineTest {

    private static final String CONTEXT = "            bash-12    [001]     5.000001: ";
    private static final String EVENT = CONTEXT + "x:                    y=1\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "            bash-12    [001]     5.000001: x:                    y=1|12",
                "            bash-12    [001] d..2.     5.000001: x:                    y=1|12",
                "            bash-12    (     56) [001] d..2.     5.000001: x: y=1|12",
                "a [1] (2) -3: x:-1234567 [001]     5.000001: (+123) x:              y=1|1234567",
                "            bash-12    [001]     5.000001:         x:                    y=1|12",
                "    bash-12      1d..2.     5.000001: x:                    y=1|12",
            })
    void contexts_of_all_options_are_understood(String line, int pid) {
        Reading.Seen event = Reports.read(line + "\n").event();
        assertThat(event)
                .extracting(
                        Reading.Seen::pid,
                        Reading.Seen::cpu,
                        Reading.Seen::time,
                        Reading.Seen::name,
                        Reading.Seen::text)
                .containsExactly(pid, 1, 5_000_001_000L, "x", "y=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bash:29801 [120] D ==> cc1:28930 [130]|prev_comm=bash prev_pid=29801 prev_prio=120 prev_state=D ==>"
                        + " next_comm=cc1 next_pid=28930 next_prio=130",
                "C2 CompilerThre:7 [-5] R ==> a:1 [2] b:0 [120] Latency: 7.100 usecs|prev_comm=C2 CompilerThre"
                        + " prev_pid=7 prev_prio=-5 prev_state=R ==> next_comm=a:1 [2] b next_pid=0 next_prio=120",
                "prev_comm=bash prev_pid=1 ==> next_pid=3|prev_comm=bash prev_pid=1 ==> next_pid=3",
            })
    void the_plugin_s_sched_switch_is_turned_back(String plugin, String kernel) {
        assertThat(Reports.read(CONTEXT + "sched_switch:         " + plugin + "\n")
                        .event()
                        .text())
                .isEqualTo(kernel);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sched_switch:         a:1 [1] S ==> b:2 [1] S ==> c:3 [1]",
                "sched_switch:         nothing of the kind",
                "sched_switch:          prev_comm=xz prev_pid=28457 prev_prio=120 prev_state=0 next_pid=36",
                "mm_page_alloc:         pfn=0x1 order=0",
                "mm_page_alloc:        [FAILED TO PARSE] pfn=0x1 order=0",
            })
    void what_is_not_in_the_kernel_s_form_is_taken_for_damaged(String body) throws IOException {
        try (TraceReader reader = Reports.reader((CONTEXT + body + "\n").getBytes(UTF_8))) {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
            assertThat(reader.event().rawFields()).isTrue();
            EventMapper mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);
            assertThat(mapper.map(reader.event(), event -> {
                        throw new AssertionError(event.kind());
                    }))
                    .isTrue();
            assertThat(mapper.malformed()).isTrue();
        }
    }

    @Test
    void an_event_that_no_dialect_needs_may_be_in_any_form() throws IOException {
        String text = CONTEXT + "ma_write:             [FAILED TO PARSE] fn=0x1\n";
        try (TraceReader reader = Reports.reader(text.getBytes(UTF_8))) {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
            EventMapper mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);
            assertThat(mapper.map(reader.event(), event -> {})).isFalse();
            assertThat(mapper.malformed()).isFalse();
        }
    }

    @Test
    void the_task_that_comes_next_reaches_the_rules() throws IOException {
        String text = CONTEXT + "sched_switch:         bash:12 [120] X ==> b next_pid=9:28930 [130]\n";
        List<Long> pids = new ArrayList<>();
        try (TraceReader reader = Reports.reader(text.getBytes(UTF_8))) {
            reader.next();
            new EventMapper(Dialects.shipped(), Bases.UNKNOWN).map(reader.event(), event -> {
                if (event.kind() == EventKind.TASK_DEAD) {
                    pids.add(event.get(Field.PID));
                }
            });
        }
        assertThat(pids).containsExactly(12L);
    }

    @Test
    void an_instance_s_events_carry_its_name() throws IOException {
        String text = """
                cpus=2
                mmrx: CPU:0 [EVENTS DROPPED]
                            bash-12    [000]     5.000001: u:                    y=1
                mmrx:             bash-12    [001]     5.000002: x:                    y=1
                                  bash-12    [001]     5.000003: z:                    y=2
                      CPU:1 [4217 EVENTS DROPPED]
                            bash-12    [001]     5.000004: w:                    y=1
                  mm:             bash-12    [001]     5.000005: v:                    y=1
                """;
        List<String> seen = new ArrayList<>();
        try (TraceReader reader = Reports.reader(text.getBytes(UTF_8))) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                seen.add(
                        step == TraceReader.Step.GAP
                                ? "gap"
                                : reader.event().comm() + " " + reader.event().name() + " "
                                        + reader.event().bufferName());
            }
            assertThat(reader.ledger().count(Bucket.ISSUE)).isZero();
        }
        assertThat(seen).containsExactly("gap", "bash u mmrx", "bash x mmrx", "bash z ", "gap", "bash w ", "bash v mm");
    }

    @Test
    void what_two_buffers_record_is_taken_from_the_first() {
        String top = "                  bash-12    [001]     5.000001: x:                    y=1\n";
        Reading reading = Reports.read("cpus=2\n" + top + "mmrx:" + top.substring(5) + top);
        assertThat(reading.events()).hasSize(2);
        assertThat(reading.ledger().count(TraceIssue.RECORDED_TWICE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version = 6", "version = 7", "cpus=8", "CPU 3 is empty", "registering plugin: /x.so"})
    void lines_before_the_first_event_are_its_header(String line) {
        Reading reading = Reports.read(line + "\n" + EVENT);
        assertThat(reading.events()).hasSize(1);
        assertThat(reading.ledger().count(Bucket.HEADER)).isOne();
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
    }

    @Test
    void a_damaged_event_is_an_issue_and_a_marker_s_second_line_is_none() {
        Reading reading = Reports.read(EVENT + EVENT.replace("[001]", "[0x1]") + EVENT);
        assertThat(reading.steps()).containsExactly("x", "gap", "x");
        assertThat(reading.ledger().count(TraceIssue.LINE_NOT_UNDERSTOOD)).isOne();
        Reading marker = Reports.read(CONTEXT + "print:                tracing_mark_write: one\ntwo\n\n" + EVENT);
        assertThat(marker.steps()).containsExactly("tracing_mark_write", "x");
        assertThat(marker.ledger().count(Bucket.CONTINUATION)).isOne();
    }

    @Test
    void a_last_line_without_newline_may_be_cut() {
        Reading reading = Reports.read(EVENT + EVENT.strip());
        assertThat(reading.events()).hasSize(1);
        assertThat(reading.ledger().count(TraceIssue.CUT_LINE)).isOne();
    }
}
