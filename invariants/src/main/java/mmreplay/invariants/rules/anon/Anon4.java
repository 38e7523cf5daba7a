package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.MAPPING;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
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
 * The first anonymous mapping of a page that others may share is the root's, because only the root is linked to every vma that
 * may map it; an exclusive page may take the local anon_vma.
 */
public final class Anon4 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-4",
            "the first anonymous mapping of a page that is not exclusive is its anon_vma's root",
            "S1 (2010-08)",
            List.of(EventKind.MAPPING_SET),
            FactSet.of(MAPPING, ANON_VMA, AVC));

    private static final FactSet BY_TREE = FactSet.of(ANON_VMA);
    private static final FactSet BY_TREE_AND_VMA = FactSet.of(ANON_VMA, AVC);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        boolean first = MappingWrite.toAnon(event) && MappingWrite.fromNone(event);
        if (!first || event.is(Field.HOW, Word.MIGRATE) || event.is(Field.HOW, Word.SPLIT)) {
            return; // migration and split copy a mapping that was judged when it was first written
        }
        long page = Key.page(event.get(Field.PFN));
        if (!event.has(Field.NEW) || !event.has(Field.EXCLUSIVE)) {
            judge.inconclusive(Why.UNOBSERVED, page);
            return;
        }
        Vma vma = event.is(Field.VMA) ? machine.vmas().find(event.get(Field.VMA)) : null;
        if (event.is(Field.EXCLUSIVE)) {
            exclusive(event, machine, vma, judge);
        } else {
            shared(event, machine, vma, judge);
        }
    }

    private static void exclusive(MmEvent event, Machine machine, @Nullable Vma vma, Judge judge) {
        long written = MappingWrite.anonVma(event);
        long page = Key.page(event.get(Field.PFN));
        if (vma == null || !vma.anonVmaKnown()) {
            judge.unknown(page);
            return;
        }
        long aboutVma = Key.vma(vma.address());
        if (written == vma.anonVma()) {
            judge.pass(BY_TREE_AND_VMA, page, aboutVma);
            return;
        }
        AnonVma local = machine.anonVmas().find(vma.anonVma());
        if (local == null || !local.rootKnown()) {
            judge.unknown(page, aboutVma);
        } else if (written == local.root()) {
            judge.pass(BY_TREE_AND_VMA, page, aboutVma);
        } else {
            judge.found(
                    finding(event, "neither the vma's anon_vma " + Draft.hex(vma.anonVma()) + " nor its root")
                            .proof(vma.anonVmaLine(), "vma", "the vma's own anon_vma"),
                    BY_TREE_AND_VMA,
                    page,
                    aboutVma);
        }
    }

    private static void shared(MmEvent event, Machine machine, @Nullable Vma vma, Judge judge) {
        long page = Key.page(event.get(Field.PFN));
        AnonVma written = machine.anonVmas().find(MappingWrite.anonVma(event));
        long about = Key.anonVma(MappingWrite.anonVma(event));
        if (written == null || !written.rootKnown()) {
            judge.unknown(page, about);
        } else if (written.root() != written.address()) {
            judge.found(
                    finding(
                                    event,
                                    "not the root, though the page is not exclusive: a vma that shares the page need not"
                                            + " be linked to it")
                            .proof(written.bornLine(), "anon_vma", "below root " + Draft.hex(written.root())),
                    BY_TREE,
                    page,
                    about);
        } else if (vma == null && !event.is(Field.VMA)) {
            judge.pass(BY_TREE, page, about);
        } else {
            AnonVma local =
                    vma != null && vma.anonVmaKnown() ? machine.anonVmas().find(vma.anonVma()) : null;
            if (vma == null || local == null || !local.rootKnown()) {
                judge.unknown(page, about);
            } else if (local.root() == written.address()) {
                judge.pass(BY_TREE_AND_VMA, page, about, Key.vma(vma.address()));
            } else {
                judge.found(finding(event, "the root of another tree"), BY_TREE_AND_VMA, page, about);
            }
        }
    }

    private static Draft finding(MmEvent event, String what) {
        long pfn = event.get(Field.PFN);
        return Draft.hazard("page")
                .key("pfn", pfn)
                .says("The first mapping of page " + Draft.hex(pfn) + " is anon_vma "
                        + Draft.hex(MappingWrite.anonVma(event)) + ", " + what + ".")
                .proof(event.line(), "trigger", "the mapping is written");
    }
}
