package mmreplay.reports.cases;

import java.util.List;

/**
 * One trace, as a group of tests.
 *
 * @param path untrusted text
 * @param problem why the trace could not be read to its end, one line; empty if it was
 * @param rules empty if it could not be checked at all
 */
public record TraceCase(String path, String problem, List<RuleCase> rules) {

    public boolean failed() {
        return !problem.isEmpty() || rules.stream().anyMatch(rule -> rule.status() == RuleCase.Status.FAILED);
    }

    /** None of its rules passed or failed. */
    public boolean skipped() {
        return rules.stream().allMatch(rule -> rule.status() == RuleCase.Status.SKIPPED);
    }
}
