package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.reports.text.Headline;
import mmreplay.reports.text.Show;

/** What a check found, for a terminal: the verdict first, then what each rule said, then the proofs, then how good the data was. */
final class ConsoleSummary {

    /** More would scroll the verdict away. The reports have them all. */
    private static final int MOST_FINDINGS = 20;

    private final Result result;
    private final Paint paint;
    private final PrintWriter out;

    ConsoleSummary(Result result, Paint paint, PrintWriter out) {
        this.result = result;
        this.paint = paint;
        this.out = out;
    }

    void print(List<String> written) {
        ExitCode exit = ExitCode.of(result.exit());
        Headline headline = new Headline(result);
        Table.prose(0, paint.verdict(headline.worst(), headline.sentence() + "."), out);
        out.println();
        RuleTable rules = new RuleTable(paint);
        rules.of(result.rules()).print(out);
        out.println();
        part("Not checked", rules.silent(result.rules()));
        Reasons reasons = new Reasons(paint, result.rules());
        part("Why undecided", reasons.words());
        part("What rules miss in this recording", reasons.missing());
        findings();
        for (Input input : result.inputs()) {
            new QualityText(paint, out).print(input);
        }
        truth();
        baseline();
        end(written, exit);
    }

    private void part(String heading, Table table) {
        if (!table.empty()) {
            out.println(paint.bold(heading));
            table.print(out);
            out.println();
        }
    }

    private void findings() {
        FindingText text = new FindingText(result, paint, out);
        List<Finding> told = result.findings().stream().limit(MOST_FINDINGS).toList();
        told.forEach(text::print);
        long more = result.findingsTotal() - told.size();
        if (more > 0) {
            out.println(paint.bold(Show.counted(more, "more finding")
                    + ": write a report with --html or --json to see them" + " all."));
            out.println();
        }
    }

    private void truth() {
        long pages = result.truth().pages();
        if (pages > 0) {
            String text = "Ground truth: " + Show.count(result.truth().equal()) + " of " + Show.counted(pages, "page")
                    + " replayed as the kernel's own account has them, "
                    + Show.count(result.truth().different())
                    + " differently, " + Show.count(result.truth().unknown()) + " unknown.";
            Table.prose(0, paint.plain(text), out);
        }
    }

    /** What is new, what is known, what is gone. */
    private void baseline() {
        Known known = result.gate().known();
        if (!known.asked()) {
            return;
        }
        long old = result.findings().stream().filter(known::has).count();
        long fresh = result.findingsTotal() - old;
        String text = "Baseline: " + Show.counted(fresh, "new finding") + ", " + Show.count(old) + " known, "
                + Show.count(known.gone().size()) + " gone.";
        Table.prose(0, paint.bold(text), out);
        if (result.unlisted() > 0) {
            Table.prose(
                    2,
                    paint.plain("Findings beyond those that are listed cannot be told apart: they count as new."),
                    out);
        }
        known.gone().stream()
                .limit(MOST_FINDINGS)
                .forEach(
                        gone -> Table.prose(2, paint.plain("gone: " + gone.fingerprint() + " " + gone.summary()), out));
    }

    private void end(List<String> written, ExitCode exit) {
        if (!written.isEmpty()) {
            out.println(paint.plain("Written: " + String.join(", ", written)));
        }
        boolean passed = exit == ExitCode.NOTHING_FOUND && result.findingsTotal() > 0;
        String meaning = passed ? "what was found does not make the check fail" : exit.meaning();
        out.println(paint.plain("Exit code " + exit.number() + ": " + meaning + "."));
        if (exit == ExitCode.NOTHING_FOUND && result.rules().stream().allMatch(rule -> rule.pass() == 0)) {
            out.println(paint.bold("Nothing was proven either: record more of what the rules miss."));
        }
        if (!result.findings().isEmpty()) {
            String rule = result.findings().get(0).rule();
            out.println(paint.plain("What " + rule + " means: mmreplay explain " + rule));
        }
    }
}
