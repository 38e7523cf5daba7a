package mmreplay.invariants.replay;

import java.util.Arrays;
import java.util.function.Consumer;
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
    private static final int SEEN = -1;

    private final Cells cells;
    private final VerdictLedger ledger;
    private final Disputed disputed;

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
    private long[] keys = new long[64];
    private int[] keyCpus = new int[64];
    private int keyCount;
    private final Touchers touchers = new Touchers();
    private long time = Long.MIN_VALUE;
    private long firstLine;
    private int cpu = NOBODY;
    private boolean severalCpus;
    /** The one CPU whose lost events may carry this group's stamp; NOBODY: no one CPU, any may have. */
    private int ghost = NOBODY;

    private boolean ghostHere;

    /** Hears of every object that several CPUs changed at one stamp, and of the line at which the stamp began. */
    interface Disputed {
        void forget(long key, long since);
    }

    TieGroup(Cells cells, VerdictLedger ledger, Disputed disputed) {
        this.cells = cells;
        this.ledger = ledger;
        this.disputed = disputed;
    }

    /** An event with this stamp begins. */
    void at(long newTime, int newCpu, long line) {
        if (newTime != time) {
            close();
            time = newTime;
            firstLine = line;
        } else if (newCpu != cpu) {
            severalCpus = true;
        }
        cpu = newCpu;
    }

    @Override
    public void touch(long key) {
        if (keyCount == keys.length) {
            keys = Arrays.copyOf(keys, 2 * keyCount);
            keyCpus = Arrays.copyOf(keyCpus, 2 * keyCount);
        }
        keys[keyCount] = key;
        keyCpus[keyCount++] = cpu;
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
        wholes[stepCount++] = whole;
    }

    /**
     * Events of this CPU ({@code Gap.EVERY_CPU}: of any) were lost right before the next event. The last of them may carry that
     * event's stamp, so what other CPUs did at that stamp may be disputed by something that nobody sees. The group ends here even
     * if the stamp goes on, and what was held so far can no longer be compared with what follows.
     */
    void lost(int lostCpu) {
        for (int i = 0; i < stepCount; i++) {
            withdraw(i, Why.LOST);
        }
        close();
        ghost = ghostHere && ghost != lostCpu ? NOBODY : lostCpu;
        ghostHere = true;
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
        if (severalCpus) {
            doubt();
            pass(true, false);
            pass(false, true);
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
        keyCount = 0;
        cpu = NOBODY;
        severalCpus = false;
        time = Long.MIN_VALUE;
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
     * Between CPUs this group has no order, so a CPU's last event here does not show that it did nothing more at this stamp: for
     * the ledger each CPU is seen before the group's verdicts, and they stay in doubt until it is seen again.
     */
    private void doubt() {
        touchers.clear();
        for (int i = 0; i < keyCount; i++) {
            touchers.touch(keys[i], keyCpus[i]);
        }
        for (int i = 0; i < stepCount; i++) {
            if (steps[i] != SEEN) {
                if (ghostHere && stepCpus[i] != ghost) {
                    withdraw(i, Why.LOST);
                } else if (disputed(i)) {
                    withdraw(i, Why.CLOCK);
                }
            }
        }
    }

    /**
     * What the printed order made of an object that several CPUs changed is not what happened; nor, next to a gap, of one that a
     * lost event of this stamp may have changed, too.
     */
    private void forgetDisputed() {
        for (int i = 0; i < keyCount; i++) {
            boolean byUnseen = ghostHere && keyCpus[i] != ghost;
            if (byUnseen || touchers.of(keys[i]) == Touchers.SEVERAL) {
                touchers.set(keys[i], keyCpus[i]);
                disputed.forget(keys[i], firstLine);
            }
        }
    }

    private boolean disputed(int step) {
        for (int i = step == 0 ? 0 : aboutEnds[step - 1]; i < aboutEnds[step]; i++) {
            int toucher = touchers.of(about[i]);
            if (toucher != Touchers.NONE && toucher != stepCpus[step]) {
                return true;
            }
        }
        return false;
    }
}
