package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.List;
import mmreplay.invariants.Reading;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.text.Show;
import mmreplay.traces.quality.Bucket;

/** What one trace holds, for a terminal. */
final class StatsText {

    private static final int MOST_NAMES = 20;
    private static final int MOST_LOSSES = 10;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Paint paint;
    private final PrintWriter out;

    StatsText(Paint paint, PrintWriter out) {
        this.paint = paint;
        this.out = out;
    }

    /** @param result of a check of one trace */
    void print(Result result, List<Reading.Named> names) {
        all(result.inputs().get(0), names);
        heading("What each rule can see");
        rules(result.rules());
        out.println();
    }

    /** What was only read. */
    void print(Input input, List<Reading.Named> names) {
        all(input, names);
        out.println();
    }

    private void all(Input input, List<Reading.Named> names) {
        out.println(paint.bold(input.path()));
        facts(input);
        if (!input.sources().isEmpty()) {
            heading("Made of");
            new QualityText(paint, out).sources(input);
        }
        heading("Lines: every one ends in exactly one row");
        ledger(input);
        if (!input.losses().isEmpty()) {
            heading(Show.counted(input.lossCount(), "gap"));
            losses(input);
        }
        if (!input.issues().isEmpty()) {
            heading("Issues");
            new QualityText(paint, out).issues(input);
        }
        heading("Events by name: " + Show.count(names.size()));
        names(names, input.events());
    }

    private void heading(String text) {
        out.println();
        out.println(paint.bold(text));
    }

    private void facts(Input input) {
        Table table = new Table(2);
        fact(table, "format", input.format());
        fact(table, "clock", clock(input));
        fact(table, "CPUs", Show.count(input.cpus()));
        fact(table, "events", Show.count(input.events()) + rate(input));
        fact(
                table,
                "time",
                Show.time(input.firstTime(), input.clock()) + " to " + Show.time(input.lastTime(), input.clock()) + ", "
                        + QualityText.span(input));
        fact(table, "end", input.endProven() ? "proven: nothing is missing at the end" : "not proven");
        fact(table, "dialects", list(input.dialects()));
        fact(table, "sidecars", list(input.sidecars()));
        if (!input.sha256().isEmpty()) {
            fact(table, "sha256", input.sha256());
        }
        table.print(out);
    }

    private void fact(Table table, String name, String value) {
        table.row(paint.faint(name), paint.plain(value));
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String rate(Input input) {
        long span = input.lastTime() - input.firstTime();
        if (!input.clock().equals("ns") || span <= 0) {
            return "";
        }
        // Milliseconds first: events times nanoseconds may not fit.
        long milliseconds = Math.max(1, span / (NS_PER_SECOND / 1000));
        return ", " + Show.count(input.events() * 1000 / milliseconds) + " a second";
    }

    private void ledger(Input input) {
        Table table = new Table(2);
        int width = Show.count(input.lines()).length();
        for (Bucket bucket : Bucket.values()) {
            long lines = input.ledger().getOrDefault(bucket.name(), 0L);
            counted(table, lines, input.lines(), width, bucket.meaning());
        }
        long sum = input.ledger().values().stream().mapToLong(Long::longValue).sum();
        counted(table, sum, input.lines(), width, "all lines");
        table.print(out);
    }

    private void counted(Table table, long part, long whole, int width, String what) {
        table.row(
                paint.plain(Table.right(Show.count(part), width)),
                paint.plain(Table.right(Show.share(part, whole), "100.0 %".length())),
                paint.plain(what));
    }

    private static String clock(Input input) {
        if (!input.clock().equals("ns")) {
            return "integers of unknown unit";
        }
        return input.unit().equals("line") ? "seconds and microseconds" : "nanoseconds";
    }

    private void losses(Input input) {
        Table table = new Table(2);
        input.losses().stream()
                .limit(MOST_LOSSES)
                .forEach(loss -> table.row(
                        paint.plain(input.unit() + " " + Show.count(loss.line())),
                        paint.plain(loss.cpu() < 0 ? "every CPU" : "CPU " + loss.cpu()),
                        paint.plain(loss.lost() < 0 ? "unknown number" : Show.counted(loss.lost(), "event")),
                        paint.plain(loss.cause() + ", " + Show.time(loss.from(), input.clock()) + " to "
                                + Show.time(loss.to(), input.clock()))));
        table.print(out);
        more(input.lossCount() - MOST_LOSSES);
    }

    private void names(List<Reading.Named> names, long events) {
        Table table = new Table(2);
        int width = names.isEmpty() ? 0 : Show.count(names.get(0).count()).length();
        names.stream().limit(MOST_NAMES).forEach(name -> counted(table, name.count(), events, width, name.name()));
        table.print(out);
        more(names.size() - (long) MOST_NAMES);
    }

    private void more(long count) {
        if (count > 0) {
            out.println(paint.plain("  and " + Show.count(count) + " more"));
        }
    }

    private void rules(List<RuleResult> rules) {
        Table table = new Table(2);
        for (RuleResult rule : rules) {
            long decided = rule.obligations() - rule.inconclusiveTotal();
            String share = rule.obligations() == 0
                    ? "nothing to judge"
                    : Show.share(decided, rule.obligations()) + " of " + Show.count(rule.obligations()) + " decided";
            String seen = rule.needs().isEmpty() ? "all it needs is recorded" : "not all it needs is recorded";
            table.row(paint.plain(rule.id()), paint.plain(share), paint.plain(seen));
        }
        table.print(out);
        Table missing = new Reasons(paint, rules).missing();
        if (!missing.empty()) {
            heading("What rules miss in this recording");
            missing.print(out);
        }
    }
}
