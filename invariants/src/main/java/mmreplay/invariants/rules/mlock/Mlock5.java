package mmreplay.invariants.rules.mlock;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.MLOCK_CALLS;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.machine.Pte;
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
import org.agrona.collections.Long2ObjectHashMap;

/**
 * mlock_count counts the VM_LOCKED mappings of a page, and may count too few, which reclaim makes up for. Too many it may never
 * count: the last munlock would leave it above zero, and the page unevictable for good. The field itself is shared with the LRU
 * list's pointers, so the calls are counted: each is made under the page-table lock of the mapping that it is for.
 */
public final class Mlock5 implements Rule {

    private static final long NOTHING = -1;

    private static final FactSet BY_CALLS = FactSet.of(MLOCK_CALLS, PTE, PAGE_LIFE);
    private static final FactSet BY_VMAS = FactSet.of(MLOCK_CALLS, PTE, PAGE_LIFE, VMA);
    private static final FactSet BY_MAPPINGS = FactSet.of(MLOCK_CALLS, PTE, PAGE_LIFE, RMAP, FOLIO_FLAGS);

    private static final RuleInfo INFO = new RuleInfo(
            "MLOCK-5",
            "a page is mlocked no more often than VM_LOCKED vmas map it",
            "S2 (2014-01)",
            List.of(
                    EventKind.MLOCK,
                    EventKind.PTE_WRITE,
                    EventKind.RMAP_ADD,
                    EventKind.VMA,
                    EventKind.FOLIO_FLAG,
                    EventKind.PAGE_ALLOC,
                    EventKind.PAGE_FREE),
            BY_CALLS);

    /** The calls for one page. */
    private static final class Calls {
        int count;
        long firstLine;
        long lastLine;
        int lastPid;
        /** The count may be too high on a correct kernel, and stays so until it is zero: see {@link #races}. */
        boolean doubtful;
        /** Calls and mappings came from several CPUs at one stamp: how many of either there were is not told until the page is free. */
        boolean unordered;
    }

    private final Long2ObjectHashMap<Calls> byPage = new Long2ObjectHashMap<>();
    /** By task: the page that it has added to the rmap, and whose entry it has still to write. */
    private final Int2ObjectHashMap<Long> adding = new Int2ObjectHashMap<>();

    private final LockedVmas vmas = new LockedVmas(false);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void died(int pid) {
        vmas.died(pid);
        adding.remove(pid);
    }

    @Override
    public void disputed(long key) {
        Calls calls = byPage.get(Key.pfn(key));
        if (calls != null) {
            calls.unordered = true;
        }
        vmas.disputed(Key.vmaOf(key));
    }

    @Override
    public void forget() {
        byPage.clear();
        adding.clear();
        vmas.forget();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case MLOCK -> called(event, machine, judge);
            case PTE_WRITE -> written(event);
            case RMAP_ADD -> adding.put(event.pid(), Long.valueOf(event.get(Field.PFN)));
            case VMA -> vmas.changed(event);
            case FOLIO_FLAG -> flag(event);
            default -> newLife(event);
        }
    }

    private void called(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        Page page = machine.folios().find(pfn);
        if (page == null || !page.born()) {
            judge.unknown(Key.page(pfn));
            return;
        }
        if (machine.folios().inBlock(pfn)) {
            return; // of a large folio only the head is counted, and parts of it may be mapped elsewhere
        }
        Calls calls = byPage.computeIfAbsent(pfn, p -> new Calls());
        if (event.is(Field.HOW, Word.REMOVE)) {
            calls.count = Math.max(0, calls.count - 1);
            calls.doubtful &= calls.count > 0;
        } else {
            calls.count++;
            if (calls.count == 1) {
                calls.firstLine = event.line();
            }
            if (calls.count > 1 && calls.lastPid != event.pid()) {
                races(calls);
            }
            judge(event, calls, page, machine, judge);
            calls.lastLine = event.line();
            calls.lastPid = event.pid();
        }
    }

    private void judge(MmEvent event, Calls calls, Page page, Machine machine, Judge judge) {
        long about = Key.page(page.pfn());
        int mappings = page.slotCount() + inFlight(page.pfn());
        if (calls.unordered) {
            judge.inconclusive(Why.CLOCK, about);
        } else if (calls.count == 1 && mappings > 0) {
            judge.pass(BY_CALLS, about); // the vma that it is called for has VM_LOCKED
        } else if (calls.count <= locked(page, machine)) {
            judge.pass(BY_VMAS, about);
        } else if (calls.count > mappings && !calls.doubtful) {
            judge.found(finding(event, calls, page, mappings), BY_MAPPINGS, about);
        } else {
            judge.inconclusive(Why.UNOBSERVED, about);
        }
    }

    private int inFlight(long pfn) {
        int count = 0;
        for (Long page : adding.values()) {
            count += page == pfn ? 1 : 0;
        }
        return count;
    }

    private int locked(Page page, Machine machine) {
        int count = 0;
        for (int i = 0; i < page.slotCount(); i++) {
            long mm = machine.tables().mmOf(page.slot(i));
            long address = machine.tables().addressOf(page.slot(i));
            Vma vma = mm == 0 || address < 0 ? null : machine.vmas().covering(mm, address);
            LockedVmas.State state = vma == null ? null : vmas.of(vma.address());
            count += state != null && state.locked ? 1 : 0;
        }
        return count;
    }

    /**
     * Two races of a correct kernel count too many. A mapping goes while munlock runs: VM_LOCKED is off already, so its removal
     * does not munlock, and the walk does not find it any more. And mlock_fixup merges the range into a vma with VM_LOCKED before
     * it sets VM_IO: what another task's migration maps there in between is counted by both.
     */
    private static void races(Calls calls) {
        calls.doubtful = calls.count > 0;
    }

    /** A munlock that waited in a batch takes a later mlock back, too, and try_to_unmap_one calls mlock once more. */
    private void flag(MmEvent event) {
        Calls calls =
                event.is(Field.FLAG, Word.PG_MLOCKED) && !event.is(Field.VAL) ? byPage.get(event.get(Field.PFN)) : null;
        if (calls != null) {
            races(calls);
        }
    }

    private void written(MmEvent event) {
        long before = page(event.get(Field.OLD));
        long after = page(event.get(Field.NEW));
        if (after != NOTHING && Long.valueOf(after).equals(adding.get(event.pid()))) {
            adding.remove(event.pid());
        }
        Calls calls = before == NOTHING || before == after ? null : byPage.get(before);
        if (calls != null) {
            races(calls);
        }
    }

    private static long page(long value) {
        boolean maps = !Pte.none(value) && Pte.present(value, 1) && !Pte.special(value);
        return maps ? Pte.pfn(value) : NOTHING;
    }

    private void newLife(MmEvent event) {
        if (!byPage.isEmpty() && PageOrder.valid(event.get(Field.ORDER))) {
            for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << event.get(Field.ORDER)); pfn++) {
                byPage.remove(pfn);
            }
        }
    }

    private static Draft finding(MmEvent event, Calls calls, Page page, int mappings) {
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .pid(event.pid())
                .root("mlock counted by pid " + event.pid())
                .says("Page " + Draft.hex(page.pfn()) + " is mlocked " + calls.count + " times, in pid " + event.pid()
                        + " now, but has only " + mappings + (mappings == 1 ? " mapping" : " mappings")
                        + ": when the last one goes the count stays above zero, and the page unevictable.")
                .proof(page.bornLine(), "allocated", "the page is allocated")
                .proof(calls.firstLine, "mlocked", "it is mlocked first")
                .proof(calls.lastLine, "counted", "it is mlocked, and all its mappings are counted")
                .proof(event.line(), "trigger", "it is mlocked once more");
    }
}
