package mmreplay.reports.cases;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Unusable;
import mmreplay.reports.text.Silence;

/** Makes tests of a result. Some test fails exactly if the check does, or a trace could not be read to its end. */
public final class Cases {

    private static final String CUT = "it ends in the middle of its compressed stream; what comes before was checked";

    private Cases() {}

    /** One for each trace: those that were checked, in their order, then those that could not be. */
    public static List<TraceCase> of(Result result) {
        List<TraceCase> traces = new ArrayList<>();
        for (int i = 0; i < result.inputs().size(); i++) {
            Input input = result.inputs().get(i);
            traces.add(new TraceCase(input.path(), input.truncated() ? CUT : "", rules(result, i)));
        }
        for (Unusable unusable : result.unusable()) {
            traces.add(new TraceCase(unusable.path(), unusable.problem(), List.of()));
        }
        return traces;
    }

    private static List<RuleCase> rules(Result result, int input) {
        List<Finding> here = result.findings().stream()
                .filter(finding -> finding.position().input() == input)
                .toList();
        List<RuleCase> cases = new ArrayList<>();
        for (RuleResult rule : result.rulesByInput().get(input)) {
            List<Finding> own = here.stream()
                    .filter(finding -> finding.rule().equals(rule.id()))
                    .toList();
            cases.add(new RuleCase(rule, status(result, rule, own, here), own));
        }
        return cases;
    }

    private static RuleCase.Status status(Result result, RuleResult rule, List<Finding> own, List<Finding> here) {
        Gate gate = result.gate();
        if (Silence.of(rule)) {
            return RuleCase.Status.SKIPPED;
        }
        if (!gate.minds(rule)) {
            return RuleCase.Status.PASSED;
        }
        // what follows from findings of other rules is known if all of those are
        boolean fresh = (own.isEmpty() ? here : own).stream().anyMatch(gate::fails);
        return !gate.known().asked() || fresh || result.unlisted() > 0 ? RuleCase.Status.FAILED : RuleCase.Status.KNOWN;
    }
}
