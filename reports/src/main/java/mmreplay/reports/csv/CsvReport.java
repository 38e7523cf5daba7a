package mmreplay.reports.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.reports.text.Story;
import mmreplay.reports.text.Visible;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the findings of a result as CSV (RFC 4180), one row each, worst first. */
public final class CsvReport {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "id",
                    "fingerprint",
                    "baseline",
                    "rule",
                    "verdict",
                    "trace",
                    "line",
                    "time",
                    "clock",
                    "cpu",
                    "pid",
                    "task",
                    "kind",
                    "subject",
                    "summary",
                    "folded")
            .get();

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r\n|%";

    private CsvReport() {}

    /**
     * Writes to a stream, UTF-8. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    @SuppressWarnings("resource") // the stream is the caller's to close
    public static void write(Result result, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CSVPrinter csv = new CSVPrinter(writer, FORMAT);
        Story story = new Story(result);
        for (Finding finding : result.findings()) {
            row(csv, result, finding, story);
        }
        csv.flush();
    }

    private static void row(CSVPrinter csv, Result result, Finding finding, Story story) throws IOException {
        Input input = result.inputs().get(finding.position().input());
        Evidence trigger = finding.evidence().stream()
                .filter(event -> event.position().equals(finding.position()))
                .findFirst()
                .orElse(null);
        csv.printRecord(
                cell(finding.id()),
                cell(finding.fingerprint()),
                cell(story.standing(finding)),
                cell(finding.rule()),
                finding.verdict(),
                cell(input.path(finding.position())),
                finding.position().line(),
                finding.time(),
                cell(input.clock()),
                trigger == null ? "" : trigger.cpu(),
                trigger == null ? "" : trigger.pid(),
                trigger == null ? "" : cell(trigger.comm()),
                cell(finding.subject().kind()),
                cell(keys(finding)),
                cell(finding.summary()),
                finding.folded());
    }

    private static String keys(Finding finding) {
        return finding.subject().keys().entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" "));
    }

    /** A spreadsheet computes a cell that begins like a formula, and a task may be named like one: an apostrophe makes it text. */
    private static String cell(String text) {
        String visible = Visible.of(text);
        return !visible.isEmpty()
                        && FORMULA.indexOf(
                                        visible.strip().isEmpty()
                                                ? ' '
                                                : visible.strip().charAt(0))
                                >= 0
                ? "'" + visible
                : visible;
    }
}
