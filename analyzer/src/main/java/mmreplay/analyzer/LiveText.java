package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import mmreplay.invariants.Watcher;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.reports.text.Show;

/** One line for each finding of a stream, as soon as it is known. The summary, with the proofs, comes when the stream ends. */
final class LiveText implements Watcher {

    private final Paint paint;
    private final PrintWriter err;
    private final Set<String> told = new LinkedHashSet<>();

    LiveText(Paint paint, PrintWriter err) {
        this.paint = paint;
        this.err = err;
    }

    @Override
    public void settled(Finding finding, String clock, String unit) {
        told.add(finding.id());
        line(finding, clock, unit, "");
    }

    @Override
    public void provisional(Finding finding, String clock, String unit) {
        told.add(finding.id());
        line(finding, clock, unit, " (provisional: a CPU was not seen since)");
    }

    private void line(Finding finding, String clock, String unit, String state) {
        String verdict = Paint.word(finding.verdict()) + "  " + finding.id();
        String where = "  " + unit + " " + Show.count(finding.position().line()) + "  "
                + Show.time(finding.time(), clock) + "  ";
        err.println(paint.verdict(finding.verdict(), verdict)
                .concat(paint.faint(where))
                .concat(paint.plain(finding.summary() + state)));
        err.flush();
    }

    /** Says which of them did not last. */
    void end(Result result) {
        Set<String> lasting = result.findings().stream().map(Finding::id).collect(Collectors.toSet());
        if (result.findingsTotal() > lasting.size()) {
            return;
        }
        told.stream()
                .filter(id -> !lasting.contains(id))
                .forEach(id -> err.println(paint.plain("withdrawn  " + id
                        + "  what came later in the trace speaks against it, or it folds under another finding")));
        err.flush();
    }
}
