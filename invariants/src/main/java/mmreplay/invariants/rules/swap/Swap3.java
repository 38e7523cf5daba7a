package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.COPIES;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.PTE_SAME;
import static mmreplay.traces.event.FactClass.SWAPCACHE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Pte;
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
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A swap-in maps the page that is the swap cache of its entry when it has the page lock, and rechecked it then: what a lookup
 * returned before may have left the cache since, or serve another entry by now.
 */
public final class Swap3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-3",
            "the page that a swap-in maps is the swap cache of its entry, rechecked under the page lock",
            "S4 (2010-07)",
            List.of(EventKind.SWAP_LOOKUP, EventKind.PTE_SAME, EventKind.PTE_WRITE, EventKind.RMAP_ADD),
            FactSet.of(PTE_SAME, SWAPCACHE, PTE));

    private static final FactSet BY_CACHE = FactSet.of(SWAPCACHE);
    private static final FactSet BY_CACHE_AND_COPIES = FactSet.of(SWAPCACHE, COPIES);
    private static final FactSet BY_CACHE_AND_LIFE = FactSet.of(SWAPCACHE, PAGE_LIFE);

    /**
     * What was in the cache for the entry when the recheck succeeded. The same task may take the page out of the cache before
     * it stores the PTE (folio_free_swap), so the store itself is too late to look.
     */
    private record Recheck(
            long mm,
            long address,
            long entry,
            Tri cached,
            long pfn,
            long cacheLine,
            boolean own,
            long bound,
            long line,
            boolean tied) {

        /** The same, if what the cache held may have come there only after it. */
        Recheck inDoubt() {
            return new Recheck(mm, address, entry, Tri.UNKNOWN, pfn, cacheLine, own, bound, line, true);
        }
    }

    private record Lookup(long entry, long pfn, long line) {}

    private final Int2ObjectHashMap<Recheck> rechecks = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Lookup> lookups = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void died(int pid) {
        rechecks.remove(pid);
        lookups.remove(pid);
    }

    @Override
    public void disputed(long key) {
        rechecks.replaceAll((pid, recheck) -> concerns(key, recheck.entry, recheck.pfn) ? recheck.inDoubt() : recheck);
        lookups.values().removeIf(lookup -> concerns(key, lookup.entry, lookup.pfn));
    }

    private static boolean concerns(long key, long entry, long pfn) {
        return key == Key.swap(entry) || key == Key.page(pfn);
    }

    @Override
    public void forget() {
        rechecks.clear();
        lookups.clear();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case SWAP_LOOKUP ->
                lookups.put(event.pid(), new Lookup(event.get(Field.ENTRY), event.get(Field.PFN), event.line()));
            case PTE_SAME -> {
                rechecks.remove(event.pid());
                if (SwapRecheck.succeeded(event)) {
                    Recheck recheck = recheck(event, machine);
                    rechecks.put(event.pid(), recheck);
                    judge.remembers(Key.swap(recheck.entry));
                    judge.remembers(Key.page(recheck.pfn));
                }
            }
            case PTE_WRITE -> stored(event, machine, judge);
            default -> added(event, machine, judge);
        }
    }

    private static Recheck recheck(MmEvent event, Machine machine) {
        long entry = SwapRecheck.entry(event);
        SwapSlots.Slot slot = machine.swap().find(entry);
        Swapins.Binding binding = machine.swapins().find(event.pid(), entry);
        boolean own = binding != null && !binding.byPage() && binding.pinned();
        return new Recheck(
                event.get(Field.MM),
                event.get(Field.ADDR),
                entry,
                slot == null ? Tri.UNKNOWN : slot.cached(),
                slot == null ? 0 : slot.cachePfn(),
                slot == null ? 0 : slot.cacheLine(),
                own,
                binding == null ? event.line() : binding.line(),
                event.line(),
                false);
    }

    private void stored(MmEvent event, Machine machine, Judge judge) {
        Recheck recheck = rechecks.get(event.pid());
        boolean ofRecheck = recheck != null
                && recheck.mm == event.get(Field.MM)
                && recheck.address == event.get(Field.ADDR)
                && Pte.state(event.get(Field.OLD), 1) == Pte.State.SWAP
                && Pte.swapEntry(event.get(Field.OLD)) == recheck.entry
                && Pte.present(event.get(Field.NEW), 1);
        if (!ofRecheck || recheck == null) {
            return;
        }
        rechecks.remove(event.pid());
        long pfn = Pte.pfn(event.get(Field.NEW));
        long[] about = {Key.swap(recheck.entry), Key.page(pfn)};
        Page page = machine.folios().find(pfn);
        boolean copy = page != null && page.copied() && page.copySource() == recheck.pfn;
        if (recheck.tied) {
            judge.inconclusive(Why.CLOCK, about);
        } else if (recheck.cached == Tri.YES && (pfn == recheck.pfn || copy)) {
            judge.pass(BY_CACHE, about);
        } else if (recheck.own && recheck.cached == Tri.NO) {
            judge.pass(BY_CACHE, about); // the bypass: the task itself holds SWAP_HAS_CACHE, and the page is its own
        } else if (recheck.cached == Tri.NO && page != null && page.born() && !page.everCached() && !page.copied()) {
            // read past the swap cache, as kernels before 13ddaf26be32 did without SWAP_HAS_CACHE: SWAP-1's business
            judge.pass(BY_CACHE_AND_LIFE, about);
        } else if (machine.folios().inBlock(pfn)) {
            judge.unknown(
                    about); // a large folio is in the cache under its first entry: which of its pages serves which is
            // not shown
        } else if (recheck.cached == Tri.UNKNOWN
                || page == null
                || !(page.born() || page.copied() || page.everCached())) {
            judge.unknown(about);
        } else {
            // a page that never was in the cache may be a copy that nobody recorded
            FactSet restsOn = page.copied() || page.everCached() ? BY_CACHE : BY_CACHE_AND_COPIES;
            judge.found(finding(event, pfn, recheck, page), restsOn, about);
        }
    }

    private static Draft finding(MmEvent event, long pfn, Recheck recheck, @Nullable Page page) {
        String instead = recheck.cached == Tri.YES
                ? "whose swap cache then was page " + Draft.hex(recheck.pfn)
                : "which then had no page in the swap cache";
        Draft draft = Draft.violation("page")
                .key("pfn", pfn)
                .key("entry", recheck.entry)
                .key("address", recheck.address)
                .key("mm", recheck.mm)
                .root(SwapRoots.of(event.pid(), recheck.entry, recheck.bound))
                .says("Task " + event.pid() + " maps page " + Draft.hex(pfn) + " for swap entry "
                        + Draft.hex(recheck.entry) + ", " + instead
                        + ": the lookup was not rechecked under the page lock.")
                .proof(recheck.cacheLine, "cache", "the last that happened to the entry's swap cache")
                .proof(recheck.line, "recheck", "pte_same says yes");
        if (page != null && page.copied()) {
            draft.proof(page.copyLine(), "copy", "the page is a copy of " + Draft.hex(page.copySource()));
        }
        return draft.proof(event.line(), "trigger", "the page is mapped in the entry's place");
    }

    /** Traces that show lookups but no page-table stores: the rmap add is the use. */
    private void added(MmEvent event, Machine machine, Judge judge) {
        Lookup lookup = lookups.get(event.pid());
        if (lookup == null) {
            return;
        }
        lookups.remove(event.pid());
        long pfn = event.get(Field.PFN);
        if (pfn != lookup.pfn) {
            return; // the lookup was given up, or its page copied: nothing shows that this page is its
        }
        long[] about = {Key.swap(lookup.entry), Key.page(pfn)};
        SwapSlots.Slot slot = machine.swap().find(lookup.entry);
        if (slot == null || slot.cached() == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (slot.cached() == Tri.YES && slot.cachePfn() == pfn) {
            judge.pass(BY_CACHE, about);
        } else {
            judge.found(
                    Draft.violation("page")
                            .key("pfn", pfn)
                            .key("entry", lookup.entry)
                            .says("Task " + event.pid() + " maps page " + Draft.hex(pfn) + " for swap entry "
                                    + Draft.hex(lookup.entry)
                                    + ", but the page had left the entry's swap cache since the"
                                    + " lookup.")
                            .proof(lookup.line, "lookup", "the page is found in the entry's swap cache")
                            .proof(slot.cacheLine(), "cache", "it leaves the cache")
                            .proof(event.line(), "trigger", "it is mapped all the same"),
                    BY_CACHE,
                    about);
        }
    }
}
