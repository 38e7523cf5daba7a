package mmreplay.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.Fixtures;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HtmlReportTest {

    private static final Result RICH = Fixtures.rich();
    private static final String HTML = html(RICH);
    private static final Document PAGE = Jsoup.parse(HTML);

    static String html(Result result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            HtmlReport.write(result, Fixtures::page, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_first_sentence_says_it_all() throws IOException {
        assertThat(PAGE.select("h1").text())
                .isEqualTo("1 violation, 1 hazard, 1 note; 4 rules proved 203,344 obligations; 1,168 obligations"
                        + " inconclusive; 2 rules not checked: the trace does not show lock_acquire of ptlock_ptr(page)"
                        + " and set_pte_at; 1 had nothing to judge");
        // For eyes: the page that the tests speak about.
        Files.writeString(Path.of("target", "fixture-report.html"), HTML);
    }

    @Test
    void every_rule_has_its_row_with_verdict_and_reasons() {
        for (RuleResult rule : RICH.rules()) {
            Element row = PAGE.expectFirst("#rule-" + rule.id());
            assertThat(row.text())
                    .contains(rule.title())
                    .contains(rule.verdict().name().replace('_', ' '));
            rule.needs().forEach(need -> assertThat(row.text()).contains(need));
            rule.inconclusive().keySet().forEach(why -> assertThat(row.text()).contains(why.meaning()));
        }
    }

    @Test
    void every_finding_has_an_anchor_and_its_evidence_in_order() {
        for (Finding finding : RICH.findings()) {
            Element card = PAGE.expectFirst("#finding-" + finding.id());
            List<String> facts = card.select(".evidence .fact").eachText();
            assertThat(facts)
                    .containsExactlyElementsOf(
                            finding.evidence().stream().map(e -> e.fact()).toList());
            assertThat(card.select("svg.lanes:not(.life) .mark"))
                    .hasSize(finding.evidence().size());
            assertThat(card.select("svg.lanes:not(.life) .mark.trigger")).hasSize(1);
            assertThat(card.select("svg.lanes").attr("aria-label")).contains("(the trigger)");
        }
        assertThat(PAGE.expectFirst("#finding-AV-1-3f2a9c01").text())
                .contains("line 120,433", "31.429924", "31.429893250", "+250 ns", "17 further findings");
    }

    @Test
    void text_from_the_trace_is_text() {
        assertThat(PAGE.select("script")).hasSize(1);
        assertThat(PAGE.expectFirst("script").data()).isEqualTo(Scripts.script());
        assertThat(HTML.split("<script", -1)).hasSize(2);
        assertThat(HTML).doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(PAGE.text()).contains(Fixtures.SCRIPT, Fixtures.CDATA, "\\u001b[2Jx", "abc\\u202etxt.exe");
        assertThat(PAGE.select("a[href^=javascript]")).isEmpty();
        assertThat(PAGE.select("*").eachAttr("onload")).isEmpty();
    }

    @Test
    void nothing_is_loaded_from_anywhere() {
        // The second wall: what the escaping might let through, the browser refuses to run or to fetch.
        assertThat(PAGE.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo(Scripts.policy())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(PAGE.expectFirst("style").data()).isEqualTo(Scripts.css());
        assertThat(PAGE.select("[style], [onclick]")).isEmpty();
        assertThat(PAGE.select("link, img, iframe, object, embed, image, use, [src]"))
                .isEmpty();
        assertThat(PAGE.select("style").html()).doesNotContain("url(").doesNotContain("@import");
        assertThat(PAGE.select("svg [href], svg [xlink:href]")).isEmpty();
    }

    @Test
    void ids_are_unique_and_every_link_inside_the_page_arrives() {
        assertThat(PAGE.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        for (Element link : PAGE.select("a[href^=#]")) {
            assertThat(PAGE.getElementById(link.attr("href").substring(1)))
                    .as(link.attr("href"))
                    .isNotNull();
        }
        for (Element clipped : PAGE.select("[clip-path]")) {
            String id = clipped.attr("clip-path").replaceAll("url\\(#(.*)\\)", "$1");
            assertThat(PAGE.getElementById(id)).as(id).isNotNull();
        }
    }

    @Test
    void charts_have_titles_words_and_colours_from_the_style_sheet() {
        assertThat(PAGE.select("figure svg.chart")).hasSize(12);
        assertThat(PAGE.select("figure svg.chart").eachAttr("aria-label")).allMatch(label -> label.length() > 30);
        for (String paint : List.of("fill", "stroke")) {
            assertThat(PAGE.select("svg.chart [" + paint + "]").eachAttr(paint)).allMatch(v -> v.equals("none"));
        }
        assertThat(PAGE.expectFirst("#chart-1-events").select(".f-gap")).isNotEmpty();
    }

    @Test
    void the_ledger_adds_up_to_all_lines() {
        assertThat(PAGE.select("#quality tfoot").text()).contains("214,620", "100.00 %");
        double sum = PAGE.select("#quality .columns > div:first-child tbody td:last-child").eachText().stream()
                .mapToDouble(share -> Double.parseDouble(share.replace(" %", "")))
                .sum();
        assertThat(Math.round(sum * 100)).isEqualTo(10_000);
        assertThat(PAGE.select("#quality").text()).contains("And 11 more.").contains("not proven");
        assertThat(PAGE.select("#quality [aria-label=Losses] tbody tr")).hasSize(20);
    }

    @Test
    void it_tells_which_kernel_this_is_and_how_that_is_known() {
        assertThat(PAGE.select("[aria-label='Which kernel this is'] tbody tr").eachText())
                .containsExactly(
                        "faults run under the vma's lock 6.4 yes line 1,234",
                        "a zapped page keeps its mapcount 6.2 no --kernel",
                        "a page moves to another root 6.8 unknown nothing");
    }

    @Test
    void tables_are_readable_by_machine_voices() {
        assertThat(PAGE.select("th:not([scope])")).isEmpty();
        assertThat(PAGE.select("html").attr("lang")).isEqualTo("en");
        assertThat(PAGE.select("svg:not([aria-label]):not([aria-hidden])")).isEmpty();
    }

    @Test
    void the_same_result_gives_the_same_bytes_everywhere() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            // digits of their own, an i without its dot, a comma for the point
            for (Locale other : List.of(new Locale("ar", "EG"), new Locale("tr", "TR"), Locale.GERMANY)) {
                Locale.setDefault(other);
                assertThat(html(RICH)).as(other.toString()).isEqualTo(HTML);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(html(RICH)).isEqualTo(HTML);
    }

    @Test
    void an_empty_result_says_that_nothing_was_checked() {
        Document page = Jsoup.parse(html(Fixtures.empty()));
        assertThat(page.select("h1").text()).isEqualTo("No finding; no obligation proven");
        assertThat(page.text()).contains("nothing was checked").contains("There was no input");
        assertThat(page.select("svg")).isEmpty();
        assertThat(page.getElementById("truth")).isNull();
    }
}
