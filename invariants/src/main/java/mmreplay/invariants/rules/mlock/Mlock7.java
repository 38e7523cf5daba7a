package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.result.Why;
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
 * mlock may miss a page, and a page may miss its PG_mlocked: reclaim makes up for both, because it looks at the vma before it
 * takes an entry away. So a page never goes to swap out of a vma with VM_LOCKED.
 */
public final class Mlock7 implements Rule {

    private static final FactSet BY_VMA = FactSet.of(VMA, PTE);
    private static final FactSet BY_ALL = FactSet.of(VMA, PTE, LOCKS, MM, FOLIO_FLAGS);

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-7",
            "reclaim takes no page out of a VM_LOCKED vma",
            "S2 (2014-01)",
            List.of(EventKind.PTE_WRITE, EventKind.VMA, EventKind.LOCK_RELEASE),
            BY_ALL);

    /** The entry that a task cleared last, under the page-table lock that it still holds. */
    private record Cleared(long slot, long pfn, long line) {}

    /** An unmap while another task had mmap_lock for writing, and may have been taking VM_LOCKED off: its vma events will tell. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Suspect(long mmapLock, Draft draft, long[] about) {}

    /** By the task that has mmap_lock. */
    private Int2ObjectHashMap<List<Suspect>> suspects = new Int2ObjectHashMap<>();

    private final LockedVmas vmas = new LockedVmas(true);
    private Int2ObjectHashMap<Cleared> byPid = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void died(int pid) {
        vmas.died(pid);
        byPid.remove(pid);
        suspects.remove(pid);
    }

    @Override
    public void disputed(long key) {
        vmas.disputed(Key.vmaOf(key)); // a suspect of it is inconclusive then
    }

    @Override
    public void forget() {
        vmas.forget();
        suspects = new Int2ObjectHashMap<>();
        byPid = new Int2ObjectHashMap<>();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case VMA -> vmas.changed(event);
            case PTE_WRITE -> written(event, machine, judge);
            default -> {
                if (event.is(Field.HOW, Word.MMAP_LOCK)) {
                    vmas.released(event);
                    released(event, judge);
                } else if (event.is(Field.HOW, Word.PTLOCK)) {
                    byPid.remove(event.pid());
                }
            }
        }
    }

    private void written(MmEvent event, Machine machine, Judge judge) {
        long slot = PageTables.slotOf(event);
        if (slot < 0 || !event.has(Field.OLD) || !event.has(Field.NEW)) {
            return;
        }
        long old = event.get(Field.OLD);
        Pte.State now = Pte.state(event.get(Field.NEW), 1);
        boolean page = Pte.state(old, 1) == Pte.State.PRESENT && !Pte.special(old);
        Cleared cleared = page ? new Cleared(slot, Pte.pfn(old), event.line()) : byPid.remove(event.pid());
        if (now == Pte.State.NONE && page) {
            byPid.put(event.pid(), cleared);
        } else if (cleared == null || cleared.slot != slot) {
            return; // a swap entry that is moved, or copied by a fork
        } else if (now == Pte.State.SWAP) {
            unmapped(event, cleared, machine, judge);
        } else if (now == Pte.State.SPECIAL) {
            judge.pass(FactSet.NONE, Key.page(cleared.pfn)); // migration, or a broken page: not reclaim
        }
    }

    private void unmapped(MmEvent event, Cleared cleared, Machine machine, Judge judge) {
        Vma vma = machine.vmas().covering(event.get(Field.MM), event.get(Field.ADDR));
        LockedVmas.State state = vma == null ? null : vmas.of(vma.address());
        if (vma == null || state == null) {
            judge.unknown(Key.page(cleared.pfn));
            return;
        }
        long[] about = {Key.vma(vma.address()), Key.page(cleared.pfn), Key.task(event.pid())};
        Page page = machine.folios().find(cleared.pfn);
        boolean hwpoison = page != null && page.lru() == Tri.YES;
        if (!state.locked) {
            judge.pass(BY_VMA, about);
        } else if (hwpoison) {
            judge.inconclusive(Why.UNOBSERVED, about);
        } else {
            seen(event, cleared, finding(event, cleared, vma, state), state, about, machine, judge);
        }
    }

    /**
     * try_to_unmap_one looks at vm_flags under the page-table lock: the flag was there before it was taken, and nobody who could
     * take it off was at it. memory_failure may unmap regardless, but does so before it isolates the page.
     */
    private void seen(
            MmEvent event,
            Cleared cleared,
            Draft draft,
            LockedVmas.State state,
            long[] about,
            Machine machine,
            Judge judge) {
        Locks locks = machine.locks();
        long tableLock = machine.tables().lockOf(cleared.slot);
        long mmapLock = machine.mms().mmapLock(event.get(Field.MM));
        int other = locks.otherHolder(event.pid(), mmapLock);
        Page page = machine.folios().find(cleared.pfn);
        if (machine.start() == Machine.Start.EMPTY) {
            judge.found(draft, BY_ALL, about);
        } else if (locks.holds(event.pid(), tableLock, Locks.Mode.WRITE) != Tri.YES
                || other == 0
                || page == null
                || page.lru() == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (state.settled == 0 || state.settled >= locks.line(event.pid(), tableLock)) {
            judge.inconclusive(Why.UNOBSERVED, about); // what reclaim read of the flags is not recorded
        } else if (other < 0 || locks.holds(other, mmapLock, Locks.Mode.WRITE) == Tri.NO) {
            judge.found(draft, BY_ALL, about);
        } else {
            suspects.computeIfAbsent(other, pid -> new ArrayList<>()).add(new Suspect(mmapLock, draft, about));
        }
    }

    /** Who had mmap_lock gives it back: if it took the flag off, its vma event has said so by now. */
    private void released(MmEvent event, Judge judge) {
        List<Suspect> all = suspects.remove(event.pid());
        if (all == null) {
            return;
        }
        for (Suspect suspect : all) {
            LockedVmas.State state = vmas.of(Key.vmaOf(suspect.about[0]));
            if (suspect.mmapLock == event.get(Field.LOCK) && state != null && state.locked) {
                judge.found(
                        suspect.draft.proof(event.line(), "released", "who had mmap_lock has left the flag on"),
                        BY_ALL,
                        suspect.about);
            } else {
                judge.inconclusive(Why.UNOBSERVED, suspect.about);
            }
        }
    }

    private static Draft finding(MmEvent event, Cleared cleared, Vma vma, LockedVmas.State state) {
        return Draft.violation("page")
                .key("pfn", cleared.pfn)
                .key("vma", vma.address())
                .key("address", event.get(Field.ADDR))
                .pid(event.pid())
                .root("reclaim from locked vmas of mm " + Draft.hex(event.get(Field.MM)))
                .says("Page " + Draft.hex(cleared.pfn) + " is taken out of " + Draft.hex(event.get(Field.ADDR))
                        + " of mm " + Draft.hex(event.get(Field.MM)) + " and goes to swap, in pid " + event.pid()
                        + ", although vma " + Draft.hex(vma.address()) + " has VM_LOCKED.")
                .proof(state.line, "VM_LOCKED", "the vma has VM_LOCKED")
                .proof(cleared.line, "cleared", "the entry is taken away")
                .proof(event.line(), "trigger", "a swap entry takes its place");
    }
}
