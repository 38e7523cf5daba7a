package mmreplay.traces.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLineTest {

    private static Reading.Seen event(String line) {
        return Reading.ofText(line + "\n").event();
    }

    @Test
    void default_options_give_context_name_and_text() {
        Reading.Seen event =
                event("            perf-29800   [001] dNs3.   645.560508: sched_wakeup: comm=kcompactd0 pid=36");
        assertThat(event)
                .isEqualTo(new Reading.Seen(
                        "perf", 29800, -1, 1, 645_560_508_000L, "sched_wakeup", "comm=kcompactd0 pid=36", 1, false));
    }

    @Test
    void record_tgid_gives_the_thread_group() {
        assertThat(event(
                                "              sh-56      (     56) [001] d..1.     7.335363: page_fault_user: address=0x5eaeb0")
                        .tgid())
                .isEqualTo(56);
    }

    @Test
    void a_forgotten_thread_group_is_unknown() {
        Reading.Seen event =
                event("          <idle>-0       (-------) [001] d..3.     6.634354: sched_switch: prev_comm=swapper/1");
        assertThat(event.tgid()).isEqualTo(-1);
        assertThat(event.comm()).isEqualTo("<idle>");
        assertThat(event.pid()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(  882)", "( 882)", "(882)", "(    882)"})
    void the_width_of_the_thread_group_does_not_matter(String tgid) {
        assertThat(event("            adbd-882   " + tgid + " [000] ...1   12.345678: rss_stat: member=1")
                        .tgid())
                .isEqualTo(882);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d..2", ".....", "dNs3.", "..Zff", "d.Zff", "DN.6.", "bBLH1", "X..1", "d.h.. ", "....1.."})
    void flags_of_every_kernel_are_stepped_over(String flags) {
        assertThat(event("            bash-1      [000] " + flags + "  1.000002: x: y=1")
                        .time())
                .isEqualTo(1_000_002_000L);
    }

    @Test
    void without_irq_info_there_are_no_flags() {
        Reading.Seen event = event(" rcu_tasks_trace-29      [000]    646.128549: sched_wakeup: comm=bash pid=29801");
        assertThat(event.comm()).isEqualTo("rcu_tasks_trace");
        assertThat(event.time()).isEqualTo(646_128_549_000L);
    }

    @Test
    void kernels_of_2_6_bracket_two_digits() {
        Reading.Seen event = event("            bash-4000  [01]  1477.606694: simple_strtoul <-strict_strtoul");
        assertThat(event.cpu()).isEqualTo(1);
        assertThat(event.name()).isEqualTo("function");
        assertThat(event.text()).isEqualTo("simple_strtoul <-strict_strtoul");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "f2fs_gc-254:40-474  [000]|f2fs_gc-254:40",
                "  Binder-Thread #-647  [000]|Binder-Thread #",
                "Surface Flinger -178  [000]|Surface Flinger ",
                "           <...>-19999 [000]|<...>",
                "       <unknown>-200   [000]|<unknown>",
                "   kworker/u12:1-46    [000]|kworker/u12:1",
                "  a-1 [003] (4) -12    [000]|a-1 [003] (4) ",
                "      (sd-pam)x-12    [000]|(sd-pam)x",
                " (a-1) [2] #b -12    [000]|(a-1) [2] #b ",
                "#Chrome~Thread-12    [000]|#Chrome~Thread",
            })
    void task_names_may_hold_anything(String start, String comm) {
        Reading.Seen event = event(start + " d..2.    1.000002: x: y=1");
        assertThat(event.comm()).isEqualTo(comm);
        assertThat(event.cpu()).isZero();
    }

    @Test
    void a_task_named_like_a_context_does_not_move_the_anchor() {
        Reading.Seen event = event("x-1 [7] 1.0: y: -4242    [000] d..2.     3.000002: rss_stat: curr=1");
        assertThat(event.pid()).isEqualTo(4242);
        assertThat(event.cpu()).isZero();
        assertThat(event.time()).isEqualTo(3_000_002_000L);
        assertThat(event.name()).isEqualTo("rss_stat");
    }

    @Test
    void a_context_inside_the_text_is_text() {
        Reading.Seen event =
                event("            bash-12      [001] .....     5.000001: tracing_mark_write: a-3 [002] 9.5: x: y");
        assertThat(event.pid()).isEqualTo(12);
        assertThat(event.text()).isEqualTo("a-3 [002] 9.5: x: y");
    }

    @ParameterizedTest
    @CsvSource({
        "1787392423.123457, 1787392423123457000, NANOSECONDS",
        "1787392423.123457891, 1787392423123457891, EXACT_NANOSECONDS",
        "0.000001, 1000, NANOSECONDS",
        "    7.5, 7500000000, NANOSECONDS",
    })
    void seconds_become_exact_nanoseconds(String text, long nanos, ClockUnit clock) {
        Reading reading = Reading.ofText("            bash-12      [001] ..... " + text + ": x: y=1\n");
        assertThat(reading.event().time()).isEqualTo(nanos);
        assertThat(reading.info().clock()).isEqualTo(clock);
    }

    @Test
    void integer_clocks_stay_raw() {
        Reading reading = Reading.ofText("            bash-12      [001] ..... 999999999999999998: x: y=1\n");
        assertThat(reading.event().time()).isEqualTo(999_999_999_999_999_998L);
        assertThat(reading.info().clock()).isEqualTo(ClockUnit.RAW);
    }

    @Test
    void a_line_of_another_clock_is_no_event() {
        String context = "            bash-12      [001] ..... ";
        Reading reading = Reading.ofText(context + "    5.000001: x: y=1\n" + context + "5000002: x: y=1\n");
        assertThat(reading.events()).hasSize(1);
        assertThat(reading.ledger().count(TraceIssue.LINE_NOT_UNDERSTOOD)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"86324us+, 86324000", "7172039us , 7172039000", "0us!, 0", "5us#, 5000", "5us*, 5000", "5us@, 5000"})
    void latency_format_counts_from_the_first_event(String time, long nanos) {
        Reading.Seen event = event("    bash-4574      0...1. " + time + ": rss_stat: curr=1");
        assertThat(event).isEqualTo(new Reading.Seen("bash", 4574, -1, 0, nanos, "rss_stat", "curr=1", 1, false));
    }

    @Test
    void latency_format_cuts_the_task_to_eight_bytes() {
        assertThat(event("kcompact-36       11d..2. 7172041us : sched_switch: prev_comm=kcompactd0"))
                .extracting(Reading.Seen::comm, Reading.Seen::cpu)
                .containsExactly("kcompact", 11);
    }

    @Test
    void verbose_latency_format_has_the_absolute_time_in_brackets() {
        Reading.Seen event =
                event("            perf   29800   1 53 00000003 00000000 [267a78bc] 1987.979ms (+58.552ms):"
                        + " sched_wakeup: comm=kcompactd0");
        assertThat(event)
                .isEqualTo(new Reading.Seen(
                        "perf", 29800, -1, 1, 645_560_508_000L, "sched_wakeup", "comm=kcompactd0", 1, false));
    }

    @Test
    void verbose_latency_format_of_an_integer_clock_is_raw() {
        Reading reading = Reading.ofText(
                " C1 CompilerThre   29800   1 53 00000003 00000000 [00000000267a78bc] 1987 (+58): x: y=1\n");
        assertThat(reading.event().time()).isEqualTo(0x267a78bcL);
        assertThat(reading.event().comm()).isEqualTo("C1 CompilerThre");
        assertThat(reading.info().clock()).isEqualTo(ClockUnit.RAW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "myprobe: (do_sys_open+0x0/0xd6) dfd=3 filename=7fffd1ec4440|myprobe|true",
                "ret: (sys_openat+0xc/0xe <- do_sys_open) $retval=fffffffffffffffe|ret|true",
                "up: (0x401136) arg1=5|up|true",
                "x: (0x401136 <- 0x401190) arg1=5|x|true",
                "m: (xfs_file_open+0x0/0x40 [xfs]) a=1|m|true",
                "n: (no probe) a=1|n|false",
                "exit_mmap: mt_mod 0000000064faee00, DESTROY|exit_mmap|false",
            })
    void a_probe_is_known_by_its_place(String body, String name, boolean probe) {
        Reading.Seen event = event("            bash-12      [001] ..Zff     5.000001: " + body);
        assertThat(event.name()).isEqualTo(name);
        assertThat(event.probe()).isEqualTo(probe);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "sys_madvise(start: 7fd0, behavior: 4)|sys_madvise|(start: 7fd0, behavior: 4)",
                "sys_madvise -> 0x0|sys_madvise|-> 0x0",
                "<stack trace>|kernel_stack|<stack trace>",
                "<user stack trace>|user_stack|<user stack trace>",
                "sys_close <-system_call_fastpath|function|sys_close <-system_call_fastpath",
                "# 2a buf: 01 02|raw_data|# 2a buf: 01 02",
                "foo.part.0+0x10/0x20: hello|foo.part.0+0x10/0x20|hello",
                "tlb_flush:|tlb_flush|''",
                "120:120:R   + [000] 9:98:R sleep|120|120:R   + [000] 9:98:R sleep",
                "!|?|!",
            })
    void every_entry_has_a_name(String body, String name, String text) {
        assertThat(event("            bash-12      [001] .....     5.000001: " + body))
                .extracting(Reading.Seen::name, Reading.Seen::text)
                .containsExactly(name, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "            bash-12      [65536] .....     5.000001: x: y=1",
                "            bash-99999999999      [001] .....     5.000001: x: y=1",
                "            bash-12      [001] .....     5.000001 x: y=1",
                "            bash-12      [001] .....     99999999999.000001: x: y=1",
                "            bash-12      [001] .....     9999999999999999999999: x: y=1",
                "            bash 12      [001] .....     5.000001: x: y=1",
                "hello, world",
            })
    void what_is_no_event_is_an_issue(String line) {
        Reading reading = Reading.ofText(line + "\n");
        assertThat(reading.events()).isEmpty();
        assertThat(reading.ledger().count(Bucket.ISSUE)).isOne();
        assertThat(reading.ledger().count(TraceIssue.LINE_NOT_UNDERSTOOD)).isOne();
        assertThat(reading.ledger().adds()).isTrue();
    }

    @Test
    void carriage_returns_are_not_part_of_a_line() {
        Reading reading =
                Reading.ofText("# tracer: nop\r\n\r\n            bash-12      [001] .....     5.000001: x: y=1\r\n");
        assertThat(reading.event().text()).isEqualTo("y=1");
        assertThat(reading.ledger().count(Bucket.BLANK)).isOne();
    }
}
