package mmreplay.reports.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mmreplay.reports.Fixtures;
import mmreplay.reports.html.HtmlReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class PageBrowserTest {

    private static final String AV = "finding-AV-1-3f2a9c01";
    private static final String TLB = "finding-TLB-3-00c0ffee";
    private static final String ANON = "finding-ANON-3-12345678";
    private static final String FINDINGS = "details.finding";

    private Browser browser;
    private Path page;
    private Path large;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        // what a shell and a URL would both like to take apart
        Path odd = Files.createDirectory(folder.resolve("a b#c '\"$(x)"));
        page = odd.resolve("report.html");
        large = odd.resolve("large.html");
        HtmlReport.write(Fixtures.rich(), Fixtures::page, page);
        HtmlReport.write(Fixtures.many(1_000), Fixtures::page, large);
        browser = new Browser();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    /** Whatever a test did: nothing was complained of, nothing was fetched but the page, nothing hostile ran. */
    @AfterEach
    void quiet() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .allMatch(request -> request.contains("\"documentURL\":\"file:///"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(browser.run("return document.querySelectorAll('script').length"))
                .isEqualTo(1L);
        assertThat(browser.run("return document.title")).asString().contains("<script>alert(1)</script>");
    }

    @Test
    void search_narrows_findings_and_rules_and_says_to_how_many() {
        browser.open(page, "");
        assertThat(browser.shown(FINDINGS)).containsExactly(AV, TLB, ANON);
        browser.type("#q", "freed cpu_1".replace('_', ' '));
        assertThat(browser.shown(FINDINGS)).contains(TLB).doesNotContain(ANON);
        browser.find("#q").clear();
        browser.type("#q", "exclusive page was copied");
        assertThat(browser.shown(FINDINGS)).containsExactly(ANON);
        assertThat(browser.find("#status").getText()).startsWith("Shown: 1 of 3 findings,");
        browser.escape();
        assertThat(browser.shown(FINDINGS)).hasSize(3);
        assertThat(browser.find("#status").getText()).isEmpty();
    }

    @Test
    void severity_rule_pid_and_page_filter() {
        browser.open(page, "");
        browser.type("#by-verdict", "HAZARD");
        assertThat(browser.shown(FINDINGS)).containsExactly(TLB);
        browser.type("#by-verdict", "all");
        browser.type("#by-rule", "ANON-3");
        assertThat(browser.shown(FINDINGS)).containsExactly(ANON);
        assertThat(browser.shown("table.rules tbody tr")).containsExactly("rule-ANON-3");
        browser.type("#by-rule", "all");
        browser.type("#by-pid", "813");
        assertThat(browser.shown(FINDINGS)).containsExactly(AV);
        browser.find("#by-pid").clear();
        browser.type("#by-page", "1a00");
        assertThat(browser.shown(FINDINGS)).containsExactly(TLB);
        browser.find("button[type=reset]").click();
        browser.run("return new Promise(done => setTimeout(done, 20))");
        assertThat(browser.shown(FINDINGS)).hasSize(3);
    }

    @Test
    void findings_fold_and_unfold_by_mouse_and_by_key() {
        browser.open(page, "");
        browser.find("#close-all").click();
        assertThat(browser.shown(FINDINGS + " .body")).isEmpty();
        browser.find("#open-all").click();
        assertThat(browser.shown(FINDINGS + " .body")).hasSize(3);
        browser.find("#" + AV + " > summary").click();
        assertThat(browser.shown(FINDINGS + "[open]")).containsExactly(TLB, ANON);
        browser.press("k");
        browser.press("j");
        assertThat(browser.run("return document.activeElement.parentElement.id"))
                .isEqualTo(TLB);
        browser.press("o");
        assertThat(browser.shown(FINDINGS + "[open]")).containsExactly(ANON);
        browser.press(Keys.ENTER);
        assertThat(browser.shown(FINDINGS + "[open]")).containsExactly(TLB, ANON);
        browser.press("/");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("q");
    }

    @Test
    void the_focus_can_be_seen() {
        browser.open(page, "");
        browser.press(Keys.TAB);
        assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void a_deep_link_unfolds_its_finding_even_a_filtered_one() {
        browser.open(large, "#finding-AV-1-0000018c");
        assertThat(browser.run("return document.getElementById('finding-AV-1-0000018c').open"))
                .isEqualTo(true);
        assertThat(browser.run("const r = document.getElementById('finding-AV-1-0000018c').getBoundingClientRect();"
                        + " return r.top >= -1 && r.top < innerHeight"))
                .isEqualTo(true);
        browser.type("#q", "no finding says this");
        assertThat(browser.shown(FINDINGS)).isEmpty();
        browser.run("location.hash = '#finding-AV-1-0000018f'; return new Promise(done => setTimeout(done, 50))");
        assertThat(browser.run("return document.getElementById('finding-AV-1-0000018f').open"))
                .isEqualTo(true);
        browser.run("location.hash = '#page-AV-1'; return new Promise(done => setTimeout(done, 50))");
        assertThat(browser.run("return document.getElementById('page-AV-1').open"))
                .isEqualTo(true);
        browser.run("location.hash = '#%E0%A4%A'; return new Promise(done => setTimeout(done, 50))");
    }

    @Test
    void a_thousand_findings_are_searched_while_one_types() {
        browser.open(large, "");
        browser.type("#q", "further findings");
        Object millis = browser.run("const q = document.getElementById('q'); const from = performance.now();"
                + " q.value = 'freed 0000018c'; q.dispatchEvent(new Event('input', {bubbles: true}));"
                + " document.body.offsetHeight; return performance.now() - from");
        assertThat(((Number) millis).doubleValue()).isLessThan(2_000);
        assertThat(browser.shown(FINDINGS)).containsExactly("finding-AV-1-0000018c");
    }

    @Test
    void light_and_dark_follow_the_system() {
        browser.open(page, "");
        String ground = "return getComputedStyle(document.body).backgroundColor";
        browser.scheme("light");
        assertThat(browser.run(ground)).isEqualTo("rgb(255, 255, 255)");
        browser.scheme("dark");
        assertThat(browser.run(ground)).isEqualTo("rgb(20, 23, 26)");
        browser.scheme("light");
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways() {
        browser.open(page, "");
        browser.width(400);
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(400L);
        browser.width(1400);
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(1400L);
    }

    @Test
    void hostile_text_is_shown_and_does_nothing() {
        browser.open(page, "");
        assertThat(browser.run("return document.body.textContent"))
                .asString()
                .contains(Fixtures.SCRIPT, Fixtures.CDATA, Fixtures.CELL, "\\u001b[2Jx", "abc\\u202etxt.exe")
                .doesNotContain("\u001b", "\u202e");
        // an alert would make this and every later command fail
        assertThat(browser.run("return document.querySelectorAll('[onload], [onerror], [onclick]').length"))
                .isEqualTo(0L);
        browser.type("#q", Fixtures.SCRIPT);
        assertThat(browser.shown(FINDINGS)).containsExactly(AV);
    }

    @Test
    void what_slips_into_the_markup_is_refused_by_the_policy() {
        browser.open(page, "");
        browser.run("const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
                + " document.body.append(s); s.remove(); return null");
        assertThat(browser.run("return typeof window.ran")).isEqualTo("undefined");
        assertThat(browser.console()).anyMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void without_its_script_the_page_shows_all() {
        browser.open(page, "");
        List<String> bodies = browser.shown(FINDINGS);
        assertThat(bodies).hasSize(3);
        assertThat(browser.run("return document.querySelectorAll('details.finding[open]').length"))
                .isEqualTo(3L);
    }
}
