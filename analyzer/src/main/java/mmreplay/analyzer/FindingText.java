package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.text.Place;
import mmreplay.reports.text.Show;

/** One finding: the claim, then the events that prove it, as the trace has them. */
final class FindingText {

    private final Result result;
    private final Paint paint;
    private final PrintWriter out;
    private final Map<String, String> titles = new HashMap<>();

    FindingText(Result result, Paint paint, PrintWriter out) {
        this.result = result;
        this.paint = paint;
        this.out = out;
        for (RuleResult rule : result.rules()) {
            titles.put(rule.id(), rule.title());
        }
    }

    void print(Finding finding) {
        out.println(paint.verdict(finding.verdict(), Paint.word(finding.verdict()) + "  " + finding.id()));
        Table.prose(paint, 2, paint.faint(finding.rule() + ": " + titles.getOrDefault(finding.rule(), "")), out);
        Table.prose(paint, 2, paint.bold(finding.summary()), out);
        String keys = finding.subject().keys().entrySet().stream()
                .map(key -> key.getKey() + " " + key.getValue())
                .collect(Collectors.joining(", "));
        Table.prose(paint, 2, paint.plain(finding.subject().kind() + ": " + keys), out);
        finding.evidence().forEach(this::evidence);
        if (finding.folded() > 0) {
            out.println(paint.plain("  It implies " + Show.counted(finding.folded(), "further finding")
                    + " of the same root, not listed."));
        }
        out.println();
    }

    /** The event stands on a line of its own, unbroken: it can be searched for in the trace. */
    private void evidence(Evidence event) {
        String where =
                Place.of(result, event.position(), "trace") + "  " + Show.time(event.time(), clock(event.position()))
                        + "  cpu " + event.cpu() + "  " + event.comm() + "-" + event.pid() + "  ";
        out.println(
                paint.faint("  " + where).concat(paint.bold(event.role())).concat(paint.plain(": " + event.fact())));
        out.println(paint.plain("      " + event.event()));
    }

    private String clock(Position position) {
        return result.inputs().get(position.input()).clock();
    }
}
