package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts verdicts per rule, kept apart by what they rest on: which classes of facts a trace records completely is known only
 * at its end. Findings are kept whole.
 */
final class Tally {

    /** So many findings of one rule are kept; the rest are counted. */
    static final int MOST_FINDINGS = 10_000;

    private static final int WHYS = Why.values().length;

    /** Verdicts of one rule that rest on the same classes. */
    static final class Row {
        final FactSet restsOn;
        final long[] byVerdict = new long[Verdict.values().length];

        Row(FactSet restsOn) {
            this.restsOn = restsOn;
        }
    }

    /** What one rule said. */
    private static final class Counts {
        final List<Row> rows = new ArrayList<>(2);
        final long[] inconclusive = new long[WHYS];
        boolean any;

        Row row(FactSet restsOn) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).restsOn == restsOn) {
                    return rows.get(i);
                }
            }
            Row row = new Row(restsOn);
            rows.add(row);
            return row;
        }

        void add(Counts other) {
            for (Row row : other.rows) {
                Row mine = row(row.restsOn);
                for (int v = 0; v < mine.byVerdict.length; v++) {
                    mine.byVerdict[v] += row.byVerdict[v];
                }
            }
            for (int why = 0; why < WHYS; why++) {
                inconclusive[why] += other.inconclusive[why];
            }
        }

        void withdraw(Why why) {
            for (Row row : rows) {
                for (int v = 0; v < row.byVerdict.length; v++) {
                    inconclusive[why.ordinal()] += row.byVerdict[v];
                    row.byVerdict[v] = 0;
                }
            }
        }

        void clear() {
            rows.forEach(row -> Arrays.fill(row.byVerdict, 0));
            Arrays.fill(inconclusive, 0);
            any = false;
        }
    }

    /** Null for a rule that has said nothing: many tallies hold a few verdicts of a few rules. */
    private final @Nullable Counts[] byRule;

    /** The rules that have said something, in the order in which they did. */
    private final int[] judged;

    private int judgedCount;
    private final List<Obligation> findings = new ArrayList<>();

    Tally(int rules) {
        byRule = new Counts[rules];
        judged = new int[rules];
    }

    void add(Obligation obligation) {
        Counts counts = counts(obligation.rule());
        if (obligation.why() != null) {
            counts.inconclusive[obligation.why().ordinal()]++;
            return;
        }
        counts.row(obligation.restsOn()).byVerdict[obligation.verdict().ordinal()]++;
        if (obligation.draft() != null && findings.size() < MOST_FINDINGS) {
            findings.add(obligation);
        }
    }

    /** Takes over everything that {@code other} counted. */
    void add(Tally other) {
        for (int i = 0; i < other.judgedCount; i++) {
            counts(other.judged[i]).add(other.counts(other.judged[i]));
        }
        for (Obligation finding : other.findings) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }
    }

    /** Nothing is counted any more. */
    void clear() {
        for (int i = 0; i < judgedCount; i++) {
            counts(judged[i]).clear();
        }
        judgedCount = 0;
        findings.clear();
    }

    /** Everything that was decided here is in doubt after all. */
    void withdraw(Why why) {
        for (int i = 0; i < judgedCount; i++) {
            counts(judged[i]).withdraw(why);
        }
        findings.clear();
    }

    List<Row> rows(int rule) {
        Counts counts = byRule[rule];
        return counts == null ? List.of() : counts.rows;
    }

    long inconclusive(int rule, Why why) {
        Counts counts = byRule[rule];
        return counts == null ? 0 : counts.inconclusive[why.ordinal()];
    }

    /** In the order in which they were found. */
    List<Obligation> findings() {
        return findings;
    }

    private Counts counts(int rule) {
        Counts counts = byRule[rule];
        if (counts == null) {
            counts = new Counts();
            byRule[rule] = counts;
        }
        if (!counts.any) {
            counts.any = true;
            judged[judgedCount++] = rule;
        }
        return counts;
    }
}
