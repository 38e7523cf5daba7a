package mmreplay.reports.cases;

import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.RuleResult;

/**
 * One rule on one trace, as a test.
 *
 * @param findings of this rule on this trace, worst first; may be empty even where it failed, if what it found follows from
 *     findings of other rules
 */
public record RuleCase(RuleResult rule, Status status, List<Finding> findings) {

    /** How the test came out. */
    public enum Status {
        PASSED,
        /** Something was found that makes the check fail. */
        FAILED,
        /** What was found is bad enough, but the baseline accepts all of it. */
        KNOWN,
        /** Nothing was judged, or nothing could be decided. */
        SKIPPED
    }
}
