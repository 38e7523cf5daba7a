package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.SWAPCACHE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.SwapSlots;
import mmreplay.invariants.machine.Swapins;
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

/** What a lookup in the swap cache returns is a hint: only the page lock makes it a fact that the page is still there. */
public final class Swap4 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-4",
            "a page that was looked up in the swap cache is used only under its lock",
            "S4 (2010-07)",
            List.of(EventKind.SWAP_LOOKUP, EventKind.PAGE_COPY, EventKind.PTE_SAME, EventKind.RMAP_ADD),
            FactSet.of(FOLIO_LOCK, SWAPCACHE));

    private static final FactSet BY_LOCK = FactSet.of(FOLIO_LOCK, SWAPCACHE);

    private record Lookup(long entry, long pfn, long line) {}

    private Int2ObjectHashMap<Lookup> lookups = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case SWAP_LOOKUP ->
                lookups.put(event.pid(), new Lookup(event.get(Field.ENTRY), event.get(Field.PFN), event.line()));
            case PAGE_COPY -> {
                if (event.is(Field.HOW, Word.KSM)) {
                    long pfn = event.get(Field.SRC);
                    Page page = machine.folios().find(pfn);
                    long entry = page != null && page.inCache() == Tri.YES ? page.cacheEntry() : -1;
                    used(event, pfn, entry, 0, machine, judge);
                }
            }
            case PTE_SAME -> {
                SwapSlots.Slot slot =
                        SwapRecheck.succeeded(event) ? machine.swap().find(SwapRecheck.entry(event)) : null;
                if (slot != null && slot.cached() == Tri.YES) {
                    rechecked(event, slot.cachePfn(), machine, judge);
                }
            }
            default -> {
                Lookup lookup = lookups.remove(event.pid());
                // a new page may be the old one freed and given out again, and a fork duplicates whatever is mapped
                boolean swapsIn = !event.is(Field.HOW, Word.NEW) && !event.is(Field.HOW, Word.DUP);
                if (lookup != null && swapsIn && lookup.pfn == event.get(Field.PFN)) {
                    used(event, lookup.pfn, lookup.entry, lookup.line, machine, judge);
                }
            }
        }
    }

    /**
     * A swap-in that got no page compares, too, before it returns VM_FAULT_OOM: it uses none, and somebody else may have put one
     * into the cache meanwhile. Only a task that locked a page for the entry can have it in use.
     */
    private static void rechecked(MmEvent event, long pfn, Machine machine, Judge judge) {
        long entry = SwapRecheck.entry(event);
        Page page = machine.folios().find(pfn);
        boolean none = machine.swapins().find(event.pid(), entry) == null && page != null && page.locked() == Tri.NO;
        if (none) {
            judge.inconclusive(Why.UNOBSERVED, Key.page(pfn), Key.swap(entry));
        } else {
            used(event, pfn, entry, 0, machine, judge);
        }
    }

    private static void used(MmEvent event, long pfn, long entry, long lookup, Machine machine, Judge judge) {
        Page page = machine.folios().find(pfn);
        Tri locked = event.kind() == EventKind.PAGE_COPY && event.has(Field.LOCKED)
                ? Tri.of(event.is(Field.LOCKED))
                : page == null ? Tri.UNKNOWN : page.locked();
        long[] about = {Key.page(pfn), Key.swap(entry)};
        switch (locked) {
            case YES -> judge.pass(BY_LOCK, about);
            case UNKNOWN -> judge.unknown(about);
            case NO -> {
                Draft draft = Draft.hazard("page").key("pfn", pfn).pid(event.pid());
                Swapins.Binding binding = machine.swapins().find(event.pid(), entry);
                if (binding != null) {
                    draft.root(SwapRoots.of(event.pid(), entry, binding.line()));
                }
                judge.found(
                        draft.says("Task " + event.pid() + " uses page " + Draft.hex(pfn)
                                        + " for its swap-in while nobody has it locked: the page may leave the swap cache,"
                                        + " and serve another entry, at any moment.")
                                .proof(lookup, "lookup", "the page is found in the swap cache")
                                .proof(page == null ? 0 : page.lockLine(), "lock", "the last that happened to its lock")
                                .proof(event.line(), "trigger", "it is used"),
                        BY_LOCK,
                        about);
            }
        }
    }

    @Override
    public void died(int pid) {
        lookups.remove(pid);
    }

    @Override
    public void forget() {
        lookups = new Int2ObjectHashMap<>();
    }
}
