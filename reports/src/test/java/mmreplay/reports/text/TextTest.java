package mmreplay.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextTest {

    @Test
    void what_acts_is_shown_and_what_reads_is_left_alone() {
        assertThat(Visible.of("kswapd0 µ 漢 😀")).isEqualTo("kswapd0 µ 漢 😀");
        assertThat(Visible.of("a\u001b\t\u009b")).isEqualTo("a\\u001b\\u0009\\u009b");
        assertThat(Visible.of("\u202e\u2066\u200b\ufeff\u2028")).isEqualTo("\\u202e\\u2066\\u200b\\ufeff\\u2028");
        assertThat(Visible.of("x\ud800y\uffff")).isEqualTo("x\\ud800y\\uffff");
        assertThat(Visible.of(new String(Character.toChars(0xE0041)))).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void times_are_the_trace_s() {
        assertThat(Show.time(31_429_924_000L, "ns")).isEqualTo("31.429924");
        assertThat(Show.time(31_429_924_007L, "ns")).isEqualTo("31.429924007");
        assertThat(Show.time(-500_000_000L, "ns")).isEqualTo("-0.500000");
        assertThat(Show.time(-2_000_000_000L, "ns")).isEqualTo("-2.000000");
        assertThat(Show.time(31_429_924_007L, "raw")).isEqualTo("31429924007");
    }

    @Test
    void steps_have_the_unit_that_reads_best() {
        assertThat(Show.later(250, "ns")).isEqualTo("+250 ns");
        assertThat(Show.later(12_000, "ns")).isEqualTo("+12 µs");
        assertThat(Show.later(3_120_500, "ns")).isEqualTo("+3.120 ms");
        assertThat(Show.later(-4_250_000_000L, "ns")).isEqualTo("-4.250 s");
        assertThat(Show.later(1234, "raw")).isEqualTo("+1,234");
    }

    @Test
    void a_share_is_100_only_of_all() {
        assertThat(Show.share(999_999, 1_000_000)).isEqualTo("99.9 %");
        assertThat(Show.share(7, 7)).isEqualTo("100.0 %");
        assertThat(Show.share(0, 0)).isEqualTo("0.0 %");
    }
}
