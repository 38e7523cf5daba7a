package mmreplay.invariants.rules.ksm;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Mappers;
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
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * A KSM page that was swapped out comes back as an ordinary page, which belongs to the tree of the first who maps it. Whoever is
 * not of that tree must copy it.
 */
public final class Ksm2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "KSM-2",
            "vmas of different anon_vma trees never share a page that was swapped in",
            "S4 (2010-07)",
            List.of(EventKind.PTE_WRITE),
            FactSet.of(PTE, MAPPING, PAGE_LIFE, ANON_VMA, AVC, VMA));

    private static final FactSet BY_TREES = FactSet.of(PTE, MAPPING, ANON_VMA, AVC, VMA);
    private static final FactSet BY_ALL = FactSet.of(PTE, MAPPING, PAGE_LIFE, ANON_VMA, AVC, VMA);

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
        if (small == Tri.NO) {
            return;
        }
        Vma vma = machine.vmas().covering(event.get(Field.MM), event.get(Field.ADDR));
        AnonVma own = vma == null ? null : tree(vma, machine);
        if (small == Tri.UNKNOWN || page == null || vma == null || own == null) {
            judge.unknown(Key.page(pfn), Key.someVma());
            return;
        }
        shared(event, page, vma, own, machine, judge);
    }

    private static void shared(MmEvent event, Page page, Vma vma, AnonVma own, Machine machine, Judge judge) {
        List<Vma> mappers = Mappers.of(page, machine);
        boolean all = page.born() && mappers.size() == page.slotCount();
        for (Vma other : mappers) {
            AnonVma theirs = tree(other, machine);
            if (theirs != null && theirs.root() != own.root()) {
                judge.found(
                        Draft.violation("page")
                                .key("pfn", page.pfn())
                                .says("Page " + Draft.hex(page.pfn()) + " is swapped in at "
                                        + Draft.hex(event.get(Field.ADDR)) + " in mm " + Draft.hex(event.get(Field.MM))
                                        + ", but vma " + Draft.hex(other.address())
                                        + ", which no fork relates to this one, maps it, too: it should have been"
                                        + " copied.")
                                .proof(page.mappingLine(), "mapping", "the page's mapping is set")
                                .proof(machine.tables().line(page.slot(0)), "mapped", "the page is mapped")
                                .proof(event.line(), "trigger", "another tree maps it, too"),
                        BY_TREES,
                        Key.page(page.pfn()),
                        Key.vma(vma.address()),
                        Key.vma(other.address()));
                return;
            }
            all &= theirs != null;
        }
        if (all) {
            judge.pass(BY_ALL, Key.page(page.pfn()), Key.vma(vma.address()));
        } else {
            judge.unknown(Key.page(page.pfn()), Key.vma(vma.address()));
        }
    }

    /** The vma's own anon_vma if its root is known. */
    private static @Nullable AnonVma tree(Vma vma, Machine machine) {
        AnonVma av = vma.anonVmaKnown() ? machine.anonVmas().find(vma.anonVma()) : null;
        return av == null || av.freed() || !av.rootKnown() ? null : av;
    }
}
