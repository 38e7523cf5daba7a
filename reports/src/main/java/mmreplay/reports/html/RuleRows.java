package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** The table of verdicts. */
final class RuleRows {

    private RuleRows() {}

    static Page.RuleRow row(RuleResult rule, String anchor, String page) {
        return new Page.RuleRow(
                anchor,
                Visible.of(rule.id()),
                Visible.of(rule.title()),
                Badges.of(rule.verdict()),
                number(rule.pass()),
                number(rule.violation()),
                number(rule.hazard()),
                number(rule.note()),
                number(rule.inconclusiveTotal()),
                open(rule),
                page);
    }

    /** Zeroes would drown the numbers that matter. */
    private static String number(long n) {
        return n == 0 ? "" : Show.count(n);
    }

    private static List<Page.Open> open(RuleResult rule) {
        List<Page.Open> open = new ArrayList<>();
        for (Map.Entry<Why, Long> reason : rule.inconclusive().entrySet()) {
            open.add(new Page.Open(
                    Show.count(reason.getValue()) + " " + reason.getKey().name(),
                    reason.getKey().meaning()));
        }
        for (String need : rule.needs()) {
            open.add(new Page.Open("not recorded", Visible.of(need)));
        }
        if (rule.verdict() == Verdict.NOT_CHECKED && rule.needs().isEmpty()) {
            open.add(new Page.Open("no obligation", "the trace never did what this rule judges"));
        }
        return open;
    }
}
