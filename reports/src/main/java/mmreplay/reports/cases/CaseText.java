package mmreplay.reports.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Silence;
import mmreplay.reports.text.Story;
import mmreplay.reports.text.Visible;

/** What a test says of itself, in lines without control characters. */
public final class CaseText {

    private final Story story;

    public CaseText(Result result) {
        story = new Story(result);
    }

    /** One line: {@code 2 violations: A page is freed while it is mapped.}. */
    public String summary(RuleCase test) {
        RuleResult rule = test.rule();
        List<String> found = new ArrayList<>();
        found(found, rule.violation(), Verdict.VIOLATION);
        found(found, rule.hazard(), Verdict.HAZARD);
        found(found, rule.note(), Verdict.NOTE);
        String counts = String.join(", ", found);
        if (test.status() == RuleCase.Status.SKIPPED) {
            return Silence.reason(rule);
        }
        if (found.isEmpty()) {
            return Silence.counts(rule);
        }
        return counts
                + (test.findings().isEmpty()
                        ? ": what other rules found implies it"
                        : ": " + Visible.of(test.findings().get(0).summary()));
    }

    /** All that there is to say. */
    public List<String> lines(RuleCase test) {
        List<String> lines = new ArrayList<>();
        lines.add(Visible.of(test.rule().title()));
        lines.add(Silence.counts(test.rule()));
        if (test.findings().isEmpty()
                && test.rule().obligations() > test.rule().pass() + test.rule().inconclusiveTotal()) {
            lines.add(summary(test));
        }
        for (Finding finding : test.findings()) {
            lines.add("");
            lines.addAll(story.lines(finding));
        }
        return lines;
    }

    private static void found(List<String> parts, long count, Verdict verdict) {
        if (count > 0) {
            parts.add(Show.counted(count, verdict.name().toLowerCase(Locale.ROOT)));
        }
    }
}
