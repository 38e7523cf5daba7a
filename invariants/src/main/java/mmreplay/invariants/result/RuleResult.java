package mmreplay.invariants.result;

import java.util.List;
import java.util.SortedMap;

/**
 * What one rule said of the whole check.
 *
 * @param verdict the worst of its obligations; NOT_CHECKED where there was none
 * @param title one line: the rule itself
 * @param pass obligations proven
 * @param inconclusive obligations that could not be decided, by reason; only reasons that occurred
 * @param needs what was not recorded and the rule needs, in words; empty if all was there; see {@link #IN_PART}
 */
public record RuleResult(
        String id,
        String title,
        Verdict verdict,
        long pass,
        long violation,
        long hazard,
        long note,
        SortedMap<Why, Long> inconclusive,
        List<String> needs) {

    /** How a need ends that was recorded, but not completely. */
    public static final String IN_PART = " (recorded, but not completely)";

    public long inconclusiveTotal() {
        return inconclusive.values().stream().mapToLong(Long::longValue).sum();
    }

    public long obligations() {
        return pass + violation + hazard + note + inconclusiveTotal();
    }
}
