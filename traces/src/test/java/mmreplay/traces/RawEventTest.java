package mmreplay.traces;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RawEventTest {

    private static RawEvent event(String body) {
        TraceReader reader =
                TracefsTextReader.ofText("            bash-12      [001] .....     5.000001: " + body + "\n");
        try {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return reader.event();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String value(RawEvent event, String key) {
        return event.value(event.field(ascii(key), 0));
    }

    private static final String SWITCH =
            "sched_switch: prev_comm=C1 CompilerThre prev_pid=9 prev_state=R ==> next_comm=a, b next_pid=3684";

    @ParameterizedTest
    @CsvSource({
        "prev_comm, C1 CompilerThre",
        "prev_pid, 9",
        "prev_state, R",
        "next_comm, 'a, b'",
        "next_pid, 3684",
    })
    void a_value_runs_to_the_next_key(String key, String expected) {
        assertThat(value(event(SWITCH), key)).isEqualTo(expected);
    }

    @Test
    void commas_and_blanks_before_a_key_and_at_the_end_are_not_part_of_a_value() {
        RawEvent event = event("mm_collapse_huge_page: mm=ffff888003455400, isolated=1, status=succeeded, ");
        assertThat(value(event, "mm")).isEqualTo("ffff888003455400");
        assertThat(value(event, "isolated")).isEqualTo("1");
        assertThat(value(event, "status")).isEqualTo("succeeded");
        assertThat(value(event("mm_lru_insertion: lru=0 flags=Ma bd "), "flags"))
                .isEqualTo("Ma bd");
    }

    @Test
    void key_value_pairs_with_colons_are_split_where_there_is_no_equals_sign() {
        RawEvent event = event("tlb_flush: pages:-1 reason:local MM shootdown (3)");
        assertThat(event.number(event.field(ascii("pages"), 0))).isEqualTo(-1);
        int reason = event.field(ascii("reason"), 1);
        assertThat(event.value(reason)).isEqualTo("local MM shootdown (3)");
        assertThat(event.inParens(reason)).isEqualTo(3);
        assertThat(event.inParens(event.field(ascii("pages"), 0))).isEqualTo(-1);
    }

    @Test
    void colons_inside_values_are_no_keys() {
        RawEvent event = event("mm_filemap_fault: dev=254:0 ino=5108eb ofs=16384");
        assertThat(value(event, "dev")).isEqualTo("254:0");
        assertThat(event.field(ascii("254"), 0)).isEqualTo(-1);
        assertThat(event.hex(event.field(ascii("ino"), 1))).isEqualTo(0x5108ebL);
    }

    @Test
    void a_syscall_prints_blanks_behind_its_colons() {
        RawEvent event = event("sys_madvise(start: 7fd0de609000, len_in: 7fc000, behavior: 4)");
        assertThat(event.hex(event.field(ascii("start"), 0))).isEqualTo(0x7fd0de609000L);
        assertThat(value(event, "len_in")).isEqualTo("7fc000");
        assertThat(event.number(event.field(ascii("behavior"), 2))).isEqualTo(4);
        assertThat(event.probe()).isFalse();
    }

    @Test
    void the_option_fields_prints_hexadecimal_and_decimal() {
        RawEvent event = event("mm_page_alloc: pfn=0x19b096 (1683606) order=0x0 (0) x=0xffffffffffffffff (-1)");
        int pfn = event.field(ascii("pfn"), 0);
        assertThat(event.number(pfn)).isEqualTo(0x19b096);
        assertThat(event.inParens(pfn)).isEqualTo(1683606);
        assertThat(event.isNumber(pfn)).isTrue();
        assertThat(event.number(event.field(ascii("x"), 2))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1f, true, 31",
        "-3, true, -3",
        "12, true, 12",
        "94208B, true, 94208",
        "-0x10, true, -16",
        "0x, true, 0",
        "18446744073709551615, true, -1",
        "0xffff888003450860, true, -131391584663456",
        "ffff888003450860, false, 0",
        "-, false, 0",
        "(none), false, 0",
    })
    void numbers(String text, boolean isNumber, long number) {
        RawEvent event = event("x: v=" + text + " w=1");
        int field = event.field(ascii("v"), 0);
        assertThat(event.isNumber(field)).isEqualTo(isNumber);
        assertThat(event.number(field)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"700000000000, 123145302310912", "0x10, 16", "800000000e000047, -9223372036619894713", "zz, 0"})
    void bare_hexadecimal(String text, long number) {
        RawEvent event = event("remove_migration_pte: addr=" + text + ", pte=1");
        assertThat(event.hex(event.field(ascii("addr"), 0))).isEqualTo(number);
    }

    @Test
    void words_of_a_text_without_keys() {
        RawEvent lock = event("lock_acquire: ffff888003450860 try read &mm->mmap_lock");
        assertThat(lock.hex(lock.field(ascii("$0"), 0))).isEqualTo(0xffff888003450860L);
        assertThat(value(lock, "$3")).isEqualTo("&mm->mmap_lock");
        assertThat(lock.field(ascii("$4"), 0)).isEqualTo(-1);
        RawEvent store = event("vma_store: mt_mod 00000000b018fe49, (0000000075470066), STORE, 1, 2,");
        assertThat(value(store, "$1")).isEqualTo("00000000b018fe49");
        assertThat(store.number(store.field(ascii("$5"), 0))).isEqualTo(2);
    }

    @Test
    void words_and_fields_of_one_event_do_not_meet() {
        RawEvent event = event("x: 7 a=8");
        int word = event.field(ascii("$0"), 0);
        int field = event.field(ascii("a"), 0);
        assertThat(event.number(word)).isEqualTo(7);
        assertThat(event.number(field)).isEqualTo(8);
    }

    @Test
    void fields_of_a_probe_start_behind_its_place() {
        RawEvent event = event("r: (sys_openat+0xc/0xe <- do_sys_open) $retval=fffffffffffffffe arg1=0x5");
        assertThat(event.probe()).isTrue();
        assertThat(event.hex(event.field(ascii("$retval"), 0))).isEqualTo(-2);
        assertThat(value(event, "$1")).isEqualTo("arg1=0x5");
        assertThat(event.number(event.field(ascii("arg1"), 0))).isEqualTo(5);
    }

    @Test
    void a_key_behind_a_parenthesis_ends_the_value_before_it() {
        RawEvent event = event("x: a=foo (b=3)");
        assertThat(value(event, "a")).isEqualTo("foo");
        assertThat(event.number(event.field(ascii("b"), 0))).isEqualTo(3);
    }

    @Test
    void a_wrong_hint_and_a_longer_key_do_not_match() {
        RawEvent event = event("x: pfn=1 pfn_end=2");
        assertThat(event.field(ascii("pfn_end"), 0)).isEqualTo(1);
        assertThat(event.field(ascii("pfn"), 99)).isZero();
        assertThat(event.field(ascii("pf"), -5)).isEqualTo(-1);
    }

    @Test
    void a_missing_field_is_nothing() {
        RawEvent event = event("x: a=1");
        assertThat(event.number(-1)).isZero();
        assertThat(event.hex(-1)).isZero();
        assertThat(event.isNumber(-1)).isFalse();
        assertThat(event.is(-1, ascii("a"))).isFalse();
        assertThat(event.value(-1)).isEmpty();
        assertThat(event.inParens(-1)).isEqualTo(-1);
    }

    @Test
    void is_compares_the_whole_value() {
        RawEvent event = event("page_mapping_set: how=try ok=1");
        int how = event.field(ascii("how"), 0);
        assertThat(event.is(how, ascii("try"))).isTrue();
        assertThat(event.is(how, ascii("tr"))).isFalse();
        assertThat(event.is(how, ascii("try "))).isFalse();
    }
}
