package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import mmreplay.invariants.result.Why;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Holds every verdict back until no gap can undo it.
 *
 * <p>A loss marker comes after the gap it reports: events of its CPU are missing from that CPU's last event on, and whatever
 * was judged meanwhile on any CPU may be wrong. So a verdict is final only when every CPU has been seen past it. Pending
 * verdicts are counted in segments, cut at the points where some CPU was seen last: there are never more segments than CPUs,
 * so a CPU that stays idle for a whole trace costs nothing but the wait.
 */
final class VerdictLedger {

    private final Cells cells;
    private final Tally settled;
    private final List<Segment> pending = new ArrayList<>();
    /** Empty ones, for the next: where CPUs take turns, a segment lives for a few events. */
    private final List<Segment> spare = new ArrayList<>();
    /** By CPU: the first pending segment after its last event; null if it was seen after everything pending. */
    private @Nullable Segment[] after;

    private boolean[] present;
    private @Nullable Consumer<Obligation> observer;
    private @Nullable Consumer<Obligation> early;
    private final List<Obligation> observed = new ArrayList<>();

    /** CPUs that were seen after everything pending. */
    private final IntArrayList upToDate = new IntArrayList();

    private static final class Segment {
        final Tally tally;
        /** Kept only while somebody observes single verdicts. */
        final List<Obligation> all = new ArrayList<>();
        /** How many CPUs were last seen right before it. */
        int awaited;

        Segment(Cells cells) {
            tally = new Tally(cells);
        }

        void clear() {
            tally.clear();
            all.clear();
        }
    }

    /**
     * @param cells what verdicts are counted as
     * @param cpus how many the trace is known to have: each must be seen before anything is final
     */
    VerdictLedger(Cells cells, int cpus) {
        this.cells = cells;
        settled = new Tally(cells);
        after = new Segment[Math.max(cpus, 1)];
        present = new boolean[after.length];
        for (int cpu = 0; cpu < cpus; cpu++) {
            appears(cpu);
        }
    }

    /** For tests: hears of every verdict when the trace has ended. */
    void observe(Consumer<Obligation> listener) {
        observer = listener;
    }

    /** Somebody observes single verdicts, so each is to be kept whole. */
    boolean observed() {
        return observer != null;
    }

    /** Hears of every finding as soon as it is final. */
    void early(Consumer<Obligation> listener) {
        early = listener;
    }

    /** Findings that are not final, in the order in which they were found. */
    void pending(Consumer<Obligation> listener) {
        pending.forEach(segment -> segment.tally.findings().forEach(listener));
    }

    /**
     * A verdict was given.
     *
     * @param whole null for one that is only counted: it is no finding, and nobody observes
     */
    void add(int cell, @Nullable Obligation whole) {
        Segment last = pending.isEmpty() || !upToDate.isEmpty() ? open() : pending.get(pending.size() - 1);
        last.tally.add(cell);
        if (whole != null) {
            if (whole.draft() != null) {
                last.tally.keep(whole);
            }
            if (observer != null) {
                last.all.add(whole);
            }
        }
    }

    private Segment open() {
        Segment opened = spare.isEmpty() ? new Segment(cells) : spare.remove(spare.size() - 1);
        pending.add(opened);
        for (int i = 0; i < upToDate.size(); i++) {
            after[upToDate.getInt(i)] = opened;
        }
        opened.awaited = upToDate.size();
        upToDate.clear();
        return opened;
    }

    /** An event of this CPU was seen: nothing of it is missing before. */
    void seen(int cpu) {
        appears(cpu);
        Segment first = after[cpu];
        if (first == null) {
            return;
        }
        after[cpu] = null;
        upToDate.addInt(cpu);
        if (--first.awaited == 0) {
            passed(first);
        }
    }

    /** No CPU awaits the segment any more: it is settled, or waits for whom the one before it waits for. */
    private void passed(Segment first) {
        int index = pending.indexOf(first);
        pending.remove(index);
        if (index == 0) {
            settle(first);
        } else {
            Segment before = pending.get(index - 1);
            before.tally.add(first.tally);
            before.all.addAll(first.all);
        }
        first.clear();
        spare.add(first);
    }

    /** Events of this CPU are missing since it was last seen: what was judged meanwhile is in doubt. */
    void gap(int cpu, Why why) {
        if (appears(cpu)) {
            // nothing said that this CPU exists: all that was settled so far was settled without waiting for it
            gapEverywhere(why);
            settled.withdraw(why);
            observed.replaceAll(obligation -> obligation.inconclusive(why));
            return;
        }
        Segment first = after[cpu];
        if (first == null) {
            return;
        }
        List<Segment> doubtful = pending.subList(pending.indexOf(first), pending.size());
        for (Segment segment : doubtful) {
            segment.tally.withdraw(why);
            segment.all.replaceAll(obligation -> obligation.inconclusive(why));
            settle(segment);
        }
        for (int c = 0; c < after.length; c++) {
            if (after[c] != null && doubtful.contains(after[c])) {
                after[c] = null;
                upToDate.addInt(c);
            }
        }
        doubtful.clear();
    }

    /** True if it is the first that is heard of this CPU. */
    private boolean appears(int cpu) {
        if (cpu >= after.length) {
            after = Arrays.copyOf(after, Math.max(cpu + 1, 2 * after.length));
            present = Arrays.copyOf(present, after.length);
        }
        if (present[cpu]) {
            return false;
        }
        present[cpu] = true;
        upToDate.addInt(cpu);
        return true;
    }

    /** Events of any CPU may be missing. */
    void gapEverywhere(Why why) {
        for (int cpu = 0; cpu < after.length; cpu++) {
            if (present[cpu]) {
                gap(cpu, why);
            }
        }
    }

    /**
     * The trace has ended.
     *
     * @param proven nothing is missing at its end: then everything still pending is final
     */
    Tally finish(boolean proven) {
        if (!proven) {
            gapEverywhere(Why.LOST);
        }
        pending.forEach(this::settle);
        pending.clear();
        if (observer != null) {
            observed.forEach(observer);
        }
        return settled;
    }

    private void settle(Segment segment) {
        settled.add(segment.tally);
        if (early != null) {
            segment.tally.findings().forEach(early);
        }
        observed.addAll(segment.all);
    }
}
