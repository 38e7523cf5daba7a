package mmreplay.invariants.result;

import java.util.List;

/**
 * The outcome of one check.
 *
 * @param version of mmreplay
 * @param rules in the catalogue's order; of several inputs, their sums
 * @param rulesByInput what the rules said of each input, in the same order
 * @param findings root findings, worst first, then by position
 * @param findingsTotal how many root findings there were; {@code findings} is capped
 * @param unusable traces that could not be checked, or not to their end
 * @param gate what of all this makes the check fail
 * @param truth all zero if the trace has no ground-truth markers
 */
public record Result(
        String version,
        List<Input> inputs,
        List<RuleResult> rules,
        List<List<RuleResult>> rulesByInput,
        List<Finding> findings,
        long findingsTotal,
        List<Unusable> unusable,
        Gate gate,
        Truth truth,
        List<Timeline> timelines,
        int exit) {

    /** Of at most one input, with the usual gate. */
    public Result(
            String version,
            List<Input> inputs,
            List<RuleResult> rules,
            List<Finding> findings,
            long findingsTotal,
            Truth truth,
            List<Timeline> timelines,
            int exit) {
        this(
                version,
                inputs,
                rules,
                inputs.isEmpty() ? List.of() : List.of(rules),
                findings,
                findingsTotal,
                List.of(),
                Gate.USUAL,
                truth,
                timelines,
                exit);
    }

    /** The same facts, judged by another gate. */
    public Result judged(Gate newGate, List<Unusable> newUnusable, int newExit) {
        return new Result(
                version,
                inputs,
                rules,
                rulesByInput,
                findings,
                findingsTotal,
                newUnusable,
                newGate,
                truth,
                timelines,
                newExit);
    }

    /** The same with another exit code. */
    public Result exit(int newExit) {
        return judged(gate, unusable, newExit);
    }

    /** How many findings are neither listed nor folded under one that is: whether they are known cannot be told. */
    public long unlisted() {
        long found = rules.stream()
                .mapToLong(rule -> rule.violation() + rule.hazard() + rule.note())
                .sum();
        long told =
                findings.stream().mapToLong(finding -> 1L + finding.folded()).sum();
        return Math.max(0, found - told);
    }

    /** Something was found that the gate does not let pass. What is not listed is not known. */
    public boolean fails() {
        boolean minded = rules.stream().anyMatch(gate::minds);
        return gate.known().asked() ? findings.stream().anyMatch(gate::fails) || (minded && unlisted() > 0) : minded;
    }
}
