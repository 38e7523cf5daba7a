package mmreplay.traces.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import mmreplay.traces.Gap;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LossTest {

    private static final String OVERWRITTEN = "# tracer: nop\n# entries-in-buffer/entries-written: 3/30   #P:3\n";

    private static String event(int cpu, String time) {
        return "            bash-12      [00" + cpu + "] .....     " + time + ": x: y=1\n";
    }

    @ParameterizedTest
    @CsvSource({
        "CPU:1 [LOST 332 EVENTS], 1, 332",
        "CPU:1 [LOST EVENTS], 1, -1",
        "CPU:7 [204600 EVENTS DROPPED], 7, 204600",
        "CPU:7 [EVENTS DROPPED], 7, -1",
        "mmrx: CPU:1 [4217 EVENTS DROPPED], 1, 4217",
        "'  mmrx: CPU:12 [LOST 5 EVENTS]', 12, 5",
        "CPU:70000 [LOST 5 EVENTS], -1, 5",
    })
    void a_marker_is_a_gap_right_before_the_next_event(String marker, int cpu, long lost) {
        Reading reading = Reading.ofText(event(1, "1.000001") + marker + "\n" + event(1, "1.000002"));
        assertThat(reading.steps()).containsExactly("x", "gap", "x");
        assertThat(reading.gaps()).containsExactly(new Gap(cpu, lost, Gap.Cause.MARKER, 2));
        assertThat(reading.ledger().count(Bucket.LOSS_MARKER)).isOne();
        assertThat(reading.ledger().count(TraceIssue.EVENTS_LOST)).isOne();
    }

    @Test
    void a_marker_before_the_first_event_and_one_behind_the_last_are_gaps() {
        Reading reading = Reading.ofText("CPU:0 [LOST EVENTS]\n" + event(1, "1.000001") + "CPU:1 [LOST 2 EVENTS]\n");
        assertThat(reading.steps()).containsExactly("gap", "x", "gap");
    }

    @Test
    void a_marker_glued_to_a_trace_printk_without_newline_is_a_gap_behind_it() {
        Reading reading =
                Reading.ofText("            bash-12      [001] .....     1.000001: do_it: helloCPU:1 [LOST 3 EVENTS]\n"
                        + event(1, "1.000002"));
        assertThat(reading.steps()).containsExactly("do_it", "gap", "x");
        assertThat(reading.events().get(0).text()).isEqualTo("hello");
        assertThat(reading.ledger().adds()).isTrue();
    }

    @Test
    void a_started_buffer_is_a_gap_at_the_head_of_its_cpu_and_told_once() {
        Reading reading = Reading.ofText(OVERWRITTEN + event(0, "1.000001") + "##### CPU 1 buffer started ####\n"
                + event(1, "1.000002") + event(1, "1.000003"));
        assertThat(reading.steps()).containsExactly("x", "gap", "x", "x");
        assertThat(reading.gaps()).containsExactly(new Gap(1, -1, Gap.Cause.HEAD, 4));
        assertThat(reading.ledger().count(TraceIssue.HEAD_OVERWRITTEN)).isOne();
        assertThat(reading.info().headOverwritten()).isTrue();
    }

    @Test
    void an_overwritten_head_is_a_gap_before_the_first_event_of_every_other_cpu() {
        Reading reading = Reading.ofText(OVERWRITTEN
                + event(2, "1.000001")
                + event(0, "1.000002")
                + event(2, "1.000003")
                + event(1, "1.000004"));
        assertThat(reading.steps()).containsExactly("x", "gap", "x", "x", "gap", "x");
        assertThat(reading.gaps()).extracting(Gap::cpu).containsExactly(0, 1);
    }

    @Test
    void a_started_buffer_tells_of_its_own_cpu_only() {
        Reading reading = Reading.ofText(event(0, "1.000001") + "##### CPU 1 buffer started ####\n"
                + event(1, "1.000002") + event(0, "1.000003"));
        assertThat(reading.steps()).containsExactly("x", "gap", "x", "x");
    }

    @Test
    void a_whole_head_is_no_gap() {
        Reading reading = Reading.ofText("# tracer: nop\n# entries-in-buffer/entries-written: 2/2   #P:3\n"
                + event(2, "1.000001") + event(0, "1.000002"));
        assertThat(reading.gaps()).isEmpty();
        assertThat(reading.info().endProven()).isTrue();
        assertThat(reading.info().cpus()).isEqualTo(3);
        assertThat(reading.ledger().issues()).isEmpty();
    }

    @Test
    void an_event_older_than_one_of_another_cpu_is_a_late_gap_of_its_own_cpu() {
        Reading reading = Reading.ofText(event(0, "1.000005") + event(1, "1.000004") + event(0, "1.000006"));
        assertThat(reading.steps()).containsExactly("x", "gap", "x", "x");
        assertThat(reading.gaps()).containsExactly(new Gap(1, -1, Gap.Cause.LATE, 2));
        assertThat(reading.ledger().count(TraceIssue.TIME_WENT_BACK)).isOne();
    }

    @Test
    void events_of_the_same_microsecond_are_in_order() {
        Reading reading = Reading.ofText(event(0, "1.000005") + event(1, "1.000005") + event(0, "1.000005"));
        assertThat(reading.gaps()).isEmpty();
    }

    @Test
    void every_event_that_is_still_behind_is_late() {
        Reading reading = Reading.ofText(
                event(0, "1.000009") + event(1, "1.000004") + event(1, "1.000005") + event(1, "1.000009"));
        assertThat(reading.steps()).containsExactly("x", "gap", "x", "gap", "x", "x");
    }

    @Test
    void time_going_back_on_one_cpu_is_a_gap_of_every_cpu_once() {
        Reading reading = Reading.ofText(
                event(0, "8.000000") + event(1, "8.000001") + event(1, "2.000000") + event(0, "2.000001"));
        assertThat(reading.gaps()).containsExactly(new Gap(Gap.EVERY_CPU, -1, Gap.Cause.LATE, 3));
        assertThat(reading.ledger().count(TraceIssue.TIME_WENT_BACK)).isOne();
    }

    @Test
    void a_real_trace_pipe_has_its_losses_before_the_events_that_followed() throws IOException {
        Reading reading = Reading.ofResource("trace_pipe.txt");
        assertThat(reading.gaps())
                .containsExactly(new Gap(0, 2491, Gap.Cause.MARKER, 17), new Gap(0, 420, Gap.Cause.MARKER, 32));
        assertThat(reading.events()).hasSize(35);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.info().endProven()).isFalse();
    }

    @Test
    void a_real_overwritten_trace_has_one_gap_for_the_second_cpu() throws IOException {
        Reading reading = Reading.ofResource("overwritten.txt");
        assertThat(reading.gaps()).extracting(Gap::cause, Gap::cpu).containsExactly(tuple(Gap.Cause.HEAD, 1));
        assertThat(reading.info().entriesInBuffer()).isEqualTo(1010);
        assertThat(reading.info().entriesWritten()).isEqualTo(88917);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
    }
}
