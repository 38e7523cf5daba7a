package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.TLB;
import static mmreplay.traces.event.FactClass.TLB_BATCH;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.machine.Deferral;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Stale;
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
 * Whoever takes an entry away and puts something else in its place, or puts it elsewhere, flushes before the page-table lock is
 * dropped: the next holder of the lock believes what the tables say, and may free the page at its new place at once.
 */
public final class Tlb2 implements Rule {

    /** Entries that one section can take away: two tables' worth, as mremap moves them. */
    private static final int MOST = 1024;

    private static final FactSet BY_FLUSH = FactSet.of(PTE, TLB, LOCKS);

    private static final FactSet BY_FLUSH_AND_BATCH = FactSet.of(PTE, TLB, LOCKS, TLB_BATCH);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-2",
            "an entry that is moved or replaced is flushed before the page-table lock is dropped",
            "project rule",
            List.of(
                    EventKind.PTE_WRITE,
                    EventKind.PMD_WRITE,
                    EventKind.PT_UNLINK,
                    EventKind.PT_LINK,
                    EventKind.TLB_GEN,
                    EventKind.LOCK_RELEASE),
            BY_FLUSH);

    private Int2ObjectHashMap<List<Taken>> byPid = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void died(int pid) {
        byPid.remove(pid);
    }

    @Override
    public void forget() {
        byPid = new Int2ObjectHashMap<>();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case PTE_WRITE, PMD_WRITE -> written(event, machine, judge);
            case PT_UNLINK -> {
                if (event.get(Field.LEVEL) == 1 && event.is(Field.HOW, Word.MOVE)) {
                    take(event, Taken.table(event));
                }
            }
            case PT_LINK -> {
                for (Taken taken : of(event)) {
                    if (taken.pfn == event.get(Field.PFN) && taken.slot != PageTables.upperSlotOf(event)) {
                        taken.fate = Taken.Fate.MOVED;
                    }
                }
            }
            case TLB_GEN ->
                of(event)
                        .forEach(taken ->
                                taken.flush(event.get(Field.MM), event.get(Field.START), event.get(Field.END, -1)));
            default -> released(event, machine, judge);
        }
    }

    private List<Taken> of(MmEvent event) {
        return byPid.getOrDefault(event.pid(), List.of());
    }

    private void take(MmEvent event, Taken taken) {
        List<Taken> all = byPid.computeIfAbsent(event.pid(), pid -> new ArrayList<>());
        if (all.size() < MOST) {
            all.add(taken);
        }
    }

    private void written(MmEvent event, Machine machine, Judge judge) {
        long slot = PageTables.slotOf(event);
        int level = PageTables.level(event);
        if (slot < 0 || !event.has(Field.OLD) || !event.has(Field.NEW) || PageTables.hugetlb(event)) {
            return;
        }
        long old = event.get(Field.OLD);
        long now = event.get(Field.NEW);
        if (Taken.cacheable(old, level) && !samePage(old, now, level)) {
            take(event, Taken.entry(event, slot));
        }
        if (!Pte.none(now)) {
            filled(event, slot, now, level, machine, judge);
        }
    }

    private static boolean samePage(long old, long now, int level) {
        return Pte.present(now, level) && Pte.leaf(now, level) && Taken.pfn(old, level) == Taken.pfn(now, level);
    }

    private void filled(MmEvent event, long slot, long now, int level, Machine machine, Judge judge) {
        boolean page = Pte.present(now, level) && Pte.leaf(now, level);
        List<Taken> all = of(event);
        for (int i = all.size() - 1; i >= 0; i--) {
            Taken taken = all.get(i);
            if (taken.fate != Taken.Fate.EMPTY) {
                continue; // it waits for the unlock
            }
            if (taken.slot == slot) {
                if (page && taken.pfn != Taken.pfn(now, level)) {
                    taken.fate = Taken.Fate.REPLACED;
                    settle(event, taken, machine, judge);
                    all.remove(i);
                } else if (page || Pte.state(now, level) == Pte.State.MARKER) {
                    all.remove(i); // it is back, with other permissions perhaps: those mprotect flushes when it is done
                } else if (!Pte.present(now, level)) {
                    taken.fate = Taken.Fate.UNMAPPED;
                }
            } else if (page && taken.pfn == Taken.pfn(now, level) && taken.mm == event.get(Field.MM)) {
                taken.fate = Taken.Fate.MOVED;
            }
        }
    }

    private void released(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HOW, Word.PTLOCK) && !event.is(Field.HOW, Word.PAGE_TABLE_LOCK)) {
            return;
        }
        List<Taken> all = byPid.remove(event.pid());
        if (all == null) {
            return;
        }
        for (Taken taken : all) {
            if (taken.fate != Taken.Fate.EMPTY) {
                settle(event, taken, machine, judge);
            }
        }
    }

    private static void settle(MmEvent event, Taken taken, Machine machine, Judge judge) {
        LongArrayList about = new LongArrayList();
        about.addLong(Key.task(event.pid()));
        if (taken.slot >= 0) {
            about.addLong(Key.slot(taken.slot));
        }
        if (!taken.flushed) {
            judge.found(finding(event, taken, "no flush of it has begun", machine), BY_FLUSH, about.toLongArray());
            return;
        }
        for (Deferral deferral : machine.deferrals().of(taken.pfn)) {
            if (deferral.unmap().line() == taken.line) {
                judge.pass(BY_FLUSH, about.toLongArray()); // the batch comes later, and is TLB-3's
                return;
            }
        }
        // flush_tlb_range has returned; does any CPU's record contradict it?
        about.addLong(
                Key.stale(taken.mm, taken.address)); // a CPU that has let go of it at this stamp is not found any more
        Holder holder = new Holder(machine.tlbs(), event.cpu(), false, about);
        for (Stale stale : machine.tlbs().of(taken.pfn)) {
            if (stale.line() == taken.line) {
                holder.look(List.of(stale), 0);
            }
        }
        if (holder.stale() != null) {
            String who = "CPU " + holder.cpu() + " runs the mm and has not flushed it";
            // reclaim may have put the flush off, which no other event of this CPU tells
            FactSet restsOn = taken.fate == Taken.Fate.UNMAPPED ? BY_FLUSH_AND_BATCH : BY_FLUSH;
            judge.found(finding(event, taken, who, machine), restsOn, about.toLongArray());
        } else if (holder.doubtful() && !holder.unordered()) {
            judge.unknown(about.toLongArray());
        } else {
            judge.pass(BY_FLUSH, about.toLongArray());
        }
    }

    private static Draft finding(MmEvent event, Taken taken, String why, Machine machine) {
        String what =
                switch (taken.fate) {
                    case MOVED -> "moves the entry";
                    case REPLACED -> "puts another page into the entry";
                    default -> "unmaps a page from the entry";
                };
        boolean release = event.kind() == EventKind.LOCK_RELEASE;
        return Draft.hazard("entry")
                .key("mm", taken.mm)
                .key("address", taken.address)
                .key("pfn", taken.pfn)
                .pid(event.pid())
                .root(TlbRoots.unflushed(taken.mm, event.pid(), machine))
                .says("pid " + event.pid() + " " + what + " for " + Draft.hex(taken.address) + " of mm "
                        + Draft.hex(taken.mm) + (release ? " and drops the page-table lock, but " : ", but ") + why
                        + ": another thread may still use page " + Draft.hex(taken.pfn) + " there.")
                .proof(taken.line, "cleared", "the entry is taken away")
                .proof(event.line(), "trigger", release ? "the page-table lock is dropped" : "the new entry is stored");
    }
}
