package mmreplay.invariants.rules.av;

import static mmreplay.traces.event.FactClass.ANON_VMA;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
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

/** The root of an anon_vma tree, whose lock the whole tree uses, outlives every other member. */
public final class Av3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-3",
            "the root anon_vma outlives every other anon_vma of its tree",
            "S1 (2010-08), S5 (2011-05)",
            List.of(EventKind.AV_FREE),
            FactSet.of(ANON_VMA));

    private static final FactSet BY_LIFE = FactSet.of(ANON_VMA);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long address = event.get(Field.ANON_VMA);
        AnonVma av = machine.anonVmas().find(address);
        boolean root = event.has(Field.ROOT)
                ? event.get(Field.ROOT) == address
                : av != null && av.rootKnown() && av.root() == address;
        if (!root) {
            return;
        }
        long about = Key.anonVma(address);
        if (av == null || av.freed()) {
            judge.unknown(about);
            return;
        }
        AnonVma survivor = survivor(av, machine);
        if (survivor != null) {
            judge.found(
                    finding(event, av, survivor), BY_LIFE, about, Key.treeOf(address), Key.anonVma(survivor.address()));
        } else if (av.born()) {
            judge.pass(BY_LIFE, about, Key.treeOf(address));
        } else {
            judge.unknown(about);
        }
    }

    private static @Nullable AnonVma survivor(AnonVma root, Machine machine) {
        AnonVma lowest = null;
        LongHashSet.LongIterator members = root.members().iterator();
        while (members.hasNext()) {
            AnonVma member = machine.anonVmas().find(members.nextValue());
            if (member != null
                    && member.live()
                    && member.root() == root.address()
                    && (lowest == null || member.address() < lowest.address())) {
                lowest = member;
            }
        }
        return lowest;
    }

    private static Draft finding(MmEvent event, AnonVma root, AnonVma survivor) {
        return Draft.violation("anon_vma")
                .key("anon_vma", root.address())
                .root(AvRoots.freedBy(event.pid()))
                .says("Root anon_vma " + Draft.hex(root.address()) + " is freed by pid " + event.pid()
                        + " before its descendant " + Draft.hex(survivor.address())
                        + ": the next walk through the descendant takes a lock that lies in freed memory.")
                .proof(root.bornLine(), "root", "the root is allocated")
                .proof(survivor.bornLine(), "member", "the descendant is allocated, and nothing frees it")
                .proof(event.line(), "trigger", "the root is freed");
    }
}
