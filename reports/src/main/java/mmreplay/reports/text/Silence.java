package mmreplay.reports.text;

import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;

/** Why a rule says neither yes nor no of a trace. */
public final class Silence {

    private Silence() {}

    /** The rule gave no verdict that a test could pass or fail on. */
    public static boolean of(RuleResult rule) {
        return rule.verdict() == Verdict.NOT_CHECKED || rule.verdict() == Verdict.INCONCLUSIVE;
    }

    /** {@code INCONCLUSIVE: 80 LOST, 7 PRE_TRACE} or {@code NOT CHECKED: not recorded: swap_map counts}, one line. */
    public static String reason(RuleResult rule) {
        StringBuilder reason = new StringBuilder(rule.verdict().name().replace('_', ' '));
        String why = rule.inconclusive().entrySet().stream()
                .map(entry -> Show.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String needs = rule.needs().isEmpty() ? "" : "not recorded: " + String.join(", ", rule.needs());
        if (!why.isEmpty()) {
            reason.append(": ").append(why);
        }
        if (!needs.isEmpty()) {
            reason.append(": ").append(needs);
        }
        if (why.isEmpty() && needs.isEmpty()) {
            reason.append(": the trace never does what this rule judges");
        }
        return Visible.of(reason.toString());
    }

    /** {@code 12 obligations proven, 3 undecided (3 LOST)}, one line. */
    public static String counts(RuleResult rule) {
        StringBuilder text = new StringBuilder(Show.counted(rule.pass(), "obligation")).append(" proven");
        if (rule.inconclusiveTotal() > 0) {
            text.append(", ").append(Show.count(rule.inconclusiveTotal())).append(" undecided");
            text.append(rule.inconclusive().entrySet().stream()
                    .map(Map.Entry::getKey)
                    .map(Enum::name)
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        return text.toString();
    }
}
