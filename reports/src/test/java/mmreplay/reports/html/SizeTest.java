package mmreplay.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import mmreplay.reports.Fixtures;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A page that is too large for a mail or a bug tracker is not forwarded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SizeTest {

    /** The pages of all rules, which the fixture has not. */
    private static final int RULE_PAGES = 300_000;

    @Test
    void a_thousand_findings_fit_into_five_megabytes() {
        int size = HtmlReportTest.html(Fixtures.many(1_000)).getBytes(StandardCharsets.UTF_8).length;
        System.out.println("1,000 findings: " + size + " bytes");
        assertThat(size + RULE_PAGES).isLessThan(5_000_000);
    }
}
