package mmreplay.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.reports.Fixtures;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Results that are larger, or stranger, than the fixture. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HtmlEdgeTest {

    private static final Result RICH = Fixtures.rich();

    private static Document page(Result result) {
        return Jsoup.parse(HtmlReportTest.html(result));
    }

    private static Result with(List<Finding> findings, long total) {
        return new Result(
                RICH.version(),
                RICH.inputs(),
                RICH.rules(),
                findings,
                total,
                RICH.truth(),
                RICH.timelines(),
                RICH.exit());
    }

    private static Finding with(Finding finding, List<Evidence> evidence) {
        return new Finding(
                finding.id(),
                finding.rule(),
                finding.verdict(),
                finding.time(),
                finding.position(),
                finding.subject(),
                finding.summary(),
                evidence,
                0);
    }

    @Test
    void a_capped_list_does_not_pretend_to_have_counted_everything() {
        Document page = page(with(Collections.nCopies(200, RICH.findings().get(0)), 1_234));
        assertThat(page.select("h1").text()).startsWith("at least 200 violations (1,234 findings in all);");
        assertThat(page.select("#findings > p").text())
                .isEqualTo("Listed are 200 of 1,234 findings, the worst first. The first 100 are told with their"
                        + " pictures, the others by their evidence.");
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.select("details.finding").eachAttr("id"))
                .hasSize(200)
                .startsWith("finding-AV-1-3f2a9c01", "finding-AV-1-3f2a9c01_2");
        assertThat(page.select("details.finding svg.lanes:not(.life)")).hasSize(FindingCards.WHOLE);
        assertThat(page.select("details.finding[open]")).hasSize(FindingCards.OPEN);
        assertThat(page.select("details.finding .evidence")).hasSize(200);
    }

    @Test
    void a_long_story_is_listed_whole_and_drawn_from_its_end() {
        Finding finding = RICH.findings().get(0);
        List<Evidence> many =
                new ArrayList<>(Collections.nCopies(40, finding.evidence().get(0)));
        many.add(finding.evidence().get(3));
        Document page = page(with(List.of(with(finding, many)), 1));
        assertThat(page.select(".evidence li")).hasSize(41);
        assertThat(page.select("svg.lanes:not(.life) .mark")).hasSize(LanesBuilder.MARKS);
        assertThat(page.select("svg.lanes:not(.life) .mark.trigger .number").text())
                .isEqualTo("41");
        assertThat(page.select(".finding .note").text()).isEqualTo("The picture leaves out the first 25 events.");
    }

    @Test
    void a_finding_without_evidence_is_still_shown() {
        Document page = page(with(List.of(with(RICH.findings().get(0), List.of())), 1));
        assertThat(page.select(".finding").text()).contains("No event was kept as evidence.");
    }

    @Test
    void with_two_inputs_every_line_says_whose_it_is() {
        Finding finding = RICH.findings().get(0);
        Evidence e = finding.evidence().get(0);
        Evidence second =
                new Evidence(new Position(1, 9), e.time(), e.cpu(), e.pid(), e.comm(), e.role(), e.event(), e.fact());
        Result two = new Result(
                RICH.version(),
                List.of(RICH.inputs().get(0), RICH.inputs().get(0)),
                RICH.rules(),
                List.of(with(finding, List.of(e, second))),
                1,
                RICH.truth(),
                List.of(RICH.timelines().get(0), RICH.timelines().get(0)),
                1);
        Document page = page(two);
        assertThat(page.select(".evidence .line").eachText())
                .containsExactly("input 1, line 120,001", "input 2, line 9");
        assertThat(page.select("figure h3").eachText()).contains("Events per CPU, input 1", "Events per CPU, input 2");
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void of_a_fleet_s_inputs_the_first_are_named_and_drawn_and_the_page_says_so() {
        Result fleet = new Result(
                RICH.version(),
                Collections.nCopies(9, RICH.inputs().get(0)),
                RICH.rules(),
                List.of(),
                0,
                RICH.truth(),
                Collections.nCopies(9, RICH.timelines().get(0)),
                0);
        Document page = page(fleet);
        assertThat(page.select("header").text()).contains("and 4 inputs more");
        assertThat(page.select("#charts .note").text()).isEqualTo("Drawn are the first 4 of 9 inputs.");
        assertThat(page.select("section.source")).hasSize(9);
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void markdown_keeps_its_shape_and_loses_its_markup() {
        Document page = page(RICH);
        assertThat(page.select(".text h3").eachText()).containsExactly("AV-1", "Why", "More");
        assertThat(page.select(".text li")).hasSize(2);
        assertThat(page.select(".text pre").first()).isNotNull();
        assertThat(page.expectFirst(".text pre").wholeText())
                .isEqualTo("CPU 0            CPU 1\nunlink_anon_vmas\n                 page_lock_anon_vma");
        assertThat(page.select(".text a").eachAttr("href")).containsExactly("https://lore.kernel.org/linux-mm/");
    }
}
