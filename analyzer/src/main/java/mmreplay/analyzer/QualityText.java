package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mmreplay.invariants.result.Input;
import mmreplay.reports.text.Show;

/** How good a trace was: what was lost, what was odd, and what to do about it. */
final class QualityText {

    private final Paint paint;
    private final PrintWriter out;

    QualityText(Paint paint, PrintWriter out) {
        this.paint = paint;
        this.out = out;
    }

    void print(Input input) {
        out.println(paint.bold(input.path()));
        Table.prose(2, paint.plain(String.join(", ", facts(input)) + "."), out);
        issues(input);
        sources(input);
        out.println();
    }

    /** The files that make it, and what is wrong with each alone. */
    void sources(Input input) {
        for (Input.Source source : input.sources()) {
            String facts = ": " + source.format() + ", " + Show.counted(source.events(), "event");
            Table.prose(2, paint.plain("from " + source.path() + facts), out);
            for (Input.Issue issue : source.issues()) {
                String lines = firstLines(issue, source.unit());
                if (!lines.isEmpty()) {
                    Table.prose(4, paint.plain(issue.name() + ":" + lines), out);
                }
            }
        }
    }

    private static List<String> facts(Input input) {
        List<String> facts = new ArrayList<>();
        facts.add(Show.counted(input.events(), "event") + " on " + Show.counted(input.cpus(), "CPU"));
        if (input.events() > 0) {
            facts.add(span(input));
        }
        facts.add(input.lossCount() == 0 ? "no gap" : Show.counted(input.lossCount(), "gap"));
        facts.add(
                input.dialects().isEmpty() ? "no dialect knows its events" : "understood as " + list(input.dialects()));
        if (!input.sidecars().isEmpty()) {
            facts.add("with " + list(input.sidecars()) + " beside it");
        }
        return facts;
    }

    /** {@code a, b and c}. */
    private static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** {@code over 8.123 s}; the unit of another clock is not known. */
    static String span(Input input) {
        long span = input.lastTime() - input.firstTime();
        return input.clock().equals("ns")
                ? "over " + Show.later(span, "ns").substring(1)
                : "over " + Show.count(span) + " clock units";
    }

    void issues(Input input) {
        Table table = new Table(2);
        for (Input.Issue issue : input.issues()) {
            table.row(
                    paint.plain(issue.name()),
                    paint.plain(Show.count(issue.count())),
                    paint.plain(issue.help() + firstLines(issue, input.unit())));
        }
        table.print(out);
    }

    private static String firstLines(Input.Issue issue, String unit) {
        List<String> lines = issue.firstLines().stream()
                .filter(line -> line > 0)
                .map(Show::count)
                .toList();
        if (lines.isEmpty()) {
            return "";
        }
        String one = unit.equals("event") ? " Event " : " Line ";
        return (lines.size() == 1
                        ? one
                        : " First" + one.toLowerCase(Locale.ROOT).stripTrailing() + "s: ") + String.join(", ", lines)
                + ".";
    }
}
