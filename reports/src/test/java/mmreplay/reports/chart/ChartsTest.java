package mmreplay.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Timeline;
import mmreplay.invariants.result.Truth;
import mmreplay.reports.Fixtures;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChartsTest {

    private static Chart events(Timeline timeline, String clock) {
        Input input = new Input(
                "t",
                "f",
                "",
                clock,
                1,
                1,
                1,
                0,
                0,
                true,
                new TreeMap<>(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Result result =
                new Result("0", List.of(input), List.of(), List.of(), 0, new Truth(0, 0, 0, 0), List.of(timeline), 0);
        return Charts.of(result).get(0);
    }

    private static Timeline timeline(long start, long width, int bins, int cpus) {
        List<Timeline.Series> series = IntStream.range(0, cpus)
                .mapToObj(cpu -> new Timeline.Series(Integer.toString(cpu), Collections.nCopies(bins, 7L + cpu)))
                .toList();
        return new Timeline(start, width, bins, List.of(new Timeline.Group("events", "events", false, series)));
    }

    private static List<String> texts(Chart chart) {
        return Jsoup.parse(chart.svg()).select("text").eachText();
    }

    @Test
    void of_64_cpus_the_eight_busiest_are_drawn_and_the_rest_as_one() {
        assertThat(texts(events(timeline(0, 1_000_000, 50, 64), "ns")))
                .contains("CPU 56", "CPU 63", "56 others")
                .doesNotContain("CPU 0", "CPU 55");
    }

    @Test
    void nanoseconds_after_weeks_of_uptime_are_told_apart() {
        long weeks = 4_000_000_000_000_000L;
        assertThat(texts(events(timeline(weeks, 10, 50, 2), "ns")))
                .contains("4000000.0000000", "4000000.0000002", "4000000.0000004", "events/s");
    }

    @Test
    void a_raw_clock_near_its_end_has_integers_and_no_rates() {
        assertThat(texts(events(timeline(1L << 62, 3, 40, 1), "raw")))
                .contains("4611686018427388000", "trace clock", "events per bin");
    }

    @Test
    void nothing_to_draw_is_a_sentence() {
        Chart none = events(timeline(0, 0, 0, 2), "ns");
        assertThat(none.drawn()).isFalse();
        assertThat(none.caption()).isEqualTo("no event was replayed.");
    }

    private static Chart of(String id, Timeline timeline) {
        Result rich = Fixtures.rich();
        Result result =
                new Result("0", rich.inputs(), rich.rules(), List.of(), 0, new Truth(0, 0, 0, 0), List.of(timeline), 0);
        return Charts.of(result).stream()
                .filter(chart -> chart.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static final Timeline RICH = Fixtures.rich().timelines().get(0);

    @Test
    void an_mm_s_pages_are_drawn_as_replayed_and_as_the_kernel_counts_them() {
        Chart rss = of("chart-1-rss", RICH);
        assertThat(texts(rss)).contains("mm 2 (worker-801)", "mm 2 (worker-801) (kernel)");
        assertThat(Jsoup.parse(rss.svg()).select("path[stroke-dasharray]")).isNotEmpty();
    }

    @Test
    void of_eleven_mms_that_the_kernel_does_not_name_eight_are_drawn() {
        List<Timeline.Group> groups = RICH.groups().stream()
                .filter(group -> !group.name().equals("rss_stat"))
                .toList();
        Timeline alone = new Timeline(RICH.start(), RICH.binWidth(), RICH.bins(), groups);
        assertThat(texts(of("chart-1-rss", alone))).contains("3 others");
    }

    @Test
    void the_kernel_s_count_is_drawn_alone_where_nothing_was_replayed() {
        List<Timeline.Group> groups = RICH.groups().stream()
                .filter(group -> !group.name().equals("rss"))
                .toList();
        Timeline alone = new Timeline(RICH.start(), RICH.binWidth(), RICH.bins(), groups);
        assertThat(texts(of("chart-1-rss_stat", alone))).contains("mm_id 77");
        assertThat(of("chart-1-rss", alone).drawn()).isFalse();
    }

    @Test
    void bars_carry_their_counts() {
        assertThat(texts(of("chart-1-mapcount", RICH))).contains("5-8", "41,003", "3");
    }

    @Test
    void durations_are_told_in_units_for_people() {
        Chart hold = of("chart-1-lock_hold", RICH);
        assertThat(texts(hold)).contains("mmap_lock", "10 µs", "100 ms", "longest");
        assertThat(hold.caption()).endsWith("Longest: mmap_lock, 239 ms (99 % of 669 within 8 ms).");
    }

    @Test
    void every_rule_with_an_obligation_has_its_row_of_shades() {
        Chart heat = of("chart-1-obligations", RICH);
        assertThat(texts(heat)).contains("AV-1", "TLB-3", "MAP-1", "few", "most");
        assertThat(Jsoup.parse(heat.svg()).select(".f-heat4")).isNotEmpty();
    }

    /** A page whose layout depends on the fonts of the machine that wrote it differs from machine to machine. */
    @Test
    void no_font_of_the_machine_is_asked() throws IOException, InterruptedException {
        Process fresh = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fresh.class.getName())
                .redirectErrorStream(true)
                .start();
        String loaded = new String(fresh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fresh.waitFor())
                .as(loaded.lines()
                        .filter(l -> !l.contains("class,load"))
                        .toList()
                        .toString())
                .isZero();
        assertThat(loaded).contains("mmreplay.reports.chart.ChartSvg ").doesNotContain("sun.font.SunFontManager ");
    }

    /** Draws all charts in a Java machine of its own. */
    static final class Fresh {
        private Fresh() {}

        public static void main(String[] args) {
            if (Charts.of(Fixtures.rich()).stream().filter(Chart::drawn).count() != 12) {
                throw new AssertionError("a chart is missing");
            }
        }
    }
}
