package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.invariants.result.Why;

/**
 * Counts verdicts by {@link Cells cell}, so apart by what they rest on: which classes of facts a trace records completely is known
 * only at its end. Findings are kept whole.
 */
final class Tally {

    /** So many findings are kept; the rest are counted. */
    static final int MOST_FINDINGS = 10_000;

    private final Cells cells;
    /** By cell. */
    private long[] counts = new long[0];
    /** Cells that count something, in the order in which they began to: many tallies hold a few verdicts of a few rules. */
    private int[] used = new int[16];

    private int usedCount;
    private final List<Obligation> findings = new ArrayList<>();

    Tally(Cells cells) {
        this.cells = cells;
    }

    void add(int cell) {
        add(cell, 1);
    }

    /** Unless there are too many already, keeps one that was counted. */
    void keep(Obligation finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    /** Takes over everything that {@code other} counted. */
    void add(Tally other) {
        for (int i = 0; i < other.usedCount; i++) {
            add(other.used[i], other.counts[other.used[i]]);
        }
        for (int i = 0; i < other.findings.size(); i++) {
            keep(other.findings.get(i));
        }
    }

    /** Nothing is counted any more. */
    void clear() {
        for (int i = 0; i < usedCount; i++) {
            counts[used[i]] = 0;
        }
        usedCount = 0;
        findings.clear();
    }

    /** Everything that was decided here is in doubt after all. */
    void withdraw(Why why) {
        int decided = usedCount;
        for (int i = 0; i < decided; i++) {
            int cell = used[i];
            if (cells.decided(cell) && counts[cell] > 0) {
                add(cells.withdrawn(cell, why), counts[cell]);
                counts[cell] = 0;
            }
        }
        // a cell that counts nothing must not be in use, or it would be entered again when it counts
        int kept = 0;
        for (int i = 0; i < usedCount; i++) {
            if (counts[used[i]] > 0) {
                used[kept++] = used[i];
            }
        }
        usedCount = kept;
        findings.clear();
    }

    long count(int cell) {
        return cell < counts.length ? counts[cell] : 0;
    }

    /** In the order in which they were found. */
    List<Obligation> findings() {
        return findings;
    }

    private void add(int cell, long count) {
        if (cell >= counts.length) {
            counts = Arrays.copyOf(counts, cells.count());
        }
        if (counts[cell] == 0) {
            if (usedCount == used.length) {
                used = Arrays.copyOf(used, 2 * usedCount);
            }
            used[usedCount++] = cell;
        }
        counts[cell] += count;
    }
}
