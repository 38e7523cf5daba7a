package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.List;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.compare.CompareText;
import mmreplay.reports.compare.Comparison;
import mmreplay.reports.text.Show;

/** A comparison for a terminal: whether B is worse, then what changed, then how often things happened. */
final class CompareSummary {

    private static final int MOST_BUGS = 20;
    private static final int NUMBER = 14;

    private final Comparison comparison;
    private final Paint paint;
    private final PrintWriter out;

    CompareSummary(Comparison comparison, Paint paint, PrintWriter out) {
        this.comparison = comparison;
        this.paint = paint;
        this.out = out;
    }

    void print(List<String> written) {
        Verdict tone = comparison.worse() ? Verdict.VIOLATION : Verdict.PASS;
        Table.prose(0, paint.verdict(tone, CompareText.headline(comparison) + "."), out);
        side("A", comparison.a());
        side("B", comparison.b());
        CompareText.caveats(comparison).forEach(text -> Table.prose(0, paint.bold(text), out));
        rules();
        bugs("New in B", comparison.fresh());
        bugs("Gone in B", comparison.gone());
        rates();
        if (!written.isEmpty()) {
            out.println();
            out.println(paint.plain("Written: " + String.join(", ", written)));
        }
    }

    private void side(String name, Comparison.Side side) {
        out.println(paint.plain(name + ": " + side.name() + ": " + Show.counted(side.events(), "event") + ", "
                + Show.counted(side.gaps(), "gap")));
    }

    private void rules() {
        Table table = new Table(2);
        for (Comparison.RuleChange rule : comparison.rules()) {
            if (rule.way() != Comparison.Way.SAME) {
                table.row(
                        paint.plain(rule.id()),
                        paint.verdict(rule.a()),
                        paint.verdict(rule.b()),
                        paint.plain(CompareText.way(rule.way())));
            }
        }
        part("Rules that changed, A and B", table);
    }

    private void bugs(String heading, List<Comparison.Bug> bugs) {
        Table table = new Table(2);
        bugs.stream()
                .limit(MOST_BUGS)
                .forEach(bug ->
                        table.row(paint.verdict(bug.verdict()), paint.plain(bug.rule()), paint.plain(bug.summary())));
        part(heading, table);
        if (bugs.size() > MOST_BUGS) {
            out.println(paint.bold("and " + Show.count(bugs.size() - MOST_BUGS) + " more: write them with --json"));
        }
    }

    private void rates() {
        Table table = new Table(2);
        table.row(
                paint.faint("WHAT"),
                paint.faint("PER"),
                paint.faint(Table.right("A", NUMBER)),
                paint.faint(Table.right("B", NUMBER)),
                paint.faint("CHANGE"));
        comparison
                .rates()
                .forEach(rate -> table.row(
                        paint.plain(rate.name()),
                        paint.plain(rate.per()),
                        paint.plain(Table.right(CompareText.number(rate.a()), NUMBER)),
                        paint.plain(Table.right(CompareText.number(rate.b()), NUMBER)),
                        paint.plain(CompareText.change(rate))));
        part("Rates", table);
    }

    private void part(String heading, Table table) {
        if (!table.empty()) {
            out.println();
            out.println(paint.bold(heading));
            table.print(out);
        }
    }
}
