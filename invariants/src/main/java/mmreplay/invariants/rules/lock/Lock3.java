package mmreplay.invariants.rules.lock;

import static mmreplay.traces.event.FactClass.ANON_VMA_LOCKS;
import static mmreplay.traces.event.FactClass.I_MMAP_LOCKS;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.VMA_LOCKS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;

/**
 * vma_start_write waits for the page faults that hold the vma. Such a fault may be about to take i_mmap_rwsem or the anon_vma's
 * lock, so whoever holds one of these must not wait for it. A vma that was write-locked since mmap_lock was taken stays so until
 * mmap_lock is released or downgraded, and locking it once more waits for nobody.
 */
public final class Lock3 implements Rule {

    private static final FactSet NEEDS = FactSet.of(LOCKS, I_MMAP_LOCKS, ANON_VMA_LOCKS, VMA_LOCKS);

    private static final RuleInfo INFO = new RuleInfo(
            "LOCK-3",
            "a vma is not write-locked under i_mmap_rwsem or an anon_vma's lock",
            "S3 (2023-01)",
            List.of(EventKind.VMA_START_WRITE, EventKind.LOCK_CONTENDED, EventKind.LOCK_ACQUIRED, EventKind.VMA),
            NEEDS);

    private static final Set<Word> INNER = EnumSet.of(Word.I_MMAP_RWSEM, Word.ANON_VMA_RWSEM);

    private static final long NEVER = 0;

    /** More vmas than this are forgotten, for recordings that do not show their end. */
    private static final int MOST = 1_000_000;

    /** By vma: the line at which it was write-locked last. */
    private Long2LongHashMap writeLocked = new Long2LongHashMap(NEVER);

    /** Some were forgotten: that a vma is not among them says nothing. */
    private boolean inPart;

    /** lockdep prints each wait, so the probes at the functions tell nothing new. No state: a gap does not change it. */
    private boolean lockdepShows;

    private final LockChain chain = new LockChain();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case VMA -> {
                if (event.is(Field.HOW, Word.FREE) || event.is(Field.HOW, Word.ALLOC)) {
                    writeLocked.remove(event.get(Field.VMA));
                }
            }
            case VMA_START_WRITE -> {
                if (!lockdepShows && !event.inInterrupt()) {
                    starts(event, machine, judge);
                    writeLocked(event);
                }
            }
            default -> {
                if (event.is(Field.HOW, Word.VMA_LOCK)) {
                    lockdepShows = true;
                    if (chain.waits(event, machine)) {
                        judge(event, judge, chain.about());
                    }
                }
            }
        }
    }

    private void starts(MmEvent event, Machine machine, Judge judge) {
        long vma = event.get(Field.VMA);
        long[] about = {Key.task(event.pid()), Key.vma(vma)};
        long before = writeLocked.get(vma);
        Hold mmapLock = machine.locks().mmapLock(event.pid(), mm(event, machine));
        if (before != NEVER && mmapLock != null && !mmapLock.read() && mmapLock.line() < before) {
            judge.pass(NEEDS, about);
        } else if (inPart || (before != NEVER && mmapLock == null)) {
            judge.unknown(about); // perhaps in this very section of mmap_lock
        } else {
            chain.at(event, Word.VMA_LOCK, vma, machine);
            judge(event, judge, about);
        }
    }

    private void writeLocked(MmEvent event) {
        if (writeLocked.size() >= MOST) {
            writeLocked.clear();
            inPart = true;
        }
        writeLocked.put(event.get(Field.VMA), event.line());
    }

    private static long mm(MmEvent event, Machine machine) {
        Vma vma = machine.vmas().find(event.get(Field.VMA));
        return event.has(Field.MM) ? event.get(Field.MM) : vma == null ? 0 : vma.mm();
    }

    private void judge(MmEvent event, Judge judge, long[] about) {
        Hold inverted = chain.inverted();
        if (inverted != null && chain.holds(INNER) && (event.kind() != EventKind.VMA_START_WRITE || chain.known())) {
            judge.found(LockFinding.inverted(event, chain, inverted), LockFinding.by(event), about);
        } else if (chain.known() && !chain.holds(INNER)) {
            judge.pass(NEEDS, about);
        } else {
            judge.unknown(about);
        }
    }

    @Override
    public void forget() {
        writeLocked = new Long2LongHashMap(NEVER);
    }
}
