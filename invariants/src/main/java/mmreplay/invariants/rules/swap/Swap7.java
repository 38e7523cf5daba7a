package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PTE_SAME;
import static mmreplay.traces.event.FactClass.SWAPCACHE;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Findable;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Swapins;
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
import org.jspecify.annotations.Nullable;

/**
 * The swap-in copies a page that it could not be found from: one that belongs to another anon_vma tree, lies at another index, or
 * was a KSM page without a stable node. Any other page it maps as it is.
 */
public final class Swap7 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-7",
            "a swap-in copies a page of another anon_vma tree or index, and no other",
            "S4 (2010-07)",
            List.of(
                    EventKind.KSM_CHECK,
                    EventKind.KSM_CHECKED,
                    EventKind.PAGE_COPY,
                    EventKind.PTE_SAME,
                    EventKind.PTE_WRITE),
            FactSet.of(PTE_SAME, FOLIO_LOCK, SWAPCACHE, FOLIO_FLAGS, MAPPING, ANON_VMA, AVC, VMA));

    private static final FactSet BY_STATE = FactSet.of(FOLIO_LOCK, SWAPCACHE, FOLIO_FLAGS, MAPPING, ANON_VMA, AVC, VMA);
    private static final long TAGS = 3;

    /** The call of ksm_might_need_to_copy that a task is in. */
    private record Call(long pfn, long vma, long address, boolean addressed) {}

    private record Copy(long src, long line) {}

    /**
     * A recheck after which the store of the entry tells whether the page was copied.
     *
     * @param draft the finding if it was not; made at once, since the page that is mapped as it is gets a new mapping first
     */
    private record Awaited(long pfn, long vma, long mm, long address, long entry, Draft draft) {
        long[] about() {
            return new long[] {Key.page(pfn), Key.vma(vma)};
        }
    }

    private Int2ObjectHashMap<Call> calls = new Int2ObjectHashMap<>();
    private Int2ObjectHashMap<Copy> copies = new Int2ObjectHashMap<>();
    private Int2ObjectHashMap<Awaited> awaited = new Int2ObjectHashMap<>();
    /** Where no copy has shown, nothing tells yet whether this trace records them. */
    private boolean recordsCopies;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Whether a copy was needed was told from what is in doubt now. */
    @Override
    public void disputed(long key) {
        awaited.values().removeIf(swapin -> key == Key.page(swapin.pfn) || Key.inTree(key));
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case KSM_CHECK ->
                calls.put(
                        event.pid(),
                        new Call(
                                event.get(Field.PFN),
                                event.get(Field.VMA),
                                event.get(Field.ADDR),
                                event.has(Field.ADDR)));
            case KSM_CHECKED -> {
                Call call = calls.remove(event.pid());
                Page page = call == null ? null : machine.folios().find(call.pfn);
                Vma vma = call == null ? null : machine.vmas().find(call.vma);
                if (call != null && page != null && vma != null) {
                    boolean copied = event.get(Field.DST) != call.pfn;
                    Tri index = call.addressed ? sameIndex(page, vma, call.address) : Tri.UNKNOWN;
                    boolean shown = page.mapping() == 0 || vma.anonVma() == AnonVmas.address(page.mapping());
                    decide(event, page, vma, index, copied, shown ? FactSet.NONE : BY_STATE, machine, judge);
                } else if (call != null) {
                    judge.unknown(Key.page(call.pfn));
                }
            }
            case PAGE_COPY -> {
                recordsCopies = true;
                if (event.is(Field.HOW, Word.KSM)) {
                    copies.put(event.pid(), new Copy(event.get(Field.SRC), event.line()));
                }
            }
            case PTE_WRITE -> stored(event, judge);
            default -> rechecked(event, machine, judge);
        }
    }

    /** The check's answer shows when the recheck says yes: the page has been locked since, so nobody wrote its mapping. */
    private void rechecked(MmEvent event, Machine machine, Judge judge) {
        Copy copy = copies.remove(event.pid());
        Awaited before = awaited.remove(event.pid());
        if (before != null) {
            judge.unknown(before.about()); // its store was not shown
        }
        if (!SwapRecheck.succeeded(event)) {
            return;
        }
        Swapins.Binding binding = machine.swapins().find(event.pid(), SwapRecheck.entry(event));
        if (binding == null || !binding.byPage() || !binding.pinned()) {
            return; // which page it holds is SWAP-1's question
        }
        Page page = machine.folios().find(binding.pfn());
        Vma vma = machine.vmas().covering(event.get(Field.MM), event.get(Field.ADDR));
        if (page == null || vma == null) {
            judge.unknown(Key.page(binding.pfn()));
            return;
        }
        boolean copied = copy != null && copy.src == page.pfn() && copy.line > binding.line();
        Tri index = sameIndex(page, vma, event.get(Field.ADDR));
        boolean inDoubt = !copied && !recordsCopies && page.uptodate() == Tri.YES;
        if (inDoubt && !machine.folios().mayBePart(page.pfn()) && need(page, vma, index, machine) == Tri.YES) {
            await(event, page, vma, machine);
            judge.remembers(Key.page(page.pfn()));
            judge.remembers(Key.vma(vma.address()));
            return;
        }
        decide(event, page, vma, index, copied, BY_STATE, machine, judge);
    }

    private void await(MmEvent event, Page page, Vma vma, Machine machine) {
        awaited.put(
                event.pid(),
                new Awaited(
                        page.pfn(),
                        vma.address(),
                        event.get(Field.MM),
                        event.get(Field.ADDR),
                        SwapRecheck.entry(event),
                        finding(event, page, vma, false, machine)));
    }

    /** What takes the swap entry's place is the page itself, or else a copy of it that was not recorded. */
    private void stored(MmEvent event, Judge judge) {
        Awaited swapin = awaited.get(event.pid());
        boolean ofSwapin = swapin != null
                && swapin.mm == event.get(Field.MM)
                && swapin.address == event.get(Field.ADDR)
                && Pte.state(event.get(Field.OLD), 1) == Pte.State.SWAP
                && Pte.swapEntry(event.get(Field.OLD)) == swapin.entry
                && Pte.present(event.get(Field.NEW), 1);
        if (!ofSwapin || swapin == null) {
            return;
        }
        awaited.remove(event.pid());
        if (Pte.pfn(event.get(Field.NEW)) == swapin.pfn) {
            judge.found(
                    swapin.draft.proof(event.line(), "trigger", "the page itself is mapped"), BY_STATE, swapin.about());
        } else {
            judge.pass(BY_STATE, swapin.about());
        }
    }

    private static Tri sameIndex(Page page, Vma vma, long address) {
        return page.indexKnown() && vma.rangeKnown() ? Tri.of(page.index() == vma.linearIndex(address)) : Tri.UNKNOWN;
    }

    private static void decide(
            MmEvent event,
            Page page,
            Vma vma,
            Tri index,
            boolean copied,
            FactSet restsOn,
            Machine machine,
            Judge judge) {
        long[] about = {Key.page(page.pfn()), Key.vma(vma.address())};
        Tri need = machine.folios().mayBePart(page.pfn()) ? Tri.UNKNOWN : need(page, vma, index, machine);
        boolean stableKsm = page.mappingKnown() && (page.mapping() & TAGS) == TAGS && page.mapping() != TAGS;
        if (stableKsm || (copied && need == Tri.YES) || (!copied && need == Tri.NO)) {
            judge.pass(restsOn, about); // a KSM page with its node is copied only while KSM unmerges
        } else if (need == Tri.UNKNOWN || (!copied && page.uptodate() == Tri.UNKNOWN)) {
            judge.unknown(about);
        } else if (!copied && page.uptodate() == Tri.NO) {
            judge.pass(restsOn, about); // not copied, not mapped either: SIGBUS
        } else {
            judge.found(
                    finding(event, page, vma, copied, machine)
                            .proof(event.line(), "trigger", copied ? "the copy is used" : "the page itself is used"),
                    restsOn,
                    about);
        }
    }

    /** ksm_might_need_to_copy's truth table. */
    private static Tri need(Page page, Vma vma, Tri sameIndex, Machine machine) {
        if (!page.mappingKnown()) {
            return Tri.UNKNOWN;
        }
        if ((page.mapping() & TAGS) == TAGS) {
            return Tri.of(page.mapping() == TAGS);
        }
        if (!AnonVmas.isAnon(page.mapping())) {
            return Tri.NO;
        }
        AnonVma av = machine.anonVmas().find(AnonVmas.address(page.mapping()));
        Tri sameRoot = av == null || !vma.anonVmaKnown() || vma.anonVma() == 0
                ? Tri.UNKNOWN
                : Findable.sameRoot(vma, av, machine.anonVmas());
        if (sameRoot == Tri.NO || sameIndex == Tri.NO) {
            return Tri.YES;
        }
        return sameRoot == Tri.YES && sameIndex == Tri.YES ? Tri.NO : Tri.UNKNOWN;
    }

    /** Without its trigger. */
    private static Draft finding(MmEvent event, Page page, Vma vma, boolean copied, Machine machine) {
        Draft draft = copied ? Draft.note("page") : Draft.violation("page");
        draft.key("pfn", page.pfn()).key("vma", vma.address());
        @Nullable
        AnonVma av = AnonVmas.isAnon(page.mapping()) ? machine.anonVmas().find(AnonVmas.address(page.mapping())) : null;
        if (!copied && av != null) {
            draft.root(Findable.cause(page.pfn(), av));
        }
        return draft.says("Task " + event.pid() + " swaps in page " + Draft.hex(page.pfn()) + " for vma "
                        + Draft.hex(vma.address())
                        + (copied
                                ? " and copies it, although the page could be mapped as it is."
                                : " as it is, although it belongs to another anon_vma tree or index: rmap walks will"
                                        + " not find it there."))
                .proof(page.mappingLine(), "mapping", "the page's mapping is set")
                .proof(vma.anonVmaLine(), "anon_vma", "the vma's anon_vma is set");
    }

    @Override
    public void died(int pid) {
        calls.remove(pid);
        copies.remove(pid);
        awaited.remove(pid);
    }

    @Override
    public void forget() {
        calls = new Int2ObjectHashMap<>();
        copies = new Int2ObjectHashMap<>();
        awaited = new Int2ObjectHashMap<>();
    }
}
