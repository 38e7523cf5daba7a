package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.TLB;
import static mmreplay.traces.event.FactClass.TLB_BATCH;

import java.util.List;
import mmreplay.invariants.machine.Deferral;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Tri;
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
import org.agrona.collections.LongArrayList;

/**
 * Reclaim unmaps many pages and flushes once for all. Until then a CPU may still use what the page tables no longer say: so the
 * page is not freed yet, nor written out if its entry was dirty, and a task that zaps or protects a range of the mm, and would
 * find nothing there to flush, flushes for reclaim first.
 */
public final class Tlb3 implements Rule {

    private static final FactSet BY_BATCH = FactSet.of(TLB_BATCH, TLB, PTE, PAGE_LIFE);
    private static final FactSet BY_LOCKS = FactSet.of(TLB_BATCH, TLB, PTE, LOCKS);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-3",
            "a flush that reclaim puts off comes before the page is freed or written out, and before a zap relies on it",
            "project rule",
            List.of(
                    EventKind.PAGE_FREE,
                    EventKind.PAGE_WRITEOUT,
                    EventKind.PTE_WRITE,
                    EventKind.TLB_GEN,
                    EventKind.LOCK_ACQUIRED),
            FactSet.of(TLB_BATCH, TLB, PTE, PAGE_LIFE, LOCKS));

    /** By task: the acquisition of the page-table lock whose section was judged last. */
    private Int2ObjectHashMap<Long> judged = new Int2ObjectHashMap<>();
    /** By task: when it last got a lock of the rmap. */
    private Int2ObjectHashMap<Long> rmapLocked = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void died(int pid) {
        judged.remove(pid);
        rmapLocked.remove(pid);
    }

    @Override
    public void forget() {
        judged = new Int2ObjectHashMap<>();
        rmapLocked = new Int2ObjectHashMap<>();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case PAGE_FREE -> freed(event, machine, judge);
            case PAGE_WRITEOUT -> written(event, machine, judge);
            case PTE_WRITE -> relied(event, machine, judge);
            case LOCK_ACQUIRED -> {
                if (event.is(Field.HOW, Word.ANON_VMA_RWSEM) || event.is(Field.HOW, Word.I_MMAP_RWSEM)) {
                    rmapLocked.put(event.pid(), Long.valueOf(event.line()));
                }
            }
            default -> flushed(event, machine, judge);
        }
    }

    private static void freed(MmEvent event, Machine machine, Judge judge) {
        long first = event.get(Field.PFN);
        if (!PageOrder.valid(event.get(Field.ORDER))) {
            return;
        }
        for (long pfn = first; pfn < first + (1L << event.get(Field.ORDER)); pfn++) {
            List<Deferral> deferrals = machine.deferrals().of(pfn);
            if (!deferrals.isEmpty()) {
                freed(event, deferrals, pfn, machine, judge);
            }
        }
    }

    private static void freed(MmEvent event, List<Deferral> deferrals, long pfn, Machine machine, Judge judge) {
        for (Deferral deferral : deferrals) {
            boolean pending = deferral.pending() && !deferral.unordered();
            if (pending && event.get(Field.ORDER) > 0) {
                // before 6.10 shrink_folio_list frees a large folio at once, and flushes after its loop
                judge.inconclusive(Why.VERSION, Key.page(pfn), Key.deferred(pfn));
                return;
            }
            if (pending) {
                judge.found(early(event, deferral, "freed"), BY_BATCH, Key.page(pfn), Key.deferred(pfn));
                return;
            }
        }
        if (doubtful(deferrals, pfn, machine, judge)) {
            return;
        }
        // who began the flush waited for its end; of a flush that somebody else began the CPUs tell whether it is over
        LongArrayList about = new LongArrayList();
        about.addLong(Key.page(pfn));
        about.addLong(Key.deferred(pfn));
        boolean own = deferrals.stream().allMatch(deferral -> deferral.flusher() == event.pid());
        Holder holder = new Holder(machine.tlbs(), event.cpu(), false, about);
        if (!own) {
            about.addLong(Key.stale(pfn));
            holder.look(machine.tlbs().of(pfn), deferrals.get(0).unmap().line());
        }
        if (own || (holder.stale() == null && !holder.doubtful())) {
            judge.pass(BY_BATCH, about.toLongArray());
        } else {
            judge.unknown(about.toLongArray());
        }
    }

    private static void written(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        List<Deferral> deferrals = machine.deferrals().of(pfn);
        boolean any = false;
        for (Deferral deferral : deferrals) {
            if (deferral.dirty() && deferral.pending() && !deferral.unordered()) {
                judge.found(early(event, deferral, "written out"), BY_BATCH, Key.page(pfn), Key.deferred(pfn));
                return;
            }
            any |= deferral.dirty();
        }
        if (any && !doubtful(deferrals, pfn, machine, judge)) {
            judge.pass(BY_BATCH, Key.page(pfn), Key.deferred(pfn));
        }
    }

    /** True if it gave a verdict: of some deferral it is not told whether it was flushed, or some may be unknown. */
    private static boolean doubtful(List<Deferral> deferrals, long pfn, Machine machine, Judge judge) {
        if (deferrals.stream().anyMatch(Deferral::unordered)) {
            judge.inconclusive(Why.CLOCK, Key.page(pfn), Key.deferred(pfn));
            return true;
        }
        if (!machine.folios().born(pfn) && machine.start() != Machine.Start.EMPTY) {
            judge.unknown(Key.page(pfn), Key.deferred(pfn));
            return true;
        }
        return false;
    }

    /** zap_pte_range, change_pte_range and madvise's walks call flush_tlb_batched_pending as soon as they have the lock. */
    private void relied(MmEvent event, Machine machine, Judge judge) {
        int pid = event.pid();
        long slot = PageTables.slotOf(event);
        if (slot < 0 || machine.gathers().line(pid) == 0 || walksRmap(pid, machine) == Tri.YES) {
            return; // an rmap walk, as reclaim's own, relies on nothing
        }
        long lock = machine.tables().lockOf(slot);
        Tri held = machine.locks().holds(pid, lock, Locks.Mode.WRITE);
        long since = machine.locks().line(pid, lock);
        Deferral deferral = machine.deferrals()
                .pending(event.get(Field.MM), event.get(Field.ADDR), since == 0 ? event.line() : since);
        if (deferral == null || held == Tri.NO || Long.valueOf(since).equals(judged.get(pid))) {
            return;
        }
        judged.put(pid, Long.valueOf(since));
        long[] about = {Key.task(pid), Key.deferred(deferral.unmap().pfn()), Key.slot(slot)};
        if (deferral.unordered()) {
            judge.inconclusive(Why.CLOCK, about);
        } else if (splits(event, machine)) {
            judge.inconclusive(Why.UNOBSERVED, about);
        } else if (held == Tri.YES && walksRmap(pid, machine) == Tri.NO) {
            judge.found(relying(event, deferral, since), BY_LOCKS, about);
        } else {
            judge.unknown(about);
        }
    }

    /**
     * madvise's walks drop the page-table lock to split a large folio, which takes a lock of the rmap, and when they have it again
     * they do not flush again: what reclaim put off in between they had found in place. Which section this is does not show. They
     * have mmap_lock for read: who has it for write, as mprotect and munmap, took the rmap's lock to split or unlink a vma.
     */
    private boolean splits(MmEvent event, Machine machine) {
        int pid = event.pid();
        Long line = rmapLocked.get(pid);
        boolean locked = line != null && line > machine.gathers().line(pid);
        Locks locks = machine.locks();
        boolean writes = locks.shows(Word.MMAP_LOCK)
                && locks.holdsMmapLock(pid, event.get(Field.MM), Locks.Mode.WRITE) == Tri.YES;
        return locked && !writes;
    }

    private static void flushed(MmEvent event, Machine machine, Judge judge) {
        int pid = event.pid();
        if (machine.gathers().line(pid) != 0
                && machine.locks().holdsPageTableLock(pid) == Tri.YES
                && walksRmap(pid, machine) == Tri.NO) {
            Deferral deferral = machine.deferrals().pending(event.get(Field.MM));
            if (deferral != null) {
                judge.pass(
                        BY_LOCKS, Key.task(pid), Key.deferred(deferral.unmap().pfn()));
            }
        }
    }

    /** Whether it holds one of the locks under which pages are looked up through their rmap. */
    private static Tri walksRmap(int pid, Machine machine) {
        Tri anon = machine.locks().holdsAny(pid, Word.ANON_VMA_RWSEM);
        Tri file = machine.locks().holdsAny(pid, Word.I_MMAP_RWSEM);
        if (anon == Tri.YES || file == Tri.YES) {
            return Tri.YES;
        }
        return anon == Tri.NO && file == Tri.NO ? Tri.NO : Tri.UNKNOWN;
    }

    private static Draft early(MmEvent event, Deferral deferral, String what) {
        Deferral.Unmap unmap = deferral.unmap();
        return Draft.hazard("page")
                .key("pfn", unmap.pfn())
                .key("mm", unmap.mm())
                .key("address", unmap.address())
                .pid(event.pid())
                .root(deferral.cause())
                .says("Page " + Draft.hex(unmap.pfn()) + " is " + what + " in pid " + event.pid()
                        + " before the flush that pid " + unmap.pid() + " put off when it took away the entry for "
                        + Draft.hex(unmap.address()) + " of mm " + Draft.hex(unmap.mm())
                        + ": a CPU may still use the old translation.")
                .proof(unmap.line(), "cleared", "the entry is taken away")
                .proof(deferral.line(), "put off", "its flush is left to the batch")
                .proof(event.line(), "trigger", "the page is " + what + ", and no flush has begun");
    }

    private static Draft relying(MmEvent event, Deferral deferral, long since) {
        Deferral.Unmap unmap = deferral.unmap();
        return Draft.hazard("mm")
                .key("mm", unmap.mm())
                .key("address", unmap.address())
                .pid(event.pid())
                .root(deferral.cause())
                .says("pid " + event.pid() + " changes entries of mm " + Draft.hex(unmap.mm())
                        + " without waiting for the flush that pid " + unmap.pid() + " put off for "
                        + Draft.hex(unmap.address()) + ": it finds that entry empty, and flushes nothing there.")
                .proof(unmap.line(), "cleared", "reclaim takes an entry away")
                .proof(deferral.line(), "put off", "its flush is left to the batch")
                .proof(since, "lock", "the task takes the page-table lock")
                .proof(event.line(), "trigger", "it changes an entry, and has not flushed what was put off");
    }
}
