package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.Gap;
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
class PerfLossTest {

    private static final String CONTEXT = "            bash 29801 [001]   646.082188: ";
    private static final String EVENT = CONTEXT + "kmem:rss_stat: curr=1\n";
    private static final String STATS = """

            Aggregated stats:
                       TOTAL events:        209
                        COMM events:          2  ( 0.5%)
                      SAMPLE events:          2  (91.9%)
            kmem:rss_stat stats:
                      SAMPLE events:          2
            """;

    private static boolean lossesShown(String text) {
        PerfScriptReader reader = PerfScripts.reader(text.getBytes(UTF_8));
        Reading reading = Reading.of(reader);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.ledger().count(TraceIssue.LOSSES_NOT_SHOWN))
                .isEqualTo(reader.stated().lossesShown() ? 0 : 1);
        return reader.stated().lossesShown();
    }

    @ParameterizedTest
    @CsvSource({
        "PERF_RECORD_LOST lost 700, 1, 700",
        "PERF_RECORD_LOST_SAMPLES lost 5, -1, 5",
        "PERF_RECORD_LOST_SAMPLES lost 5 (BPF), -1, 5",
        "PERF_RECORD_THROTTLE, 1, -1",
        "PERF_RECORD_UNTHROTTLE, 1, -1",
    })
    void a_loss_is_a_gap(String record, int cpu, long lost) {
        Reading reading = PerfScripts.read(EVENT + CONTEXT + record + "\n" + EVENT);
        assertThat(reading.steps()).containsExactly("rss_stat", "gap", "rss_stat");
        assertThat(reading.gaps()).containsExactly(new Gap(cpu, lost, Gap.Cause.MARKER, 2));
        assertThat(reading.ledger().count(Bucket.LOSS_MARKER)).isOne();
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
    }

    @Test
    void a_loss_without_a_context_may_be_any_cpu_s() {
        Reading reading = PerfScripts.read("PERF_RECORD_LOST lost 7\n" + EVENT);
        assertThat(reading.gaps()).containsExactly(new Gap(Gap.EVERY_CPU, 7, Gap.Cause.MARKER, 1));
    }

    @Test
    void a_recording_that_overran_is_understood_to_its_last_line() {
        PerfScriptReader reader = PerfScripts.reader(PerfScripts.resource("lost.txt"));
        Reading reading = Reading.of(reader);
        assertThat(reading.gaps()).extracting(Gap::lost).startsWith(1L, 1L, 3L);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reader.stated().lossesShown()).isTrue();
    }

    @Test
    void other_records_are_comments() {
        Reading reading = PerfScripts.read(EVENT + CONTEXT + "PERF_RECORD_COMM exec: x:7/7\n" + CONTEXT
                + "PERF_RECORD_EXIT(22293:22293):(22291:22291)\n" + EVENT);
        assertThat(reading.steps()).containsExactly("rss_stat", "rss_stat");
        assertThat(reading.ledger().count(Bucket.HEADER)).isEqualTo(2);
    }

    @Test
    void perf_hides_losses_unless_it_is_told_to_show_them() {
        assertThat(lossesShown(EVENT + EVENT)).isFalse();
        assertThat(lossesShown(EVENT + CONTEXT + "PERF_RECORD_EXIT(1:1):(1:1)\n" + EVENT))
                .isFalse();
    }

    @Test
    void a_loss_that_is_shown_proves_that_all_are() {
        assertThat(lossesShown(EVENT + CONTEXT + "PERF_RECORD_LOST lost 1\n" + EVENT))
                .isTrue();
    }

    @Test
    void statistics_that_count_these_samples_and_no_loss_prove_that_there_was_none() {
        assertThat(lossesShown(STATS + EVENT + EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOST", "LOST_SAMPLES"})
    void statistics_that_count_losses_prove_nothing(String record) {
        String stats = STATS.replace("COMM", record);
        assertThat(lossesShown(stats + EVENT + EVENT)).isFalse();
    }

    private static boolean endProven(String text) {
        PerfScriptReader reader = PerfScripts.reader(text.getBytes(UTF_8));
        Reading reading = Reading.of(reader);
        assertThat(reading.ledger().count(TraceIssue.END_NOT_PROVEN))
                .isEqualTo(reader.info().endProven() ? 0 : 1);
        return reader.info().endProven();
    }

    private static String described(String format) {
        return "# event : name = kmem:rss_stat, , id = { 115, 116 }, sample_type = IP|TID, read_format = " + format
                + ", disabled = 1\n";
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "3, false"})
    void statistics_that_count_these_samples_prove_that_the_file_is_whole(int events, boolean whole) {
        assertThat(endProven(STATS + described("ID|LOST") + EVENT.repeat(events)))
                .isEqualTo(whole);
    }

    @Test
    void but_not_where_a_loss_behind_the_last_record_goes_untold() {
        assertThat(endProven(STATS + EVENT + EVENT)).isFalse();
        assertThat(endProven(STATS + described("ID") + EVENT + EVENT)).isFalse();
        assertThat(endProven(STATS + described("ID|LOST") + described("ID") + EVENT + EVENT))
                .isFalse();
    }

    @Test
    void without_statistics_nothing_proves_that_the_file_is_whole() {
        PerfScriptReader reader = PerfScripts.reader((EVENT + EVENT).getBytes(UTF_8));
        Reading.of(reader);
        assertThat(reader.info().endProven()).isFalse();
    }

    @Test
    void statistics_of_another_number_of_samples_prove_nothing() {
        assertThat(lossesShown(STATS + EVENT)).isFalse();
        assertThat(lossesShown(STATS + EVENT + EVENT + EVENT)).isFalse();
    }

    @Test
    void statistics_behind_the_first_event_are_not_believed() {
        assertThat(lossesShown(EVENT + STATS.strip() + "\n" + EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "perf record -a -e kmem:rss_stat -- sleep 1, true",
        "/usr/bin/perf record -e kmem:rss_stat --all-cpus, true",
        "perf record -ga -e kmem:rss_stat, true",
        "perf record -e kmem:rss_stat -- ls -a, false",
        "perf record -e kmem:rss_stat -p 7, false",
        "perf record -easync:x -p 7, false",
        "perf record --per-thread -t 7, false",
        "perf record -e kmem:rss_stat ls -a, false",
        "perf record -g ls -a, false",
        "perf record -e kmem:rss_stat -o x -a ls, true",
    })
    void a_recording_of_some_tasks_shows_not_what_the_others_did(String command, boolean shown) {
        assertThat(lossesShown(STATS + "# cmdline : " + command + "\n" + EVENT + EVENT))
                .isEqualTo(shown);
    }

    @Test
    void a_tracepoint_that_was_sampled_stands_for_others_that_are_missing() {
        String sampled = CONTEXT + "  100 kmem:rss_stat: curr=1\n";
        assertThat(lossesShown(STATS + sampled + sampled)).isFalse();
        String runtime = CONTEXT + "  100 sched:sched_stat_runtime: runtime=100\n";
        assertThat(lossesShown(STATS + runtime + runtime)).isTrue();
    }

    @Test
    void numbers_that_are_not_those_of_sched_switch_name_no_task() {
        String other = CONTEXT + "sched:sched_switch: prev_comm=x prev_pid=29802 prev_state=S ==> next_pid=1\n";
        assertThat(lossesShown(STATS + other + EVENT)).isFalse();
        assertThat(lossesShown(STATS + other.replace("29802", "29801") + EVENT)).isTrue();
    }
}
