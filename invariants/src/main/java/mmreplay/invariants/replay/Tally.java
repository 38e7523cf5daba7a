package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;

/**
 * Counts verdicts per rule, kept apart by what they rest on: which classes of facts a trace records completely is known only
 * at its end. Findings are kept whole.
 */
final class Tally {

    /** So many findings of one rule are kept; the rest are counted. */
    static final int MOST_FINDINGS = 10_000;

    /** Verdicts of one rule that rest on the same classes. */
    static final class Row {
        final FactSet restsOn;
        final long[] byVerdict = new long[Verdict.values().length];

        Row(FactSet restsOn) {
            this.restsOn = restsOn;
        }

        boolean isEmpty() {
            for (long count : byVerdict) {
                if (count != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<List<Row>> rows = new ArrayList<>();
    private final long[][] inconclusive;
    private final List<Obligation> findings = new ArrayList<>();

    Tally(int rules) {
        for (int i = 0; i < rules; i++) {
            rows.add(new ArrayList<>(2));
        }
        inconclusive = new long[rules][Why.values().length];
    }

    void add(Obligation obligation) {
        if (obligation.why() != null) {
            inconclusive[obligation.rule()][obligation.why().ordinal()]++;
            return;
        }
        row(obligation.rule(), obligation.restsOn())
                .byVerdict[obligation.verdict().ordinal()]++;
        if (obligation.draft() != null && findings.size() < MOST_FINDINGS) {
            findings.add(obligation);
        }
    }

    /** Takes over everything that {@code other} counted. */
    void add(Tally other) {
        for (int rule = 0; rule < rows.size(); rule++) {
            for (Row row : other.rows.get(rule)) {
                Row mine = row(rule, row.restsOn);
                for (int v = 0; v < mine.byVerdict.length; v++) {
                    mine.byVerdict[v] += row.byVerdict[v];
                }
            }
            for (int why = 0; why < inconclusive[rule].length; why++) {
                inconclusive[rule][why] += other.inconclusive[rule][why];
            }
        }
        for (Obligation finding : other.findings) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(finding);
            }
        }
    }

    /** Everything that was decided here is in doubt after all. */
    void withdraw(Why why) {
        for (int rule = 0; rule < rows.size(); rule++) {
            for (Row row : rows.get(rule)) {
                for (int v = 0; v < row.byVerdict.length; v++) {
                    inconclusive[rule][why.ordinal()] += row.byVerdict[v];
                    row.byVerdict[v] = 0;
                }
            }
        }
        findings.clear();
    }

    List<Row> rows(int rule) {
        return rows.get(rule);
    }

    long inconclusive(int rule, Why why) {
        return inconclusive[rule][why.ordinal()];
    }

    /** In the order in which they were found. */
    List<Obligation> findings() {
        return findings;
    }

    private Row row(int rule, FactSet restsOn) {
        List<Row> ofRule = rows.get(rule);
        for (Row row : ofRule) {
            if (row.restsOn == restsOn) {
                return row;
            }
        }
        Row row = new Row(restsOn);
        ofRule.add(row);
        return row;
    }
}
