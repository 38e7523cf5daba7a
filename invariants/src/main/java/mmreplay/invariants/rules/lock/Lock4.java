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

    private final LockChain chain = new LockChain();

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
        if (chain.waits(event, machine)) {
            waited(event, machine, judge);
        } else if (chain.tries(event, machine) && (chain.page() != null || chain.holds(INNER))) {
            chain.pass(judge, LockFinding.by(event));
        }
    }

    private void waited(MmEvent event, Machine machine, Judge judge) {
        Hold inverted = chain.inverted();
        PageLocks.Locked page = chain.page();
        if (inverted != null && chain.holds(INNER)) {
            judge.found(LockFinding.inverted(event, chain, inverted), LockFinding.by(event), chain.about());
        } else if (page != null && chain.pageSure()) {
            judge.found(LockFinding.invertedToPage(event, chain, page), LockFinding.byPageLock(event), chain.about());
        } else {
            none(machine, judge);
        }
    }

    /** The mmap_lock tracepoints print a trylock and a wait alike; probes at the rwsem functions tell them apart. */
    private void told(MmEvent event, Machine machine, Judge judge) {
        long mm = event.get(Field.MM);
        Hold before = machine.locks().mmapLock(event.pid(), mm);
        boolean downgrade = before != null && !before.read() && !event.is(Field.WRITE);
        if (!event.is(Field.OK) || downgrade || machine.locks().shows(Word.MMAP_LOCK) || event.inInterrupt()) {
            return;
        }
        Hold rwsem = machine.locks().rwsemOfMmapLock(event.pid());
        chain.at(event, Word.MMAP_LOCK, mm, machine);
        if (rwsem != null && !rwsem.tried()) {
            waited(event, machine, judge);
        } else if (chain.page() == null && !chain.holds(INNER)) {
            none(machine, judge);
        } else if (rwsem != null) {
            chain.pass(judge, LockFinding.by(event));
        } else {
            chain.inconclusive(judge, Why.UNOBSERVED);
        }
    }

    private void none(Machine machine, Judge judge) {
        if (chain.page() == null && chain.known()) {
            chain.pass(judge, NEEDS);
        } else {
            chain.unknown(judge, machine);
        }
    }
}
