package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Findable;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * A page of the swap cache that a swap-in maps as it is can be found by an rmap walk from there: its anon_vma belongs to the
 * vma's tree and its index is that of the address; a KSM page has its stable node. Otherwise reclaim could never unmap it again.
 */
public final class Swap8 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-8",
            "a page that a swap-in maps without a copy can be found from its anon_vma",
            "S4 (2010-07)",
            List.of(EventKind.PTE_WRITE),
            FactSet.of(FactClass.PTE, MAPPING, ANON_VMA, AVC, VMA));

    private static final FactSet BY_NODE = FactSet.of(MAPPING);
    private static final FactSet BY_TREE = FactSet.of(MAPPING, ANON_VMA, AVC, VMA);

    /** What ksmd stores, under the page's lock, before the page has a node in the stable tree. */
    private static final long KSM_WITHOUT_NODE = 3;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!PageTables.swapsIn(event)) {
            return;
        }
        long pfn = Pte.pfn(event.get(Field.NEW));
        Tri small = machine.folios().smallAnon(pfn);
        Page page = machine.folios().find(pfn);
        boolean wasCached = page != null && page.everCached();
        if (page != null && wasCached && page.mappingKnown() && page.mapping() == KSM_WITHOUT_NODE) {
            judge.found(
                    mapped(event, page, "it is a KSM page without a stable node")
                            .proof(event.line(), "trigger", "the page is mapped"),
                    BY_NODE,
                    Key.page(pfn));
            return;
        }
        if (small == Tri.NO || (page != null && page.copiedForSwapin() && !wasCached)) {
            return; // the copy that a swap-in makes is a new page; migration's takes the old one's place
        }
        if (page != null && !page.born() && !wasCached) {
            judge.unknown(Key.page(pfn)); // and this may be one
            return;
        }
        Vma vma = machine.vmas().covering(event.get(Field.MM), event.get(Field.ADDR));
        AnonVma av =
                small == Tri.UNKNOWN || page == null ? null : machine.anonVmas().find(AnonVmas.address(page.mapping()));
        if (page == null || vma == null || av == null || av.freed()) {
            judge.unknown(Key.page(pfn), Key.someVma());
            return;
        }
        decide(event, page, vma, av, machine, judge);
    }

    private static Draft mapped(MmEvent event, Page page, String why) {
        return Draft.violation("page")
                .key("pfn", page.pfn())
                .says("Page " + Draft.hex(page.pfn()) + " is mapped at " + Draft.hex(event.get(Field.ADDR))
                        + " in place of a swap entry without a copy, but " + why + ": no rmap walk finds it there.")
                .proof(page.mappingLine(), "mapping", "the page's mapping is set");
    }

    private static void decide(MmEvent event, Page page, Vma vma, AnonVma av, Machine machine, Judge judge) {
        long[] about = {Key.page(page.pfn()), Key.vma(vma.address()), Key.anonVma(av.address())};
        Tri root = Findable.sameRoot(vma, av, machine.anonVmas());
        Tri linked = Findable.linked(vma, av);
        long index = vma.linearIndex(event.get(Field.ADDR));
        Tri sameIndex = page.indexKnown() ? Tri.of(page.index() == index) : Tri.UNKNOWN;
        if (root == Tri.NO || linked == Tri.NO || sameIndex == Tri.NO) {
            String why = root == Tri.NO
                    ? "its anon_vma " + Draft.hex(av.address()) + " belongs to another tree than the vma"
                    : linked == Tri.NO
                            ? "the vma is not linked to its anon_vma " + Draft.hex(av.address())
                            : "its index is " + Draft.hex(page.index()) + " and that of the address "
                                    + Draft.hex(index);
            judge.found(
                    mapped(event, page, why)
                            .key("vma", vma.address())
                            .root(Findable.cause(page.pfn(), av))
                            .proof(av.bornLine(), "anon_vma", "the page's anon_vma")
                            .proof(event.line(), "trigger", "the page is mapped"),
                    BY_TREE,
                    about);
        } else if (root == Tri.YES && linked == Tri.YES && sameIndex == Tri.YES) {
            judge.pass(BY_TREE, about);
        } else {
            judge.unknown(about);
        }
    }
}
