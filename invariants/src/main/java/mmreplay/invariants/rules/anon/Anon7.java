package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Findable;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
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
import org.jspecify.annotations.Nullable;

/**
 * Whoever is added to an anonymous page's rmap can be found from it: same tree, same index, and the vma linked to the page's
 * anon_vma. The last clause is stronger than the kernel's own debug check, and is what CVE-2022-42703 broke.
 */
public final class Anon7 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-7",
            "every vma that maps an anonymous page can be reached from the page's anon_vma",
            "S4 (2010-07), S5 (2011-05)",
            List.of(EventKind.RMAP_ADD),
            FactSet.of(RMAP, MAPPING, ANON_VMA, AVC));

    private static final FactSet BY_TREE = FactSet.of(MAPPING, ANON_VMA, AVC);
    private static final FactSet BY_LINKS = FactSet.of(MAPPING, AVC);
    private static final FactSet BY_INDEX = FactSet.of(MAPPING);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        // a fork's duplicate names the parent's vma, a split's adds none: neither tells who maps the page now
        if (!event.is(Field.VMA) || event.is(Field.HOW, Word.DUP) || event.is(Field.HOW, Word.SPLIT)) {
            return;
        }
        if (event.has(Field.ANON) && !event.is(Field.ANON)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        Page page = machine.folios().find(pfn);
        if (page == null || !page.mappingKnown() || page.mapping() == 0) {
            judge.unknown(Key.page(pfn));
            return;
        }
        if (!AnonVmas.isAnon(page.mapping())) {
            return; // KSM pages are found through their stable node
        }
        Vma vma = machine.vmas().find(event.get(Field.VMA));
        AnonVma av = machine.anonVmas().find(AnonVmas.address(page.mapping()));
        if (vma == null || av == null) {
            judge.unknown(Key.page(pfn), Key.vma(event.get(Field.VMA)));
            return;
        }
        decide(event, page, vma, av, machine, judge);
    }

    private static void decide(MmEvent event, Page page, Vma vma, AnonVma av, Machine machine, Judge judge) {
        long[] about = {Key.page(page.pfn()), Key.vma(vma.address()), Key.anonVma(av.address())};
        Tri root = Findable.sameRoot(vma, av, machine.anonVmas());
        Tri linked = Findable.linked(vma, av);
        Tri index = sameIndex(event, page, vma);
        if (root == Tri.NO) {
            judge.found(finding(event, page, av, "which belongs to another tree than the vma's own"), BY_TREE, about);
        } else if (linked == Tri.NO) {
            judge.found(finding(event, page, av, "which that vma is not linked to"), BY_LINKS, about);
        } else if (index == Tri.NO) {
            judge.found(
                    finding(
                            event,
                            page,
                            av,
                            "and its index " + Draft.hex(page.index()) + " is not where that address lies in the vma"),
                    BY_INDEX,
                    about);
        } else if (av.freed()) {
            judge.unknown(about); // linked to freed memory: AV-1's business, and nothing to call findable
        } else if (root == Tri.YES && linked == Tri.YES && index == Tri.YES) {
            judge.pass(BY_TREE, about);
        } else if (root == Tri.YES && linked == Tri.YES && page.born() && !page.indexKnown()) {
            judge.inconclusive(
                    Why.UNOBSERVED, about); // the mapping was written here, and its event does not show the index
        } else {
            judge.unknown(about);
        }
    }

    /** __page_check_anon_rmap: page_pgoff == linear_page_index. Judged against the vma only if it covers the address. */
    private static Tri sameIndex(MmEvent event, Page page, Vma vma) {
        if (event.has(Field.INDEX)) {
            return page.indexKnown() ? Tri.of(page.index() == event.get(Field.INDEX)) : Tri.UNKNOWN;
        }
        long address = event.get(Field.ADDR);
        boolean judgeable = event.has(Field.ADDR)
                && page.indexKnown()
                && vma.rangeKnown()
                && vma.covers(vma.mm(), address)
                && !event.is(Field.COMPOUND);
        if (!judgeable) {
            // no address, or one that the vma was just moved away from: nothing to compare
            return event.has(Field.ADDR) && !event.is(Field.COMPOUND) ? Tri.UNKNOWN : Tri.YES;
        }
        return Tri.of(page.index() == vma.linearIndex(address));
    }

    private static Draft finding(MmEvent event, @Nullable Page page, AnonVma av, String what) {
        long pfn = event.get(Field.PFN);
        Draft draft = Draft.violation("page")
                .key("pfn", pfn)
                .root(Findable.cause(pfn, av))
                .says("Vma " + Draft.hex(event.get(Field.VMA)) + " maps page " + Draft.hex(pfn) + ", whose anon_vma is "
                        + Draft.hex(av.address()) + ", " + what + ": an rmap walk cannot find this mapping.")
                .proof(av.bornLine(), "anon_vma", "the page's anon_vma");
        if (page != null) {
            draft.proof(page.mappingLine(), "mapping", "the page's mapping is set to it");
        }
        return draft.proof(event.line(), "trigger", "the vma is added to the page's rmap");
    }
}
