package mmreplay.invariants.rules.av;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * An anon_vma is freed only when no vma is linked to it any more, and no child's tree holds one. It is the links that keep it,
 * not its reference count: that may hold it longer, never shorter.
 */
public final class Av2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-2",
            "an anon_vma is freed only after every vma is unlinked from it",
            "S5 (2011-05)",
            List.of(EventKind.AV_FREE),
            FactSet.of(ANON_VMA, AVC));

    private static final FactSet BY_LINKS = FactSet.of(AVC);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long address = event.get(Field.ANON_VMA);
        long about = Key.anonVma(address);
        AnonVma av = machine.anonVmas().find(address);
        if (av == null || av.freed()) {
            judge.unknown(about);
            return;
        }
        if (av.linkCount() > 0) {
            judge.found(finding(event, av, av), BY_LINKS, about);
            return;
        }
        AnonVma child = linkedChild(av, machine.anonVmas());
        if (child != null) {
            judge.found(finding(event, av, child), BY_LINKS, about, Key.treeOf(address), Key.anonVma(child.address()));
        } else if (av.born()) {
            judge.pass(BY_LINKS, about, Key.treeOf(address));
        } else {
            judge.unknown(about);
        }
    }

    /** num_children drops when a child's tree empties, so a linked child means that this one is not done with. */
    private static @Nullable AnonVma linkedChild(AnonVma av, AnonVmas all) {
        AnonVma lowest = null;
        LongHashSet.LongIterator children = av.children().iterator();
        while (children.hasNext()) {
            AnonVma child = all.find(children.nextValue());
            if (child != null
                    && !child.freed()
                    && child.parent() == av.address()
                    && child.linkCount() > 0
                    && (lowest == null || child.address() < lowest.address())) {
                lowest = child;
            }
        }
        return lowest;
    }

    private static Draft finding(MmEvent event, AnonVma av, AnonVma linked) {
        long vma = linked.lowestLink();
        String who = linked == av ? "it" : "its child " + Draft.hex(linked.address());
        return Draft.violation("anon_vma")
                .key("anon_vma", av.address())
                .key("vma", vma)
                .root(AvRoots.freedBy(event.pid()))
                .says("anon_vma " + Draft.hex(av.address()) + " is freed by pid " + event.pid() + " while vma "
                        + Draft.hex(vma) + " is still linked to " + who + " (" + linked.linkCount() + " link"
                        + (linked.linkCount() == 1 ? "" : "s") + "): the vma's pages lead into freed memory.")
                .proof(av.bornLine(), "born", "the anon_vma is allocated")
                .proof(linked.linkLine(vma), "linked", "the vma is linked, and nothing unlinks it")
                .proof(event.line(), "trigger", "the anon_vma is freed");
    }
}
