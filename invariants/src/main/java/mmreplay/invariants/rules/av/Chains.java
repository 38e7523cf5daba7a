package mmreplay.invariants.rules.av;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.rule.Draft;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/** What must hold of a vma's anon_vma_chain whenever nobody is at work on it. */
final class Chains {

    private final Machine machine;
    private final Vma vma;
    private final long anonVma;
    private final LongHashSet chain;
    private final LongArrayList about = new LongArrayList();
    private Tri coherent = Tri.UNKNOWN;
    private String wrong = "";
    private long other;

    private Chains(Machine machine, Vma vma, long anonVma) {
        this.machine = machine;
        this.vma = vma;
        this.anonVma = anonVma;
        chain = machine.anonVmas().chain(vma.address());
        about.addLong(Key.vma(vma.address()));
        about.addLong(Key.chainOf(vma.address()));
    }

    /**
     * Judges one vma.
     *
     * @param anonVma its vma->anon_vma, 0 for none
     * @param parent the vma that a fork made it from, 0 for none: the parent's pages are its own, too
     * @param unfinished other vmas that the same task is at work on: a link that those lack is said of them
     */
    static Chains of(Machine machine, Vma vma, long anonVma, long parent, LongHashSet unfinished) {
        Chains chains = new Chains(machine, vma, anonVma);
        chains.coherent = chains.judge(parent, unfinished);
        return chains;
    }

    Tri coherent() {
        return coherent;
    }

    /** If it is not: one clause that follows "vma 0x..". */
    String wrong() {
        return wrong;
    }

    /** The anon_vma or vma that it does not fit with, 0 for none. */
    long other() {
        return other;
    }

    /** The objects that the answer rests on. */
    long[] about() {
        return about.toLongArray();
    }

    private Tri judge(long parent, LongHashSet unfinished) {
        Tri own = Tri.YES;
        if (anonVma != 0 && !chain.contains(anonVma)) {
            if (vma.born()) {
                return no("has anon_vma " + hex(anonVma) + " but is not linked to it", anonVma);
            }
            own = Tri.UNKNOWN;
        }
        long stranger = otherTree();
        if (stranger != 0) {
            return no("is linked to anon_vma " + hex(stranger) + ", which belongs to another tree", stranger);
        }
        long parents = parent == 0 ? 0 : inherited(parent);
        if (parents != 0 && vma.born()) {
            about.addLong(Key.chainOf(parent));
            return no("is not linked to its parent's anon_vma " + Draft.hex(parents), parents);
        }
        boolean allKnown = vma.born() && knownToTheLast(parent);
        if (anonVma != 0) {
            List<Vma> peers = machine.vmas().ofAnonVma(anonVma, born(machine, anonVma), vma.address());
            for (Vma peer : peers) {
                allKnown &= peer.born();
                about.addLong(Key.vma(peer.address()));
                about.addLong(Key.chainOf(peer.address()));
                LongHashSet theirs = machine.anonVmas().chain(peer.address());
                long missing = vma.born() ? lacks(chain, theirs) : 0;
                long extra = peer.born() && !unfinished.contains(peer.address()) ? lacks(theirs, chain) : 0;
                if (missing != 0 || extra != 0) {
                    return no(
                            "and vma " + hex(peer.address()) + " have the same anon_vma " + hex(anonVma) + ", but only "
                                    + (missing != 0 ? "the latter" : "the former") + " is linked to "
                                    + hex(missing != 0 ? missing : extra),
                            peer.address());
                }
            }
        }
        return own == Tri.YES && allKnown ? Tri.YES : Tri.UNKNOWN;
    }

    /** Nobody older than the trace, or than what was lost, can have a link that this vma should have: a parent, or a peer. */
    private boolean knownToTheLast(long parent) {
        Vma from = parent == 0 ? null : machine.vmas().find(parent);
        AnonVma own = anonVma == 0 ? null : machine.anonVmas().find(anonVma);
        return (parent == 0 || (from != null && from.born())) && (anonVma == 0 || (own != null && own.born()));
    }

    /** What the child should have got from its parent and lacks: a link, or that to its new anon_vma's parent; 0 for none. */
    private long inherited(long parent) {
        AnonVma own = machine.anonVmas().find(anonVma);
        boolean fresh = own != null && own.allocSeen() && own.linkCount() == 1 && own.rootKnown();
        if (own != null && fresh && own.parent() != anonVma && !chain.contains(own.parent())) {
            return own.parent();
        }
        return lacks(chain, machine.anonVmas().chain(parent));
    }

    /** A member of the chain whose root is not the others'; 0 if all that is known fits. */
    private long otherTree() {
        long root = 0;
        LongHashSet.LongIterator members = chain.iterator();
        while (members.hasNext()) {
            AnonVma member = machine.anonVmas().find(members.nextValue());
            if (member == null || member.freed() || !member.rootKnown()) {
                continue;
            }
            about.addLong(Key.anonVma(member.address()));
            if (root != 0 && member.root() != root) {
                return member.address();
            }
            root = member.root();
        }
        return 0;
    }

    /** The lowest member of {@code whole} that {@code part} lacks, 0 for none. */
    private static long lacks(LongHashSet part, LongHashSet whole) {
        long lowest = 0;
        LongHashSet.LongIterator members = whole.iterator();
        while (members.hasNext()) {
            long member = members.nextValue();
            if (!part.contains(member) && (lowest == 0 || Long.compareUnsigned(member, lowest) < 0)) {
                lowest = member;
            }
        }
        return lowest;
    }

    private Tri no(String what, long with) {
        wrong = what;
        other = with;
        return Tri.NO;
    }

    /** The line at which this life of the anon_vma began, 0 for not known. */
    static long born(Machine machine, long anonVma) {
        AnonVma av = machine.anonVmas().find(anonVma);
        return av != null && av.born() && !av.freed() ? av.bornLine() : 0;
    }

    private static String hex(long value) {
        return Draft.hex(value);
    }
}
