package mmreplay.analyzer;

import java.io.PrintWriter;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.reports.text.Story;

/** One finding: the claim, then the events that prove it, as the trace has them. */
final class FindingText {

    private final Story story;
    private final Paint paint;
    private final PrintWriter out;

    FindingText(Result result, Paint paint, PrintWriter out) {
        this.story = new Story(result);
        this.paint = paint;
        this.out = out;
    }

    void print(Finding finding) {
        String standing = story.standing(finding);
        out.println(paint.verdict(
                finding.verdict(),
                Paint.word(finding.verdict()) + "  " + finding.id()
                        + (standing.isEmpty() ? "" : "  (" + standing + ")")));
        Table.prose(2, paint.faint(story.rule(finding)), out);
        Table.prose(2, paint.bold(finding.summary()), out);
        Table.prose(2, paint.plain(story.subject(finding)), out);
        finding.evidence().forEach(this::evidence);
        String folded = story.folded(finding);
        if (!folded.isEmpty()) {
            out.println(paint.plain("  " + folded));
        }
        out.println();
    }

    /** The event stands on a line of its own, unbroken: it can be searched for in the trace. */
    private void evidence(Evidence event) {
        out.println(paint.faint("  " + story.where(event) + "  ")
                .concat(paint.bold(event.role()))
                .concat(paint.plain(": " + event.fact())));
        out.println(paint.plain("      " + event.event()));
    }
}
