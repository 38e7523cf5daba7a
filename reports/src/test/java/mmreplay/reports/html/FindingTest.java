package mmreplay.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mmreplay.reports.Fixtures;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the page tells of one finding, and what it says to do next. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingTest {

    private static final Document PAGE = Jsoup.parse(HtmlReportTest.html(Fixtures.rich()));
    private static final Element CARD = PAGE.expectFirst("#finding-AV-1-3f2a9c01");

    @Test
    void the_contradiction_is_told_in_prose() {
        assertThat(CARD.select(".contradiction").text())
                .isEqualTo(
                        "At 31.429924 on CPU 3, in kswapd0-45: rmap walks the freed anon_vma. By then: page 0x1900 is"
                                + " mapped by forker (31.400001, forker-812); the last vma left the anon_vma (31.429893,"
                                + " <script>alert(1)</script>-813); the anon_vma is free (31.429893250,"
                                + " <script>alert(1)</script>-813).");
    }

    @Test
    void locks_are_bars_in_the_lane_of_the_task_that_held_them() {
        Element lanes = CARD.expectFirst("svg.lanes:not(.life)");
        assertThat(lanes.select(".lock text").eachText())
                .containsExactly(
                        "mmap_lock, read", "anon_vma_rwsem", "page lock", "<script>alert(1)</script>, waiting");
        assertThat(lanes.select(".lock.read title").text()).contains("from 119,000 to 120,100");
        // held before the picture begins: from its left edge; beyond its end: to the right one, with an arrow
        assertThat(lanes.select(".lock.read rect").attr("x")).isEqualTo("150");
        assertThat(lanes.select(".lock path")).hasSize(2);
        int lane = 64 + 17 + 4;
        assertThat(Integer.parseInt(lanes.select(".lock.write rect").get(0).attr("y")))
                .isBetween(lane, 2 * lane);
        assertThat(lanes.attr("aria-label")).contains("Locks held: mmap_lock, read 0xffff888004c10070");
    }

    @Test
    void a_lock_taken_and_released_between_two_events_touches_neither_mark() {
        Element lanes = CARD.expectFirst("svg.lanes:not(.life)");
        List<Integer> marks = lanes.select(".mark .number").eachAttr("x").stream()
                .map(Integer::valueOf)
                .toList();
        Element bar = lanes.select(".lock.write rect").get(0);
        int from = Integer.parseInt(bar.attr("x"));
        int to = from + Integer.parseInt(bar.attr("width"));
        // lines 120,390 to 120,405, around the event at 120,400
        assertThat(from).isBetween(marks.get(0) + 11, marks.get(1) - 11);
        assertThat(to).isBetween(marks.get(1) + 11, marks.get(2) - 11);
    }

    @Test
    void lives_show_what_was_left_out_and_where_an_object_ended() {
        Element life = CARD.expectFirst("svg.life");
        assertThat(life.select(".skipped").eachText()).contains("+3");
        assertThat(life.select("line.span.alive")).isNotEmpty();
        assertThat(life.select("line.span.gone")).isNotEmpty();
        assertThat(life.select(".mark.trigger .number").text()).isEqualTo("4");
        assertThat(life.attr("aria-label")).contains("page 0x1900: allocated at");
        assertThat(CARD.select(".moments .event").eachText())
                .containsExactly("event_at_119500: comm=\\u001b[2Jxabc\\u202etxt.exe");
    }

    @Test
    void who_said_the_rule_is_quoted_with_a_link_to_all_of_it() {
        assertThat(CARD.select(".origin").text())
                .startsWith("Peter Zijlstra, linux-mm, 2011-05-29:")
                .endsWith("All about AV-1");
        assertThat(CARD.select(".origin a").attr("href")).isEqualTo("#page-AV-1");
        assertThat(PAGE.select("#finding-TLB-3-00c0ffee .origin")).isEmpty();
    }

    @Test
    void the_command_is_one_that_a_shell_does_not_take_apart() {
        assertThat(CARD.select("pre").text().lines())
                .containsExactly(
                        "mmreplay check 'runs/<script>alert(1)</script>/trace.txt' --only AV-1 --kernel VERSION",
                        "mmreplay shrink 'runs/<script>alert(1)</script>/trace.txt' --finding "
                                + CARD.id().replaceFirst("^finding-", "") + " --kernel VERSION -o slice.txt");
    }

    @Test
    void the_filter_finds_tasks_and_pages() {
        assertThat(CARD.attr("data-pids")).isEqualTo("45 812 813");
        assertThat(CARD.attr("data-pages")).isEqualTo("0x1900");
        assertThat(PAGE.expectFirst("#finding-TLB-3-00c0ffee").attr("data-pages"))
                .isEqualTo("0x1a00");
    }

    @Test
    void what_to_do_next_is_concrete() {
        assertThat(PAGE.select(".next li").eachText())
                .containsExactly(
                        "Look at AV-1-3f2a9c01 first, from which 17 further findings follow.",
                        "Record lock_acquire of ptlock_ptr(page) to check LOCK-2.",
                        "Record set_pte_at to check LOCK-2.");
        assertThat(PAGE.select(".next a").attr("href")).isEqualTo("#finding-AV-1-3f2a9c01");
    }

    @Test
    void a_chart_without_data_is_named_with_the_reason() {
        Document empty = Jsoup.parse(HtmlReportTest.html(Fixtures.empty()));
        assertThat(empty.select(".undrawn").text())
                .isEqualTo(
                        "Not drawn, for want of data: Obligations by verdict (no rule met an obligation in this trace.)");
        assertThat(empty.select("figure")).isEmpty();
    }
}
