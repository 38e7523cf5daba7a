package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
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
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * free_pgtables counts on empty entries to stay empty: between the zap and the free it holds no lock that an rmap walk would wait
 * for. So the rmap's locks allow to change an entry or to put it back, and mmap_lock or the vma's lock alone to fill an empty one.
 */
public final class Ptw6 implements Rule {

    private static final FactSet FACTS = FactSet.of(LOCKS, PTE, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-6",
            "an empty page-table entry is filled only under mmap_lock or the vma's lock",
            "process_addrs.rst",
            List.of(EventKind.PTE_WRITE, EventKind.LOCK_RELEASE),
            FACTS);

    /** Entries that a task has cleared since it last released a page-table lock: to fill them is to replace what was there. */
    private Int2ObjectHashMap<LongHashSet> cleared = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.LOCK_RELEASE) {
            if (event.is(Field.HOW, Word.PTLOCK) || event.is(Field.HOW, Word.PAGE_TABLE_LOCK)) {
                cleared.remove(event.pid());
            }
            return;
        }
        long slot = PageTables.slotOf(event);
        if (slot < 0 || !event.has(Field.OLD) || WalkLocks.ofKernel(event) || PageTables.hugetlb(event)) {
            return; // entries of hugetlbfs are in tables that truncation and migration keep alive by its own locks
        }
        boolean none = Pte.none(event.get(Field.OLD));
        boolean fills = !Pte.none(event.get(Field.NEW));
        if (!none && !fills) {
            cleared.computeIfAbsent(event.pid(), pid -> new LongHashSet()).add(slot);
        } else if (none && fills) {
            filled(event, slot, machine, judge);
        } else if (fills && !Pte.present(event.get(Field.OLD), 1)) {
            // a swap or migration entry is a mapping, too: putting the page back needs no more than a walk
            judge.pass(FACTS, Key.slot(slot));
        }
    }

    private void filled(MmEvent event, long slot, Machine machine, Judge judge) {
        Tri hooked = WalkLocks.hooked(event, machine);
        if (hooked == Tri.NO) {
            judge.pass(FACTS, Key.task(event.pid()), Key.page(slot >>> 9)); // nobody but the writer can reach it yet
            return;
        }
        Walk walk = new Walk(event, machine);
        long[] about = {Key.task(event.pid()), Key.mm(event.get(Field.MM)), Key.slot(slot)};
        LongHashSet own = cleared.get(event.pid());
        Tri mmap = walk.mmapLock();
        if (mmap == Tri.YES || (own != null && own.contains(slot))) {
            judge.pass(FACTS, about);
        } else if (mmap == Tri.UNKNOWN || hooked == Tri.UNKNOWN || !event.has(Field.MM)) {
            judge.unknown(about);
        } else if (walk.vmaLock() == Tri.NO) {
            judge.found(finding(event, machine, walk.rmapLock() != Tri.NO), FACTS, about);
        } else {
            boolean has = machine.eras().has(Era.VMA_LOCK) == Tri.YES;
            judge.inconclusive(has ? Why.UNOBSERVED : Why.VERSION, about);
        }
    }

    private static Draft finding(MmEvent event, Machine machine, boolean rmap) {
        return Draft.hazard("page_table")
                .key("mm", event.get(Field.MM))
                .pid(event.pid())
                .root(rmap ? "empty entries filled under locks of the rmap" : "page tables walked without a lock")
                .says("pid " + event.pid() + " fills the empty entry for " + Draft.hex(event.get(Field.ADDR))
                        + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " without mmap_lock"
                        + (rmap ? ", under locks of the rmap: " : ": ")
                        + "if munmap has zapped the range, the page is never unmapped again.")
                .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                .proof(event.line(), "trigger", "the entry was empty, and the task has not emptied it itself");
    }

    @Override
    public void died(int pid) {
        cleared.remove(pid);
    }

    @Override
    public void forget() {
        cleared = new Int2ObjectHashMap<>();
    }
}
