package mmreplay.invariants.rules.lock;

import static mmreplay.traces.event.FactClass.ANON_VMA_LOCKS;
import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.I_MMAP_LOCKS;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.PAGE_TABLE_LOCKS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageLocks;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * Whoever comes to an mm from a page, a file or an anon_vma holds a lock that page faults take under mmap_lock. It may try
 * mmap_lock, and must give up if that fails.
 */
public final class Lock4 implements Rule {

    private static final FactSet NEEDS = FactSet.of(LOCKS, I_MMAP_LOCKS, ANON_VMA_LOCKS, PAGE_TABLE_LOCKS, FOLIO_LOCK);

    private static final RuleInfo INFO = new RuleInfo(
            "LOCK-4",
            "under i_mmap_rwsem, an anon_vma's lock, a page-table lock or a page lock mmap_lock is only tried",
            "S3 (2023-01)",
            List.of(EventKind.LOCK_ACQUIRE, EventKind.LOCK_CONTENDED, EventKind.LOCK_ACQUIRED, EventKind.MMAP_LOCKED),
            NEEDS);

    private static final Set<Word> INNER = EnumSet.of(
            Word.I_MMAP_RWSEM, Word.HUGETLB_I_MMAP_RWSEM, Word.ANON_VMA_RWSEM, Word.PTLOCK, Word.PAGE_TABLE_LOCK);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.MMAP_LOCKED) {
            told(event, machine, judge);
            return;
        }
        if (!event.is(Field.HOW, Word.MMAP_LOCK)) {
            return;
        }
        LockChain waiting = LockChain.waiting(event, machine);
        LockChain tried = LockChain.tried(event, machine);
        if (waiting != null) {
            waited(event, waiting, machine, judge);
        } else if (tried != null && (tried.page() != null || tried.holds(INNER))) {
            judge.pass(LockFinding.by(event), tried.about(event.pid()));
        }
    }

    private static void waited(MmEvent event, LockChain chain, Machine machine, Judge judge) {
        long[] about = chain.about(event.pid());
        Hold inverted = chain.inverted();
        PageLocks.Locked page = chain.page();
        if (inverted != null && chain.holds(INNER)) {
            judge.found(LockFinding.inverted(event, chain, inverted), LockFinding.by(event), about);
        } else if (page != null && chain.pageSure()) {
            judge.found(LockFinding.invertedToPage(event, chain, page), LockFinding.byPageLock(event), about);
        } else {
            none(event, chain, machine, judge);
        }
    }

    /** The mmap_lock tracepoints print a trylock and a wait alike; probes at the rwsem functions tell them apart. */
    private static void told(MmEvent event, Machine machine, Judge judge) {
        long mm = event.get(Field.MM);
        Hold before = machine.locks().mmapLock(event.pid(), mm);
        boolean downgrade = before != null && !before.read() && !event.is(Field.WRITE);
        if (!event.is(Field.OK) || downgrade || machine.locks().shows(Word.MMAP_LOCK) || event.inInterrupt()) {
            return;
        }
        LockChain waiting = LockChain.waiting(event, machine);
        Hold rwsem = machine.locks().rwsemOfMmapLock(event.pid());
        LockChain chain = LockChain.at(event, Word.MMAP_LOCK, mm, machine);
        if (waiting != null) {
            waited(event, waiting, machine, judge);
        } else if (chain.page() == null && !chain.holds(INNER)) {
            none(event, chain, machine, judge);
        } else if (rwsem != null && rwsem.tried()) {
            judge.pass(LockFinding.by(event), chain.about(event.pid()));
        } else {
            judge.inconclusive(Why.UNOBSERVED, chain.about(event.pid()));
        }
    }

    private static void none(MmEvent event, LockChain chain, Machine machine, Judge judge) {
        if (chain.page() == null && chain.known()) {
            judge.pass(NEEDS, chain.about(event.pid()));
        } else {
            LockFinding.unknown(machine, judge, chain.about(event.pid()));
        }
    }
}
