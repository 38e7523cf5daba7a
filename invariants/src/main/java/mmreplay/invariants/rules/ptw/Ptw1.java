package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * Who walks page tables holds a lock that keeps them from being freed: mmap_lock, the vma's own, the file's or the anon_vma's. A
 * fault's look at the entry is a walk, and so is each store to one: its writer has come there by a walk, and is still in it.
 */
public final class Ptw1 implements Rule {

    /** Enough to know that mmap_lock is held. */
    private static final FactSet BY_MMAP_LOCK = FactSet.of(LOCKS, MM);

    private static final FactSet FACTS = FactSet.of(LOCKS, MM, VMA, ANON_VMA, AVC);

    private static final FactSet IN_NO_TREE = FactSet.of(PTE, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-1",
            "page tables are walked under one of the locks that keep them from being freed",
            "S3 (2023-01)",
            List.of(EventKind.PT_WALK, EventKind.PTE_READ, EventKind.PTE_WRITE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.has(Field.MM)
                || !event.has(Field.ADDR)
                || WalkLocks.ofKernel(event)
                || event.is(Field.HOW, Word.CLEAR_FULL)) {
            return; // exit_mmap: the mm has no users
        }
        // a walk arrives at what is hooked, but a task also fills a table before it hooks it, and empties one that it
        // took out
        Tri hooked = event.kind() == EventKind.PTE_WRITE ? WalkLocks.hooked(event, machine) : Tri.YES;
        if (hooked == Tri.NO) {
            judge.pass(IN_NO_TREE, Key.task(event.pid()), WalkLocks.tableKey(event));
            return;
        }
        Walk walk = new Walk(event, machine);
        Tri mmap = walk.mmapLock();
        if (mmap == Tri.YES) {
            judge.pass(BY_MMAP_LOCK, Key.task(event.pid()), Key.mm(event.get(Field.MM)));
            return;
        }
        Tri rmap = walk.rmapLock();
        if (rmap == Tri.YES) {
            judge.pass(FACTS, walk.keys());
        } else if (hooked == Tri.UNKNOWN) {
            judge.unknown(walk.keys());
        } else if (mmap == Tri.NO && rmap == Tri.NO && walk.vmaLock() == Tri.NO) {
            judge.found(finding(event, machine), FACTS, walk.keys());
        } else if (mmap == Tri.NO && rmap == Tri.NO) {
            boolean has = machine.eras().has(Era.VMA_LOCK) == Tri.YES;
            judge.inconclusive(has ? Why.UNOBSERVED : Why.VERSION, walk.keys());
        } else {
            judge.unknown(walk.keys());
        }
    }

    private static Draft finding(MmEvent event, Machine machine) {
        return Draft.hazard("page_table")
                .key("mm", event.get(Field.MM))
                .pid(event.pid())
                .root("page tables walked without a lock")
                .says("pid " + event.pid() + " walks the page tables of mm " + Draft.hex(event.get(Field.MM)) + " to "
                        + Draft.hex(event.get(Field.ADDR))
                        + " without mmap_lock and without a lock of the rmap: they may be freed meanwhile.")
                .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                .proof(event.line(), "trigger", "it is in the page tables");
    }
}
