package mmreplay.invariants.replay;

import java.util.Arrays;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for what verdicts are counted as: of one rule, either inconclusive for one reason, or one verdict that rests on one set of
 * facts. A replay gives several verdicts an event, and nearly all of them are only counted; so that is all that is kept of one.
 */
final class Cells {

    private static final Why[] WHYS = Why.values();
    private static final int VERDICTS = Verdict.values().length;
    private static final int NONE = -1;

    private final int rules;
    /** By rule: its newest row, or {@link #NONE}. A row has a cell for each verdict on one set of facts. */
    private final int[] newest;

    private @Nullable FactSet[] restsOn = new FactSet[64];
    /** By row: the rule's row before it, and the rule. */
    private int[] before = new int[64];

    private int[] ruleOf = new int[64];
    private int rows;

    Cells(int rules) {
        this.rules = rules;
        newest = new int[rules];
        Arrays.fill(newest, NONE);
    }

    /** How many there are so far; more come with facts that no verdict rested on before. */
    int count() {
        return rules * WHYS.length + rows * VERDICTS;
    }

    int inconclusive(int rule, Why why) {
        return rule * WHYS.length + why.ordinal();
    }

    /** @param facts compared by identity */
    int of(int rule, Verdict verdict, FactSet facts) {
        int row = newest[rule];
        while (row != NONE && restsOn[row] != facts) {
            row = before[row];
        }
        return first(row == NONE ? newRow(rule, facts) : row) + verdict.ordinal();
    }

    /** What becomes of a verdict that is in doubt after all; what is inconclusive stays so for its own reason. */
    int withdrawn(int cell, Why why) {
        return decided(cell) ? inconclusive(rule(cell), why) : cell;
    }

    boolean decided(int cell) {
        return cell >= rules * WHYS.length;
    }

    int rule(int cell) {
        return decided(cell) ? ruleOf[(cell - rules * WHYS.length) / VERDICTS] : cell / WHYS.length;
    }

    /** Takes a set of facts, and the cells of the verdicts that rest on it, in the order of {@link Verdict}. */
    interface EachRow {
        void row(FactSet restsOn, int firstCell);
    }

    void forEachRow(int rule, EachRow each) {
        for (int row = newest[rule]; row != NONE; row = before[row]) {
            FactSet facts = restsOn[row];
            if (facts != null) {
                each.row(facts, first(row));
            }
        }
    }

    private int first(int row) {
        return rules * WHYS.length + row * VERDICTS;
    }

    private int newRow(int rule, FactSet facts) {
        if (rows == restsOn.length) {
            restsOn = Arrays.copyOf(restsOn, 2 * rows);
            before = Arrays.copyOf(before, 2 * rows);
            ruleOf = Arrays.copyOf(ruleOf, 2 * rows);
        }
        restsOn[rows] = facts;
        before[rows] = newest[rule];
        ruleOf[rows] = rule;
        newest[rule] = rows;
        return rows++;
    }
}
