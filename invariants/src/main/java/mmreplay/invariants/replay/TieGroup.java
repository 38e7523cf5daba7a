package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.result.Why;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that carry the same time stamp. Between CPUs their order is not evidence: a clock can stand still for thousands of
 * events, and equal stamps are printed CPU by CPU. A verdict on an object that another CPU touched at the same stamp is
 * withdrawn, whether that touch is printed before the judged event or after it; so verdicts wait here until the stamp changes.
 */
final class TieGroup implements Touched {

    private static final long NONE = -1;
    private static final long SEVERAL = -2;
    private static final int NOBODY = -1;

    private final VerdictLedger ledger;
    private final Disputed disputed;
    /** In order: a verdict, or null for "this CPU was seen". */
    private final List<@Nullable Obligation> steps = new ArrayList<>();

    private int[] stepCpus = new int[16];
    private long[] keys = new long[64];
    private int[] keyCpus = new int[64];
    private int keyCount;
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

    TieGroup(VerdictLedger ledger, Disputed disputed) {
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

    void add(Obligation obligation) {
        step(obligation, obligation.cpu());
    }

    void seen(int seenCpu) {
        step(null, seenCpu);
    }

    private void step(@Nullable Obligation obligation, int stepCpu) {
        if (steps.size() == stepCpus.length) {
            stepCpus = Arrays.copyOf(stepCpus, 2 * stepCpus.length);
        }
        stepCpus[steps.size()] = stepCpu;
        steps.add(obligation);
    }

    /**
     * Events of this CPU ({@code Gap.EVERY_CPU}: of any) were lost right before the next event. The last of them may carry that
     * event's stamp, so what other CPUs did at that stamp may be disputed by something that nobody sees. The group ends here even
     * if the stamp goes on, and what was held so far can no longer be compared with what follows.
     */
    void lost(int lostCpu) {
        steps.replaceAll(step -> step == null ? null : step.inconclusive(Why.LOST));
        close();
        ghost = ghostHere && ghost != lostCpu ? NOBODY : lostCpu;
        ghostHere = true;
    }

    /** Findings that wait for the stamp to change. */
    void pending(Consumer<Obligation> listener) {
        for (Obligation step : steps) {
            if (step != null && step.draft() != null) {
                listener.accept(step);
            }
        }
    }

    /** The stamp has changed, or nothing more comes: passes on what was held. */
    void close() {
        if (severalCpus) {
            closeShared();
        } else {
            for (int i = 0; i < steps.size(); i++) {
                Obligation obligation = steps.get(i);
                if (obligation == null) {
                    ledger.seen(stepCpus[i]);
                } else {
                    ledger.add(obligation);
                }
            }
        }
        if (severalCpus) {
            forgetDisputed();
        }
        if (!steps.isEmpty()) {
            ghostHere = false;
        }
        steps.clear();
        keyCount = 0;
        cpu = NOBODY;
        severalCpus = false;
        time = Long.MIN_VALUE;
    }

    /**
     * Between CPUs this group has no order, so a CPU's last event here does not show that it did nothing more at this stamp: for
     * the ledger each CPU is seen before the group's verdicts, and they stay in doubt until it is seen again.
     */
    private void closeShared() {
        Long2LongHashMap touchers = touchers();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) == null) {
                ledger.seen(stepCpus[i]);
            }
        }
        for (Obligation obligation : steps) {
            if (obligation == null) {
                continue;
            }
            if (ghostHere && obligation.cpu() != ghost) {
                ledger.add(obligation.inconclusive(Why.LOST));
            } else {
                ledger.add(disputed(obligation, touchers) ? obligation.inconclusive(Why.CLOCK) : obligation);
            }
        }
    }

    /**
     * What the printed order made of an object that several CPUs changed is not what happened; nor, next to a gap, of one that a
     * lost event of this stamp may have changed, too.
     */
    private void forgetDisputed() {
        Long2LongHashMap touchers = touchers();
        for (int i = 0; i < keyCount; i++) {
            boolean byUnseen = ghostHere && keyCpus[i] != ghost;
            if (byUnseen || touchers.get(keys[i]) == SEVERAL) {
                touchers.put(keys[i], keyCpus[i]);
                disputed.forget(keys[i], firstLine);
            }
        }
    }

    private Long2LongHashMap touchers() {
        Long2LongHashMap touchers = new Long2LongHashMap(NONE);
        for (int i = 0; i < keyCount; i++) {
            long before = touchers.get(keys[i]);
            touchers.put(keys[i], before == NONE || before == keyCpus[i] ? keyCpus[i] : SEVERAL);
        }
        return touchers;
    }

    private static boolean disputed(Obligation obligation, Long2LongHashMap touchers) {
        for (long key : obligation.about()) {
            long toucher = touchers.get(key);
            if (toucher != NONE && toucher != obligation.cpu()) {
                return true;
            }
        }
        return false;
    }
}
