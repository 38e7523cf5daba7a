package mmreplay.invariants.result;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What a baseline, the list of findings that somebody has looked at and accepted, says of a check.
 *
 * @param asked whether the check was given a baseline at all
 * @param reasons why each known finding is accepted, by its {@link Finding#fingerprint}; empty text if nobody wrote it down
 * @param gone entries of the baseline that no finding of this check matches
 */
public record Known(boolean asked, SortedMap<String, String> reasons, List<Gone> gone) {

    /** No baseline: every finding is new, and nothing is said of it. */
    public static final Known NOTHING = new Known(false, Collections.emptySortedMap(), List.of());

    /**
     * A known finding that this check did not find.
     *
     * @param summary of the finding as it was when the baseline was written
     * @param reason why it was accepted, may be empty
     */
    public record Gone(String fingerprint, String rule, Verdict verdict, String summary, String reason) {}

    public boolean has(Finding finding) {
        return reasons.containsKey(finding.fingerprint());
    }

    /** Why this known finding is accepted; empty if nobody wrote it down. */
    public String reason(Finding finding) {
        return reasons.getOrDefault(finding.fingerprint(), "");
    }
}
