package mmreplay.invariants.replay;

import java.util.Arrays;
import java.util.function.Consumer;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.result.Why;
import org.jspecify.annotations.Nullable;

/**
 * Events that carry the same time stamp. Between CPUs their order is not evidence: a clock can stand still for thousands of
 * events, and equal stamps are printed CPU by CPU. A verdict on an object that another CPU touched at the same stamp is
 * withdrawn, whether that touch is printed before the judged event or after it; so verdicts wait here until the stamp changes.
 *
 * <p>Every event passes through, so what waits lies in arrays that are used again: a step is a verdict's {@link Cells cell} and the
 * keys of the objects that it is about, or "this CPU was seen".
 */
final class TieGroup implements Touched {

    private static final int NOBODY = -1;
    /** What is held of one stamp, at most: where a clock stands still for longer, what was held has no order with what follows. */
    private static final int MOST = 1 << 20;

    private static final int SEEN = -1;

    private final Cells cells;
    private final VerdictLedger ledger;
    private final Doubts doubts;

    /** In order: a verdict's cell, or {@link #SEEN}. */
    private int[] steps = new int[16];

    private int[] stepCpus = new int[16];
    /** By step: where in {@link #about} its keys end; they begin where those of the step before end. */
    private int[] aboutEnds = new int[16];
    /** By step: a verdict that is to be kept whole. */
    private @Nullable Obligation[] wholes = new Obligation[16];

    private int stepCount;
    private boolean anyWhole;
    private long[] about = new long[64];
    private int aboutCount;
    private final KeysByCpu touched = new KeysByCpu();
    /** Page tables that were written. */
    private final KeysByCpu used = new KeysByCpu();
    /** What rules looked at, and remember. */
    private final KeysByCpu remembered = new KeysByCpu();

    private final Touchers touchers = new Touchers();
    private long time = Long.MIN_VALUE;
    /** The latest stamp so far. */
    private long latest = Long.MIN_VALUE;
    /** Events of this very stamp came before, and then older ones, which were read late. */
    private boolean resumed;

    private long firstLine;
    private int cpu = NOBODY;
    private boolean severalCpus;
    /** The one CPU whose lost events may carry this group's stamp; NOBODY: no one CPU, any may have. */
    private int ghost = NOBODY;

    private boolean ghostHere;
    /** The stamp of the last event before the loss. */
    private long lostAfter = Long.MIN_VALUE;

    TieGroup(Cells cells, VerdictLedger ledger, Doubts doubts) {
        this.cells = cells;
        this.ledger = ledger;
        this.doubts = doubts;
    }

    /** An event with this stamp begins. */
    void at(long newTime, int newCpu, long line) {
        if (newTime != time || touched.size() + stepCount > MOST) {
            if (newTime == time) {
                lost(NOBODY, Why.CLOCK);
            }
            close();
            time = newTime;
            resumed = newTime == latest;
            latest = Math.max(latest, newTime);
            firstLine = line;
        } else if (newCpu != cpu) {
            severalCpus = true;
        }
        cpu = newCpu;
    }

    @Override
    public void touch(long key) {
        touched.add(key, cpu);
    }

    @Override
    public void use(long key) {
        used.add(key, cpu);
    }

    /** A rule remembers how the event that has begun found this object. */
    void remember(long key) {
        remembered.add(key, cpu);
    }

    /** The verdict that is added next is about this object, too. */
    void about(long key) {
        if (aboutCount == about.length) {
            about = Arrays.copyOf(about, 2 * aboutCount);
        }
        about[aboutCount++] = key;
    }

    /**
     * A verdict on the event that has begun.
     *
     * @param whole null if it is only counted
     */
    void add(int cell, @Nullable Obligation whole) {
        if (whole != null) {
            anyWhole = true;
        }
        step(cell, cpu, whole);
    }

    void seen(int seenCpu) {
        step(SEEN, seenCpu, null);
    }

    private void step(int step, int stepCpu, @Nullable Obligation whole) {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, 2 * stepCount);
            stepCpus = Arrays.copyOf(stepCpus, 2 * stepCount);
            aboutEnds = Arrays.copyOf(aboutEnds, 2 * stepCount);
            wholes = Arrays.copyOf(wholes, 2 * stepCount);
        }
        steps[stepCount] = step;
        stepCpus[stepCount] = stepCpu;
        aboutEnds[stepCount] = aboutCount;
        if (whole != null) { // seldom, and to store a reference costs more than to look at it
            wholes[stepCount] = whole;
        }
        stepCount++;
    }

    /**
     * Events of this CPU ({@code Gap.EVERY_CPU}: of any) were lost right before the next event. The last of them may carry that
     * event's stamp, so what other CPUs did at that stamp may be disputed by something that nobody sees. The group ends here even
     * if the stamp goes on, and what was held so far can no longer be compared with what follows.
     */
    void lost(int lostCpu) {
        lost(lostCpu, Why.LOST);
    }

    private void lost(int lostCpu, Why why) {
        if (time != Long.MIN_VALUE) {
            lostAfter = time;
        }
        withdrawAll(why);
        close();
        ghost = ghostHere && ghost != lostCpu ? NOBODY : lostCpu;
        ghostHere = true;
    }

    private void withdrawAll(Why why) {
        for (int i = 0; i < stepCount; i++) {
            withdraw(i, why);
        }
    }

    private void withdraw(int step, Why why) {
        if (steps[step] != SEEN) {
            steps[step] = cells.withdrawn(steps[step], why);
            Obligation whole = wholes[step];
            wholes[step] = whole == null ? null : whole.inconclusive(why);
        }
    }

    /** Findings that wait for the stamp to change. */
    void pending(Consumer<Obligation> listener) {
        for (int i = 0; i < stepCount; i++) {
            Obligation whole = wholes[i];
            if (whole != null && whole.draft() != null) {
                listener.accept(whole);
            }
        }
    }

    /** The stamp has changed, or nothing more comes: passes on what was held. */
    void close() {
        if (besideLoss()) {
            withdrawAll(Why.LOST);
            passCpusFirst();
            doubts.unordered(Why.LOST);
        } else if ((resumed && stepCount > 0) || (severalCpus && noTables())) {
            withdrawAll(Why.CLOCK);
            passCpusFirst();
            doubts.unordered(Why.CLOCK);
        } else if (severalCpus) {
            doubt();
            passCpusFirst();
            forgetDisputed();
        } else {
            pass(true, true);
        }
        if (stepCount > 0) {
            ghostHere = false;
        }
        if (anyWhole) {
            Arrays.fill(wholes, 0, stepCount, null);
            anyWhole = false;
        }
        stepCount = 0;
        aboutCount = 0;
        touched.clear();
        used.clear();
        remembered.clear();
        cpu = NOBODY;
        severalCpus = false;
        time = Long.MIN_VALUE;
    }

    /**
     * What was lost may carry this stamp, and so may what came before the loss: neither is in order with what other CPUs did here.
     */
    private boolean besideLoss() {
        return ghostHere && stepCount > 0 && (severalCpus || cpu != ghost || time == lostAfter);
    }

    /**
     * Between CPUs this group has no order, so a CPU's last event here does not show that it did nothing more at this stamp: for
     * the ledger each CPU is seen before the group's verdicts, and they stay in doubt until it is seen again.
     */
    private void passCpusFirst() {
        pass(true, false);
        pass(false, true);
    }

    /** Passes on, in their order, which CPUs were seen, and the verdicts. */
    private void pass(boolean cpus, boolean verdicts) {
        for (int i = 0; i < stepCount; i++) {
            if (steps[i] != SEEN) {
                if (verdicts) {
                    ledger.add(steps[i], wholes[i]);
                }
            } else if (cpus) {
                ledger.seen(stepCpus[i]);
            }
        }
    }

    /**
     * Several CPUs wrote one entry, or one wrote a table that another has just made: which page is mapped where decides too much
     * else.
     */
    private boolean noTables() {
        touchers.clear();
        for (int i = 0; i < touched.size(); i++) {
            touchers.touch(touched.key(i), touched.cpu(i));
        }
        for (int i = 0; i < touched.size(); i++) {
            if (Key.isSlot(touched.key(i)) && touchers.of(touched.key(i)) == Touchers.SEVERAL) {
                return true;
            }
        }
        for (int i = 0; i < used.size(); i++) {
            if (byOther(used.key(i), used.cpu(i))) {
                return true;
            }
        }
        return false;
    }

    private void doubt() {
        boolean trees = false;
        for (int i = 0; i < touched.size(); i++) {
            trees |= Key.inTree(touched.key(i)) && touchers.of(touched.key(i)) == Touchers.SEVERAL;
        }
        for (int i = 0; i < stepCount; i++) {
            if (steps[i] != SEEN && disputed(i, trees)) {
                withdraw(i, Why.CLOCK);
            }
        }
    }

    /** What the printed order made of an object that several CPUs changed, or one while another looked, is not what happened. */
    private void forgetDisputed() {
        for (int i = 0; i < remembered.size(); i++) {
            if (byOther(remembered.key(i), remembered.cpu(i))) {
                doubts.misread(remembered.key(i));
            }
        }
        for (int i = 0; i < touched.size(); i++) {
            if (touchers.of(touched.key(i)) == Touchers.SEVERAL) {
                touchers.set(touched.key(i), touched.cpu(i));
                doubts.disputed(touched.key(i), firstLine);
            }
        }
    }

    private boolean byOther(long key, int thisCpu) {
        int toucher = touchers.of(key);
        return toucher != Touchers.NONE && toucher != thisCpu;
    }

    /** @param trees an anon_vma or a vma is disputed, so that nothing is known of its neighbours either */
    private boolean disputed(int step, boolean trees) {
        for (int i = step == 0 ? 0 : aboutEnds[step - 1]; i < aboutEnds[step]; i++) {
            if (byOther(about[i], stepCpus[step]) || (trees && Key.inTree(about[i]))) {
                return true;
            }
        }
        return false;
    }
}
