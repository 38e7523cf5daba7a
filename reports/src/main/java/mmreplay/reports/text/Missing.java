package mmreplay.reports.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;

/** Why rules were not checked: what the recording does not show, and which rules each piece would let judge. */
public final class Missing {

    /** More would make no sentence. */
    private static final int NAMED = 2;

    private final List<Need> needs = new ArrayList<>();
    private final long unchecked;
    private final long idle;

    /**
     * Something that was not recorded.
     *
     * @param what in words
     * @param rules those not checked that need it
     */
    public record Need(String what, List<String> rules) {}

    public Missing(List<RuleResult> rules) {
        Map<String, List<String>> byNeed = new LinkedHashMap<>();
        long without = 0;
        long all = 0;
        for (RuleResult rule : rules) {
            if (rule.verdict() != Verdict.NOT_CHECKED) {
                continue;
            }
            all++;
            List<String> absent = rule.needs().stream()
                    .filter(need -> !need.endsWith(RuleResult.IN_PART))
                    .toList();
            without += absent.isEmpty() ? 1 : 0;
            absent.forEach(
                    need -> byNeed.computeIfAbsent(need, n -> new ArrayList<>()).add(rule.id()));
        }
        byNeed.forEach((need, ids) -> needs.add(new Need(Visible.of(need), List.copyOf(ids))));
        // stable: of equals the first in the catalogue stays first
        needs.sort(Comparator.comparingInt((Need need) -> -need.rules().size()));
        unchecked = all;
        idle = without;
    }

    /** What lets most rules judge comes first. */
    public List<Need> needs() {
        return needs;
    }

    /** {@code the trace does not show TLB flushes, the swap cache and 2 things more; 3 had nothing to judge}; empty if every rule was checked. */
    public String sentence() {
        if (unchecked == 0) {
            return "";
        }
        String nothing = (idle == unchecked ? "they" : Show.count(idle)) + " had nothing to judge";
        if (needs.isEmpty()) {
            return nothing;
        }
        int more = needs.size() - NAMED;
        String named = needs.stream()
                .limit(NAMED)
                .map(Need::what)
                .collect(Collectors.joining(more > 0 ? ", " : " and ", "the trace does not show ", ""));
        return named
                + (more > 0 ? " and " + Show.counted(more, "thing") + " more" : "")
                + (idle == 0 ? "" : "; " + nothing);
    }
}
