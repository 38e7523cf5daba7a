package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.STEPS;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * collapse_huge_page unhooks a table from under every walker: faults and GUP are kept out by mmap_lock for writing, reclaim and
 * the other rmap walkers by the rwsem of the anon_vma's root for writing. Either lock alone leaves the others walking a table
 * that is about to be emptied.
 */
public final class Ptw3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-3",
            "a collapse unhooks an anonymous page table only under mmap_lock and the anon_vma's lock, both for writing",
            "S3 (2023-01)",
            List.of(EventKind.STEP, EventKind.PMD_WRITE),
            FactSet.of(LOCKS, STEPS, PTE, MM, VMA, ANON_VMA, AVC));

    /** Whose lock is which, and who holds it. */
    private static final FactSet BY_LOCKS = FactSet.of(LOCKS, MM, VMA, ANON_VMA, AVC);

    private static final FactSet BY_MMAP_LOCK = FactSet.of(LOCKS, MM);

    private record Collapse(long mm, long base, long line) {}

    private Int2ObjectHashMap<Collapse> byPid = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.STEP) {
            step(event);
            return;
        }
        Collapse collapse = byPid.get(event.pid());
        if (collapse != null
                && WalkLocks.unhooksTable(event)
                && collapse.mm == event.get(Field.MM)
                && collapse.base == WalkLocks.base(event)) {
            byPid.remove(event.pid());
            unhooked(event, collapse, machine, judge);
        }
    }

    private void step(MmEvent event) {
        if (event.is(Field.HOW, Word.COLLAPSE_LOCKED)) {
            byPid.put(event.pid(), new Collapse(event.get(Field.MM), WalkLocks.base(event), event.line()));
        } else {
            byPid.remove(event.pid());
        }
    }

    private static void unhooked(MmEvent event, Collapse collapse, Machine machine, Judge judge) {
        Locks locks = machine.locks();
        int pid = event.pid();
        long mmapLock = machine.mms().mmapLock(collapse.mm);
        Tri mmapHeld = locks.holds(pid, mmapLock, Locks.Mode.WRITE);
        Vma vma = machine.vmas().covering(collapse.mm, collapse.base);
        AnonVma root = vma == null ? null : WalkLocks.root(vma, machine);
        Tri rootHeld = root == null ? Tri.UNKNOWN : locks.holds(pid, root.lock(), Locks.Mode.WRITE);
        long[] about = {
            Key.task(pid),
            Key.mm(collapse.mm),
            WalkLocks.slotKey(event),
            Key.vma(vma == null ? 0 : vma.address()),
            Key.anonVma(root == null ? 0 : root.address())
        };
        if (mmapHeld == Tri.NO) {
            Draft draft = finding(event, collapse, machine, "mmap_lock")
                    .proof(locks.line(pid, mmapLock), "mmap_lock", "mmap_lock is taken, but not held for writing");
            judge.found(trigger(draft, event), BY_MMAP_LOCK, about);
        } else if (rootHeld == Tri.NO && root != null) {
            Draft draft = finding(event, collapse, machine, "the anon_vma's lock")
                    .key("anon_vma", root.address())
                    .proof(locks.line(pid, mmapLock), "mmap_lock", "mmap_lock is taken")
                    .proof(locks.line(pid, root.lock()), "anon_vma", "the root's lock is taken, but only for reading");
            judge.found(trigger(draft, event), BY_LOCKS, about);
        } else if (mmapHeld == Tri.YES && rootHeld == Tri.YES) {
            judge.pass(BY_LOCKS, about);
        } else {
            judge.unknown(about);
        }
    }

    private static Draft finding(MmEvent event, Collapse collapse, Machine machine, String missing) {
        String walkers = missing.equals("mmap_lock")
                ? "a page fault may be in that table."
                : "an rmap walk, as reclaim does it, may be in that table.";
        return Draft.hazard("page_table")
                .key("mm", collapse.mm)
                .key("addr", collapse.base)
                .root(TableRoots.of(Word.COLLAPSE))
                .says("pid " + event.pid() + " collapses the range at " + Draft.hex(collapse.base) + " of mm "
                        + Draft.hex(collapse.mm) + " and unhooks its page table without holding " + missing
                        + " for writing: " + walkers)
                .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                .proof(collapse.line, "collapse", "the collapse believes that it is alone");
    }

    private static Draft trigger(Draft draft, MmEvent event) {
        return draft.proof(event.line(), "trigger", "the entry that points to the table is cleared");
    }

    @Override
    public void died(int pid) {
        byPid.remove(pid);
    }

    @Override
    public void forget() {
        byPid = new Int2ObjectHashMap<>();
    }
}
