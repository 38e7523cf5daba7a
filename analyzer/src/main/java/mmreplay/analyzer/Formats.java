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
import mmreplay.reports.perfetto.PerfettoReport;
import mmreplay.reports.sarif.SarifReport;

/** What a check can write: another format is another line here. */
final class Formats {

    static final List<Format<Judged>> OF_CHECK = List.of(
            new Format<>(
                    "--html",
                    "the report as one HTML page",
                    true,
                    false,
                    (j, out) -> HtmlReport.write(j.result(), RulePages::of, out)),
            format("--json", "the result as JSON ('mmreplay schema' describes it)", JsonReport::write),
            format("--junit", "JUnit XML, a test for each rule and trace", JunitReport::write),
            format("--ktap", "KTAP, the kernel's test protocol", KtapReport::write),
            format("--sarif", "SARIF 2.1.0, for code scanning", (r, out) -> SarifReport.write(r, RulePages::of, out)),
            format("--csv", "the findings as CSV", CsvReport::write),
            new Format<>(
                    "--perfetto",
                    "a timeline for ui.perfetto.dev: tasks, CPUs, locks, findings",
                    true,
                    true,
                    (j, out) -> PerfettoReport.write(j.result(), j::tracks, out)));

    /** What a comparison can be written as. */
    static final List<Format<Comparison>> OF_COMPARE = List.of(
            new Format<>("--html", "the comparison as one HTML page", CompareHtml::write),
            new Format<>("--json", "the comparison as JSON", CompareJson::write));

    private Formats() {}

    /** One that shows the result and nothing else. */
    private static Format<Judged> format(String option, String what, Format.Writer<Result> writer) {
        return new Format<>(option, what, (judged, out) -> writer.write(judged.result(), out));
    }
}
