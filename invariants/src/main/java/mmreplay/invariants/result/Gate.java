package mmreplay.invariants.result;

/**
 * What makes a check fail.
 *
 * @param failOn the mildest verdict of a finding that does: VIOLATION, HAZARD or NOTE
 * @param known findings that do not, because they are accepted
 */
public record Gate(Verdict failOn, Known known) {

    /** Violations fail, and none is accepted. */
    public static final Gate USUAL = new Gate(Verdict.VIOLATION, Known.NOTHING);

    /** Findings of this verdict fail, unless they are known. */
    public boolean minds(Verdict verdict) {
        return verdict.compareTo(failOn) <= 0;
    }

    public boolean fails(Finding finding) {
        return minds(finding.verdict()) && !known.has(finding);
    }

    /** What the rule found is bad enough to fail, as far as none of it is known. */
    public boolean minds(RuleResult rule) {
        return rule.violation() > 0
                || (rule.hazard() > 0 && minds(Verdict.HAZARD))
                || (rule.note() > 0 && minds(Verdict.NOTE));
    }
}
