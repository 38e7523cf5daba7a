package mmreplay.reports.ktap;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mmreplay.invariants.result.Result;
import mmreplay.reports.cases.CaseText;
import mmreplay.reports.cases.Cases;
import mmreplay.reports.cases.RuleCase;
import mmreplay.reports.cases.TraceCase;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Visible;

/**
 * Writes a result as KTAP: a test for each trace, with a subtest for each rule. What was found stands in diagnostic lines
 * before the subtest's own. A finding that the baseline accepts is {@code XFAIL}, a failure that is expected.
 */
public final class KtapReport {

    private static final String VERSION = "KTAP version 1";
    private static final String INDENT = "  ";

    /** Kernel CI keeps these lines in its logs: a flood of findings must not drown them. */
    private static final int MOST_BYTES = 64 << 10;

    private static final int MOST_CHARS = 1000;

    private KtapReport() {}

    /**
     * Writes to a stream, UTF-8. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Result result, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CaseText texts = new CaseText(result);
        List<TraceCase> traces = Cases.of(result);
        line(writer, "", VERSION);
        line(writer, "", "1.." + traces.size());
        int number = 0;
        for (TraceCase trace : traces) {
            trace(++number, trace, texts, writer);
        }
        writer.flush();
    }

    private static void trace(int number, TraceCase trace, CaseText texts, Writer out) throws IOException {
        if (!trace.rules().isEmpty()) {
            line(out, INDENT, VERSION);
            line(out, INDENT, "1.." + trace.rules().size());
            int rules = 0;
            for (RuleCase rule : trace.rules()) {
                rule(++rules, rule, texts, out);
            }
        }
        String test = number + " " + description(trace.path());
        if (!trace.problem().isEmpty()) {
            line(out, "", "not ok " + test + " # ERROR " + data(trace.problem()));
        } else if (trace.failed()) {
            line(out, "", "not ok " + test);
        } else {
            line(out, "", "ok " + test + (trace.skipped() ? " # SKIP nothing could be decided" : ""));
        }
    }

    private static void rule(int number, RuleCase rule, CaseText texts, Writer out) throws IOException {
        if (!rule.findings().isEmpty() || rule.status() == RuleCase.Status.FAILED) {
            for (String text :
                    Limit.lines(texts.lines(rule), MOST_BYTES).lines().toList()) {
                line(out, INDENT, text.isEmpty() ? "#" : "# " + text);
            }
        }
        String summary = data(texts.summary(rule));
        String test = number + " " + description(rule.rule().id());
        line(
                out,
                INDENT,
                switch (rule.status()) {
                    case PASSED -> "ok " + test;
                    case FAILED -> "not ok " + test + " # " + summary;
                    case KNOWN -> "ok " + test + " # XFAIL known: " + summary;
                    case SKIPPED -> "ok " + test + " # SKIP " + summary;
                });
    }

    /** A hash sign would begin the directive. */
    private static String description(String text) {
        return Limit.chars(Visible.of(text).replace("#", "\\u0023"), MOST_CHARS).strip();
    }

    /** One line. */
    private static String data(String text) {
        return Limit.chars(Visible.of(text), MOST_CHARS);
    }

    private static void line(Writer out, String indent, String text) throws IOException {
        out.write(indent + text + "\n");
    }
}
