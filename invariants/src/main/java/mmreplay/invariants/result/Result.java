package mmreplay.invariants.result;

import java.util.List;

/**
 * The outcome of one check.
 *
 * @param version of mmreplay
 * @param rules in the catalogue's order
 * @param findings root findings, worst first, then by position
 * @param findingsTotal how many root findings there were; {@code findings} is capped
 * @param truth all zero if the trace has no ground-truth markers
 */
public record Result(
        String version,
        List<Input> inputs,
        List<RuleResult> rules,
        List<Finding> findings,
        long findingsTotal,
        Truth truth,
        List<Timeline> timelines,
        int exit) {}
