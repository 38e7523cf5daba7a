package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;
import static mmreplay.traces.event.FactClass.TLB;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
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
import org.jspecify.annotations.Nullable;

/**
 * A dirty page of a file keeps its count until the TLB is flushed: page_mkclean, which looks for writers before writeback, passes
 * over a page that nobody maps, although a CPU can write to it through its old translation.
 */
public final class Tlb6 implements Rule {

    private static final long DIRTY = 1L << 6;
    /** As many entries as one mmu_gather batch holds pages. */
    private static final int MOST = 1024;

    private static final FactSet BY_ORDER = FactSet.of(PTE, TLB, RMAP, FOLIO_LOCK);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-6",
            "a dirty file page stays in the rmap until the TLB is flushed, since 6.2",
            "project rule",
            List.of(EventKind.PTE_WRITE, EventKind.RMAP_REMOVE, EventKind.TLB_GEN),
            BY_ORDER);

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
        if (machine.eras().has(Era.DELAYED_RMAP) == Tri.NO) {
            return; // the count goes first there
        }
        switch (event.kind()) {
            case PTE_WRITE -> written(event);
            case TLB_GEN ->
                byPid.getOrDefault(event.pid(), List.of())
                        .forEach(taken ->
                                taken.flush(event.get(Field.MM), event.get(Field.START), event.get(Field.END, -1)));
            default -> removed(event, machine, judge);
        }
    }

    private void written(MmEvent event) {
        long slot = PageTables.slotOf(event);
        long old = event.get(Field.OLD);
        boolean dirty = Taken.cacheable(old, 1) && (old & DIRTY) != 0 && !Pte.special(old);
        if (slot >= 0 && dirty && Pte.none(event.get(Field.NEW))) {
            List<Taken> all = byPid.computeIfAbsent(event.pid(), pid -> new ArrayList<>());
            if (all.size() >= MOST) {
                all.remove(0);
            }
            all.add(Taken.entry(event, slot));
        }
    }

    private void removed(MmEvent event, Machine machine, Judge judge) {
        Taken taken = take(event);
        if (taken == null || event.is(Field.HOW, Word.SPLIT)) {
            return;
        }
        Page page = machine.folios().find(taken.pfn);
        long[] about = {Key.page(taken.pfn), Key.stale(taken.pfn), Key.task(event.pid()), Key.slot(taken.slot)};
        Tri file = file(event, page);
        Tri locked = page == null ? Tri.UNKNOWN : page.locked();
        if (file == Tri.NO) {
            return;
        }
        if (file == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (machine.eras().has(Era.DELAYED_RMAP) == Tri.UNKNOWN) {
            judge.inconclusive(Why.VERSION, about); // where the count goes first nothing is demanded
        } else if (taken.flushed || locked == Tri.YES) {
            // page_mkclean needs the page lock: whoever has it, as reclaim and migration do, is safe from it
            judge.pass(BY_ORDER, about);
        } else if (locked == Tri.UNKNOWN) {
            judge.unknown(about);
        } else {
            judge.found(finding(event, taken, machine), BY_ORDER, about);
        }
    }

    private @Nullable Taken take(MmEvent event) {
        List<Taken> all = byPid.getOrDefault(event.pid(), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).pfn == event.get(Field.PFN)) {
                return all.remove(i);
            }
        }
        return null;
    }

    private static Tri file(MmEvent event, @Nullable Page page) {
        if (event.has(Field.ANON)) {
            return Tri.of(!event.is(Field.ANON));
        }
        return page == null || !page.mappingKnown() ? Tri.UNKNOWN : Tri.of(!AnonVmas.isAnon(page.mapping()));
    }

    private static Draft finding(MmEvent event, Taken taken, Machine machine) {
        return Draft.hazard("page")
                .key("pfn", taken.pfn)
                .key("mm", taken.mm)
                .key("address", taken.address)
                .pid(event.pid())
                .root(TlbRoots.unflushed(taken.mm, event.pid(), machine))
                .says("Dirty file page " + Draft.hex(taken.pfn) + " leaves the rmap in pid " + event.pid()
                        + " before its entry for " + Draft.hex(taken.address) + " of mm " + Draft.hex(taken.mm)
                        + " is flushed: page_mkclean may miss a CPU that still writes to it.")
                .proof(taken.line, "cleared", "the dirty entry is taken away")
                .proof(event.line(), "trigger", "the page's count goes down, and no flush has begun");
    }
}
