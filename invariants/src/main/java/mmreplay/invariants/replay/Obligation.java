package mmreplay.invariants.replay;

import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import org.jspecify.annotations.Nullable;

/**
 * One verdict on one event, not yet final. Only findings, and what somebody observes, are kept in this form; {@link Cells} counts the
 * rest.
 *
 * @param rule index in the catalogue
 * @param why set if and only if the verdict is INCONCLUSIVE
 * @param draft set if the verdict is a finding
 */
record Obligation(
        int rule,
        Verdict verdict,
        @Nullable Why why,
        FactSet restsOn,
        @Nullable Draft draft,
        long line,
        long time) {

    Obligation inconclusive(Why reason) {
        return verdict == Verdict.INCONCLUSIVE
                ? this
                : new Obligation(rule, Verdict.INCONCLUSIVE, reason, FactSet.NONE, null, line, time);
    }
}
