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
 *
 * <p>CPUs take turns at every event or two. So what comes is only written down at first, and where each CPU was seen last in it;
 * the segments are cut when that is full, or when somebody asks.
 */
final class VerdictLedger {

    private static final int MOST_NOTED = 4096;
    private static final int NOT_SEEN = -1;

    private final Cells cells;
    /** Verdicts that came since the segments were cut last. */
    private final int[] noted = new int[MOST_NOTED];

    private final @Nullable Obligation[] notedWhole = new Obligation[MOST_NOTED];
    private int notedCount;
    /** By CPU: how many of them had come when it was seen last; {@link #NOT_SEEN} if it was not seen meanwhile. */
    private int[] seenAt;

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
        seenAt = new int[after.length];
        Arrays.fill(seenAt, NOT_SEEN);
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
        cut();
        pending.forEach(segment -> segment.tally.findings().forEach(listener));
    }

    /**
     * A verdict was given.
     *
     * @param whole null for one that is only counted: it is no finding, and nobody observes
     */
    void add(int cell, @Nullable Obligation whole) {
        if (notedCount == MOST_NOTED) {
            cut();
        }
        noted[notedCount] = cell;
        if (whole != null) { // seldom, and to store a reference costs more than to look at it
            notedWhole[notedCount] = whole;
        }
        notedCount++;
    }

    /** An event of this CPU was seen: nothing of it is missing before. */
    void seen(int cpu) {
        if (cpu >= present.length || !present[cpu]) {
            cut();
            appears(cpu);
        }
        seenAt[cpu] = notedCount;
        if (early != null) {
            cut();
        }
    }

    /** Sorts what was noted into segments: the same as if each verdict and each CPU that was seen had been, in turn. */
    private void cut() {
        int done = 0;
        for (int cpu = firstSeen(); cpu != NOT_SEEN; cpu = firstSeen()) {
            take(done, seenAt[cpu]);
            done = seenAt[cpu];
            seenAt[cpu] = NOT_SEEN;
            upToDate(cpu);
        }
        take(done, notedCount);
        notedCount = 0;
    }

    /** Of the CPUs that were seen, the one whose last event came first. */
    private int firstSeen() {
        int first = NOT_SEEN;
        for (int cpu = 0; cpu < seenAt.length; cpu++) {
            if (seenAt[cpu] != NOT_SEEN && (first == NOT_SEEN || seenAt[cpu] < seenAt[first])) {
                first = cpu;
            }
        }
        return first;
    }

    private void take(int from, int to) {
        if (from == to) {
            return;
        }
        Segment last = pending.isEmpty() || !upToDate.isEmpty() ? open() : pending.get(pending.size() - 1);
        for (int i = from; i < to; i++) {
            last.tally.add(noted[i]);
            Obligation whole = notedWhole[i];
            if (whole != null) {
                keep(whole, last);
                notedWhole[i] = null;
            }
        }
    }

    private void keep(Obligation whole, Segment segment) {
        if (whole.draft() != null) {
            segment.tally.keep(whole);
        }
        if (observer != null) {
            segment.all.add(whole);
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

    /** No pending segment waits for this CPU any more. */
    private void upToDate(int cpu) {
        Segment first = after[cpu];
        if (first != null) {
            after[cpu] = null;
            upToDate.addInt(cpu);
            if (--first.awaited == 0) {
                passed(first);
            }
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
        cut();
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
            int known = seenAt.length;
            seenAt = Arrays.copyOf(seenAt, after.length);
            Arrays.fill(seenAt, known, after.length, NOT_SEEN);
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
        cut();
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
