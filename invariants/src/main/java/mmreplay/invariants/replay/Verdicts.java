package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.FactClass;

/**
 * Turns final counts into what each rule says of the trace. A verdict that rests on a class of facts which this trace turned
 * out not to record completely is withdrawn here: it becomes INCONCLUSIVE(UNOBSERVED).
 */
final class Verdicts {

    private final List<Rule> rules;
    private final Cells cells;
    private final Tally tally;
    private final Set<FactClass> complete;
    private final Set<FactClass> recorded;

    Verdicts(List<Rule> rules, Cells cells, Tally tally, Set<FactClass> complete, Set<FactClass> recorded) {
        this.rules = rules;
        this.cells = cells;
        this.tally = tally;
        this.complete = complete;
        this.recorded = recorded;
    }

    List<RuleResult> rules() {
        List<RuleResult> results = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            results.add(result(rules.get(i).info(), i));
        }
        return List.copyOf(results);
    }

    private RuleResult result(RuleInfo info, int rule) {
        long[] counts = new long[Verdict.values().length];
        SortedMap<Why, Long> inconclusive = new TreeMap<>();
        boolean shown = recorded.containsAll(info.needs().classes());
        for (Why why : Why.values()) {
            // where nothing shows a class at all, a fact of it is not unknown because it is old
            Why told = why == Why.PRE_TRACE && !shown ? Why.UNOBSERVED : why;
            put(inconclusive, told, tally.count(cells.inconclusive(rule, why)));
        }
        cells.forEachRow(rule, (restsOn, first) -> {
            boolean holds = restsOn.within(complete);
            for (int verdict = 0; verdict < counts.length; verdict++) {
                long count = tally.count(first + verdict);
                if (holds) {
                    counts[verdict] += count;
                } else {
                    put(inconclusive, Why.UNOBSERVED, count);
                }
            }
        });
        List<String> needs = new ArrayList<>();
        for (FactClass needed : info.needs().classes()) {
            if (!complete.contains(needed)) {
                needs.add(needed.meaning() + (recorded.contains(needed) ? RuleResult.IN_PART : ""));
            }
        }
        return new RuleResult(
                info.id(),
                info.title(),
                worst(counts, !inconclusive.isEmpty(), info),
                counts[Verdict.PASS.ordinal()],
                counts[Verdict.VIOLATION.ordinal()],
                counts[Verdict.HAZARD.ordinal()],
                counts[Verdict.NOTE.ordinal()],
                inconclusive,
                List.copyOf(needs));
    }

    private static void put(SortedMap<Why, Long> inconclusive, Why why, long count) {
        if (count > 0) {
            inconclusive.merge(why, count, Long::sum);
        }
    }

    private Verdict worst(long[] counts, boolean inconclusive, RuleInfo info) {
        for (Verdict verdict : List.of(Verdict.VIOLATION, Verdict.HAZARD, Verdict.NOTE)) {
            if (counts[verdict.ordinal()] > 0) {
                return verdict;
            }
        }
        if (counts[Verdict.PASS.ordinal()] > 0) {
            return Verdict.PASS;
        }
        boolean shown = recorded.containsAll(info.needs().classes());
        return inconclusive && shown ? Verdict.INCONCLUSIVE : Verdict.NOT_CHECKED;
    }

    /** Root findings, worst first, then in trace order. */
    List<Found> findings() {
        Map<String, List<Obligation>> byRoot = new LinkedHashMap<>();
        for (Obligation finding : tally.findings()) {
            if (finding.draft() != null && finding.restsOn().within(complete)) {
                byRoot.computeIfAbsent(finding.draft().root(), root -> new ArrayList<>())
                        .add(finding);
            }
        }
        List<Found> roots = new ArrayList<>();
        Map<String, Integer> twins = new HashMap<>();
        for (List<Obligation> family : byRoot.values()) {
            Obligation root = family.stream()
                    .min(Comparator.comparing(Obligation::verdict).thenComparingLong(Obligation::line))
                    .orElseThrow();
            Draft draft = root.draft();
            if (draft != null) {
                String subject = root.rule() + "|" + draft.subject();
                int twin = twins.merge(subject, 1, Integer::sum) - 1;
                roots.add(new Found(rules.get(root.rule()).info(), root, draft, family.size() - 1, twin));
            }
        }
        roots.sort(Comparator.comparing((Found found) -> found.obligation().verdict())
                .thenComparingLong(found -> found.obligation().line())
                .thenComparingInt(found -> found.obligation().rule()));
        return roots;
    }
}
