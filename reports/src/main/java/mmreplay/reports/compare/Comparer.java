package mmreplay.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.json.Run;
import mmreplay.reports.text.Silence;
import org.jspecify.annotations.Nullable;

/** Compares two checks. */
public final class Comparer {

    private static final int THOUSAND = 1000;

    private final Result a;
    private final Result b;
    private final Gate gate;

    private Comparer(Result a, Result b, Verdict failOn) {
        this.a = a;
        this.b = b;
        this.gate = new Gate(failOn, Known.NOTHING);
    }

    /**
     * Compares two checks.
     *
     * @param nameA what A is called: a path
     * @param nameB what B is called: a path
     * @param failOn the mildest verdict that makes B worse
     */
    public static Comparison compare(String nameA, Run runA, String nameB, Run runB, Verdict failOn) {
        return new Comparer(runA.result(), runB.result(), failOn).compare(nameA, nameB, Rates.of(runA, runB));
    }

    private Comparison compare(String nameA, String nameB, List<Comparison.Rate> rates) {
        Map<String, Comparison.Bug> before = bugs(a);
        Map<String, Comparison.Bug> after = bugs(b);
        Set<String> decided = b.rules().stream()
                .filter(rule -> !Silence.of(rule))
                .map(RuleResult::id)
                .collect(Collectors.toSet());
        List<Comparison.Bug> fresh = new ArrayList<>(after.values());
        fresh.removeIf(bug -> before.containsKey(bug.fingerprint()));
        List<Comparison.Bug> gone = new ArrayList<>(before.values());
        gone.removeIf(bug -> after.containsKey(bug.fingerprint()) || !decided.contains(bug.rule()));
        List<Comparison.RuleChange> rules = rules();
        boolean worse = fresh.stream().anyMatch(bug -> gate.minds(bug.verdict()))
                || rules.stream().anyMatch(rule -> rule.way() == Comparison.Way.WORSE && gate.minds(rule.b()));
        return new Comparison(
                side(nameA, a),
                side(nameB, b),
                rules,
                List.copyOf(fresh),
                List.copyOf(gone),
                after.size() - fresh.size(),
                rates,
                a.unlisted() + b.unlisted(),
                worse);
    }

    private static Comparison.Side side(String name, Result result) {
        return new Comparison.Side(
                name,
                result.inputs().stream().mapToLong(Input::events).sum(),
                result.inputs().stream().mapToLong(Input::lossCount).sum(),
                result.exit());
    }

    /** By fingerprint, worst first. */
    private static Map<String, Comparison.Bug> bugs(Result result) {
        Map<String, Comparison.Bug> bugs = new LinkedHashMap<>();
        for (Finding finding : result.findings()) {
            Comparison.Bug one = new Comparison.Bug(
                    finding.fingerprint(),
                    finding.rule(),
                    finding.verdict(),
                    1,
                    finding.summary(),
                    result.inputs().get(finding.position().input()).path(),
                    finding.position().line());
            bugs.merge(
                    one.fingerprint(),
                    one,
                    (first, next) -> new Comparison.Bug(
                            first.fingerprint(),
                            first.rule(),
                            first.verdict(),
                            first.findings() + 1,
                            first.summary(),
                            first.path(),
                            first.line()));
        }
        return bugs;
    }

    private List<Comparison.RuleChange> rules() {
        Map<String, RuleResult> before = byId(a);
        Map<String, RuleResult> after = byId(b);
        Set<String> ids = new LinkedHashSet<>(longer(before, after).keySet());
        ids.addAll(before.keySet());
        ids.addAll(after.keySet());
        List<Comparison.RuleChange> changes = new ArrayList<>();
        for (String id : ids) {
            RuleResult one = before.get(id);
            RuleResult other = after.get(id);
            RuleResult any = one == null ? other : one;
            if (any != null) {
                Verdict verdictA = one == null ? Verdict.NOT_CHECKED : one.verdict();
                Verdict verdictB = other == null ? Verdict.NOT_CHECKED : other.verdict();
                changes.add(new Comparison.RuleChange(
                        id, any.title(), verdictA, verdictB, decided(one), decided(other), way(verdictA, verdictB)));
            }
        }
        return changes;
    }

    private static Map<String, RuleResult> longer(Map<String, RuleResult> a, Map<String, RuleResult> b) {
        return a.size() < b.size() ? b : a;
    }

    private static Map<String, RuleResult> byId(Result result) {
        Map<String, RuleResult> byId = new LinkedHashMap<>();
        result.rules().forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }

    private static int decided(@Nullable RuleResult rule) {
        return rule == null || rule.obligations() == 0
                ? -1
                : (int) ((rule.obligations() - rule.inconclusiveTotal()) * THOUSAND / rule.obligations());
    }

    private static Comparison.Way way(Verdict a, Verdict b) {
        if (a == b || (silent(a) && silent(b))) {
            return Comparison.Way.SAME;
        }
        if (silent(b)) {
            return Comparison.Way.NOT_DECIDED_ANY_MORE;
        }
        if (silent(a) && b == Verdict.PASS) {
            return Comparison.Way.DECIDED_NOW;
        }
        return silent(a) || b.compareTo(a) < 0 ? Comparison.Way.WORSE : Comparison.Way.BETTER;
    }

    private static boolean silent(Verdict verdict) {
        return verdict == Verdict.NOT_CHECKED || verdict == Verdict.INCONCLUSIVE;
    }
}
