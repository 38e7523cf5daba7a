package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.event.KernelVersion;
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
class PerfScriptTest {

    @Test
    void default_fields_give_context_name_and_text() {
        assertThat(
                        PerfScripts.event(
                                "            bash 29801 [001]   646.082188:       kmem:mm_page_alloc: page=0x1c6513 pfn=0x1c6513"))
                .isEqualTo(new Reading.Seen(
                        "bash",
                        29801,
                        -1,
                        1,
                        646_082_188_000L,
                        "mm_page_alloc",
                        "page=0x1c6513 pfn=0x1c6513",
                        1,
                        false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "    mm child one   29803/29804   [000]   646.120758: kmem:rss_stat: curr=1|mm child one|29804|29803",
                "              ls    7        [000]   646.120758: kmem:rss_stat: curr=1|ls|7|-1",
                "         swapper     0/0     [000]   646.120758: kmem:rss_stat: curr=1|swapper|0|-1",
                "bash  1567/1568  [000]   646.120758:          1      kmem:rss_stat: curr=1|bash|1568|1567",
                "C1 CompilerThre 1567 [000]   646.120758: kmem:rss_stat: curr=1|C1 CompilerThre|1567|-1",
                "  1567/1568  [000]   646.120758: kmem:rss_stat: curr=1||1568|1567",
                "1567 [000]   646.120758: kmem:rss_stat: curr=1||1567|-1",
                "  a 1 [002] 7.0: 1567 [000] K    646.120758: kmem:rss_stat: curr=1|a 1 [002] 7.0:|1567|-1",
                "            bash 29801 [000] U    646.120758: kmem:rss_stat: curr=1|bash|29801|-1",
                "   kworker/u12:1    46 [000]   646.120758: kmem:rss_stat: curr=1|kworker/u12:1|46|-1",
                " #foo-12 [001] 5    46 [000]   646.120758: kmem:rss_stat: curr=1|#foo-12 [001] 5|46|-1",
            })
    void fields_and_task_names_of_all_kinds_are_told_apart(String line, String comm, int pid, int tgid) {
        assertThat(PerfScripts.event(line))
                .isEqualTo(new Reading.Seen(
                        comm == null ? "" : comm, pid, tgid, 0, 646_120_758_000L, "rss_stat", "curr=1", 1, false));
    }

    @Test
    void a_dying_task_without_a_number_is_no_task() {
        assertThat(PerfScripts.event("             :-1    -1 [001]   646.120758: sched:sched_switch: prev_pid=7")
                        .pid())
                .isZero();
    }

    @Test
    void nanoseconds_are_exact() {
        Reading reading =
                PerfScripts.read("            bash 29801 [000]   646.082188001: kmem:rss_stat: mm_id=1 curr=1\n");
        assertThat(reading.event().time()).isEqualTo(646_082_188_001L);
        assertThat(reading.info().clock()).isEqualTo(ClockUnit.EXACT_NANOSECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "mmstate:pte_set: mm=0x1, pte_set, false",
        "kmem:mm_page_alloc:k: pfn=0x1, mm_page_alloc, false",
        "probe:folio_unlock: (ffffffff81280c00) page=0x1, folio_unlock, true",
        "probe:up: (ffffffff81280c00) page=0x1, up, true",
        "mm:down_write_ret: (ffffffff81a56520 <- ffffffff81286d6d) ret=1, down_write_ret, true",
        "probe_libc:malloc: (7f2a5c0a1b30) n=1, malloc, false",
        "x:y: (ffffffff81280c0) n=1, y, false",
        "x:y: (ffffffff81280c00x) n=1, y, false",
        "cycles:u:  7f2a5c0a1b30 main+0x1, cycles:u, false",
        "250000 cpu-clock:, cpu-clock, false",
        "cpu/event=0x3c/: , cpu/event=0x3c/, false",
        "cpu_core/cycles/:  1 x, cpu_core/cycles/, false",
        "tlb:tlb_flush: pages:1 reason:local MM shootdown (3), tlb_flush, false",
    })
    void events_are_named_without_their_system(String body, String name, boolean probe) {
        assertThat(PerfScripts.event("            bash 29801 [000]   646.082188: " + body))
                .extracting(Reading.Seen::name, Reading.Seen::probe)
                .containsExactly(name, probe);
    }

    @Test
    void callchains_continue_their_event_and_the_header_tells_the_kernel() {
        PerfScriptReader reader = PerfScripts.reader(PerfScripts.resource("callchains.txt"));
        Reading reading = Reading.of(reader);
        assertThat(reading.events()).extracting(Reading.Seen::name).containsOnly("page-faults");
        assertThat(reading.events()).extracting(Reading.Seen::tgid).containsOnly(1567);
        assertThat(reading.ledger().count(Bucket.CONTINUATION)).isGreaterThan(30);
        assertThat(reading.ledger().count(Bucket.HEADER)).isEqualTo(24);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.ledger().adds()).isTrue();
        assertThat(reader.kernel()).isEqualTo(Optional.of(new KernelVersion(6, 18)));
        assertThat(reading.info().cpus()).isEqualTo(2);
    }

    @Test
    void a_recording_of_6_18_is_understood_to_its_last_line() {
        Reading reading = Reading.of(PerfScripts.reader(PerfScripts.resource("perf-script.txt")));
        assertThat(reading.events()).hasSize(154);
        assertThat(reading.gaps()).isEmpty();
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(reading.events())
                .filteredOn(e -> e.name().equals("sched_switch"))
                .hasSize(4);
        assertThat(reading.info().endProven()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "            bash 29801 [0x1]   646.082188: kmem:rss_stat: curr=1",
                "            bash 29801 [000]   646.0821: kmem:rss_stat: curr=1",
                "            bash 29801 [99999]   646.082188: kmem:rss_stat: curr=1",
                "            bash 29801 [000]   646.082188: page=0x1 pfn=0x1",
                "            bash 29801 [000]   646.082188: comm=x: y",
                "            bash 29801   646.082188: kmem:rss_stat: curr=1",
                "            bash 99999999999 [000]   646.082188: kmem:rss_stat: curr=1",
            })
    void a_damaged_event_is_an_issue(String line) {
        String whole = "            bash 29801 [000]   646.082188: kmem:rss_stat: curr=1\n";
        Reading reading = PerfScripts.read(whole + line + "\n" + whole);
        assertThat(reading.steps()).containsExactly("rss_stat", "gap", "rss_stat");
        assertThat(reading.ledger().count(TraceIssue.LINE_NOT_UNDERSTOOD)).isOne();
    }

    @Test
    void a_last_line_without_newline_may_be_cut() {
        Reading reading = PerfScripts.read("            bash 29801 [000]   646.082188: kmem:rss_stat: curr=1");
        assertThat(reading.events()).isEmpty();
        assertThat(reading.ledger().count(TraceIssue.CUT_LINE)).isOne();
    }

    @Test
    void an_event_older_than_one_before_it_is_a_gap() {
        String first = "            bash 1 [000]   2.000000: kmem:rss_stat: curr=1\n";
        Reading reading = PerfScripts.read(first + first.replace("[000]   2", "[001]   1"));
        assertThat(reading.steps()).containsExactly("rss_stat", "gap", "rss_stat");
        assertThat(reading.ledger().count(TraceIssue.TIME_WENT_BACK)).isOne();
    }

    @Test
    void carriage_returns_are_not_part_of_a_line() {
        byte[] text = "            bash 1 [000]   2.000000: kmem:rss_stat: curr=1\r\n".getBytes(UTF_8);
        assertThat(Reading.of(PerfScripts.reader(text)).event().text()).isEqualTo("curr=1");
    }
}
