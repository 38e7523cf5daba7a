package mmreplay.reports.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;

/** The first sentence of a report: what was found, what was proven, what was not looked at. */
public final class Headline {

    private static final List<Verdict> FOUND = List.of(Verdict.VIOLATION, Verdict.HAZARD, Verdict.NOTE);

    private final Result result;

    public Headline(Result result) {
        this.result = result;
    }

    /** {@code 1 violation, 2 hazards; 12 rules proved 203,344 obligations; 3 rules not checked}. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        parts.add(found());
        List<RuleResult> proving =
                result.rules().stream().filter(r -> r.pass() > 0).toList();
        long proven = proving.stream().mapToLong(RuleResult::pass).sum();
        parts.add(
                proven == 0
                        ? "no obligation proven"
                        : Show.counted(proving.size(), "rule") + " proved " + Show.counted(proven, "obligation"));
        long open =
                result.rules().stream().mapToLong(RuleResult::inconclusiveTotal).sum();
        if (open > 0) {
            parts.add(Show.counted(open, "obligation") + " inconclusive");
        }
        long unchecked = result.rules().stream()
                .filter(r -> r.verdict() == Verdict.NOT_CHECKED)
                .count();
        if (unchecked > 0) {
            parts.add(
                    unchecked == result.rules().size()
                            ? "no rule was checked"
                            : Show.counted(unchecked, "rule") + " not checked");
        }
        return String.join("; ", parts);
    }

    /** The worst verdict of all rules: PASS only where something was proven. */
    public Verdict worst() {
        return result.rules().stream()
                .map(RuleResult::verdict)
                .min(Enum::compareTo)
                .orElse(Verdict.NOT_CHECKED);
    }

    /** Findings by verdict. The list is capped and sorted worst first, so of a capped one the last verdict is "at least". */
    private String found() {
        List<Finding> listed = result.findings();
        if (result.findingsTotal() == 0 && listed.isEmpty()) {
            return "No finding";
        }
        boolean capped = result.findingsTotal() > listed.size();
        if (listed.isEmpty()) {
            return Show.counted(result.findingsTotal(), "finding");
        }
        Verdict last = listed.get(listed.size() - 1).verdict();
        String counts = FOUND.stream()
                .filter(v -> count(v) > 0)
                .map(v -> (capped && v == last ? "at least " : "") + Show.counted(count(v), noun(v)))
                .collect(Collectors.joining(", "));
        return capped ? counts + " (" + Show.counted(result.findingsTotal(), "finding") + " in all)" : counts;
    }

    private long count(Verdict verdict) {
        return result.findings().stream().filter(f -> f.verdict() == verdict).count();
    }

    private static String noun(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
