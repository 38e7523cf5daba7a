package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.MAPPING;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
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

/** Quality, not safety: an already anonymous page's mapping is never set back to an ancestor. */
public final class Anon3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-3",
            "an anonymous page's mapping is not coarsened to an ancestor of its anon_vma (quality)",
            "S1 (2010-08)",
            List.of(EventKind.MAPPING_SET),
            FactSet.of(MAPPING, ANON_VMA));

    private static final FactSet BY_TREE = FactSet.of(ANON_VMA);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.has(Field.NEW) || !MappingWrite.toAnon(event) || !MappingWrite.fromAnon(event)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        long to = MappingWrite.anonVma(event);
        long from = MappingWrite.oldAnonVma(event);
        long about = Key.page(pfn);
        long aboutFrom = Key.anonVma(from);
        AnonVma old = machine.anonVmas().find(from);
        Tri reuse = reuse(event, machine, to);
        if (to == from || reuse == Tri.YES) {
            judge.pass(FactSet.NONE, about);
        } else if (reuse == Tri.UNKNOWN) {
            judge.unknown(about, aboutFrom);
        } else if (old == null || old.freed()) {
            judge.unknown(about, aboutFrom);
        } else {
            Tri coarser = old.descendsFrom(to, machine.anonVmas());
            if (coarser == Tri.YES) {
                judge.found(
                        Draft.note("page")
                                .key("pfn", pfn)
                                .root("coarsened from anon_vma " + Draft.hex(to))
                                .says("The mapping of page " + Draft.hex(pfn) + " goes from anon_vma " + Draft.hex(from)
                                        + " back to its ancestor " + Draft.hex(to)
                                        + ": safe, but every rmap walk now visits more vmas than it must.")
                                .proof(old.bornLine(), "descendant", "the finer anon_vma, below the other")
                                .proof(event.line(), "trigger", "the mapping is set to the ancestor"),
                        BY_TREE,
                        about,
                        aboutFrom);
            } else if (coarser == Tri.NO) {
                judge.pass(BY_TREE, about, aboutFrom);
            } else {
                judge.unknown(about, aboutFrom);
            }
        }
    }

    /** Since v4.0 a fork may hand an idle ancestor to the child (7a3ef208e662): its own move there is upward and right. */
    private static Tri reuse(MmEvent event, Machine machine, long to) {
        if (!event.is(Field.HOW, Word.MOVE)) {
            return Tri.NO;
        }
        Vma vma = machine.vmas().find(event.get(Field.VMA));
        return vma == null || !vma.anonVmaKnown() ? Tri.UNKNOWN : Tri.of(vma.anonVma() == to);
    }
}
