package mmreplay.analyzer;

import java.util.List;
import mmreplay.invariants.result.Result;
import mmreplay.reports.compare.CompareHtml;
import mmreplay.reports.compare.CompareJson;
import mmreplay.reports.compare.Comparison;
import mmreplay.reports.csv.CsvReport;
import mmreplay.reports.html.HtmlReport;
import mmreplay.reports.json.JsonReport;
import mmreplay.reports.junit.JunitReport;
import mmreplay.reports.ktap.KtapReport;
import mmreplay.reports.sarif.SarifReport;

/** What a check can write: another format is another line here. */
final class Formats {

    static final List<Format<Result>> OF_CHECK = List.of(
            new Format<>("--html", "the report as one HTML page", (r, out) -> HtmlReport.write(r, RulePages::of, out)),
            new Format<>("--json", "the result as JSON ('mmreplay schema' describes it)", JsonReport::write),
            new Format<>("--junit", "JUnit XML, a test for each rule and trace", JunitReport::write),
            new Format<>("--ktap", "KTAP, the kernel's test protocol", KtapReport::write),
            new Format<>("--sarif", "SARIF 2.1.0, for code scanning", (r, o) -> SarifReport.write(r, RulePages::of, o)),
            new Format<>("--csv", "the findings as CSV", CsvReport::write));

    /** What a comparison can be written as. */
    static final List<Format<Comparison>> OF_COMPARE = List.of(
            new Format<>("--html", "the comparison as one HTML page", CompareHtml::write),
            new Format<>("--json", "the comparison as JSON", CompareJson::write));

    private Formats() {}
}
