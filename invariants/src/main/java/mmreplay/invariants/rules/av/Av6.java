package mmreplay.invariants.rules.av;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
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
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * A vma's anon_vma, its chain and its anon_vmas' trees fit each other, and are changed under the root's lock. Rmap walks start
 * at a page's anon_vma and find only the vmas that are linked to it: what is not linked is neither found nor kept alive.
 *
 * <p>Judged where the task that changed a chain lets go of the lock, and wherever a vma operation ends; never in between.
 */
public final class Av6 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-6",
            "a vma is linked to its anon_vma, and to all that others with the same anon_vma are linked to",
            "S4 (2010-07), S5 (2011-05)",
            List.of(
                    EventKind.AVC_LINK,
                    EventKind.AVC_UNLINK,
                    EventKind.VMA_ANON_VMA,
                    EventKind.LOCK_RELEASE,
                    EventKind.USER_MODE,
                    EventKind.VMA),
            FactSet.of(AVC, ANON_VMA, VMA, LOCKS));

    private static final FactSet BY_LINKS = FactSet.of(AVC, ANON_VMA, VMA);
    private static final FactSet BY_LOCKS = FactSet.of(LOCKS, ANON_VMA);
    private static final LongHashSet NONE = new LongHashSet();

    private final ChainRoots roots = new ChainRoots();

    /** vmas whose chain or anon_vma a task changed since it was judged last. */
    private Int2ObjectHashMap<LongHashSet> changed = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case AVC_LINK, AVC_UNLINK -> {
                change(event);
                underLock(event, event.get(Field.ANON_VMA), machine, judge);
            }
            case VMA_ANON_VMA -> {
                change(event);
                if (event.is(Field.HOW, Word.PREPARE)) {
                    prepared(event, machine, judge);
                }
            }
            case LOCK_RELEASE -> {
                if (event.is(Field.HOW, Word.ANON_VMA_RWSEM)) {
                    settle(event, machine, judge);
                }
            }
            case USER_MODE -> settle(event, machine, judge);
            default -> operation(event, machine, judge);
        }
    }

    private void change(MmEvent event) {
        changed.computeIfAbsent(event.pid(), pid -> new LongHashSet()).add(event.get(Field.VMA));
    }

    /** The task is done with what it changed; a vma that is still being made is judged when it goes into its mm's tree. */
    private void settle(MmEvent event, Machine machine, Judge judge) {
        LongHashSet vmas = changed.remove(event.pid());
        if (vmas == null) {
            return;
        }
        vmas.stream().sorted().forEach(address -> {
            Vma vma = machine.vmas().find(address);
            if (vma != null && vma.settled()) {
                coherent(event, vma, vma.anonVmaKnown() ? vma.anonVma() : 0, vmas, machine, judge);
            } else if (vma == null) {
                judge.unknown(Key.vma(address));
            }
        });
    }

    private void operation(MmEvent event, Machine machine, Judge judge) {
        long address = event.get(Field.VMA);
        long anonVma = event.get(Field.ANON_VMA);
        Vma vma = machine.vmas().find(address);
        switch (event.word(Field.HOW)) {
            case FREE -> {
                if (vma != null) {
                    freed(event, vma, machine, judge);
                }
            }
            case STORE, ADJUST, VM_FLAGS, FORK -> {
                if (anonVma == 0) {
                    return;
                }
                if (vma == null) {
                    judge.unknown(Key.vma(address));
                } else if (!shared(event, vma, anonVma, machine, judge)) {
                    coherent(event, vma, anonVma, NONE, machine, judge);
                }
            }
            default -> {}
        }
    }

    private void coherent(MmEvent event, Vma vma, long anonVma, LongHashSet unfinished, Machine machine, Judge judge) {
        long parent = event.is(Field.HOW, Word.FORK) ? event.get(Field.ORIG_VMA) : 0;
        Chains answer = Chains.of(machine, vma, anonVma, parent, unfinished);
        switch (answer.coherent()) {
            case YES -> judge.pass(BY_LINKS, answer.about());
            case UNKNOWN -> judge.unknown(answer.about());
            case NO ->
                judge.found(
                        finding(
                                        event,
                                        vma,
                                        anonVma,
                                        machine,
                                        answer.wrong() + ": an rmap walk misses its pages, and the anon_vma may be"
                                                + " freed under them.")
                                .key("other", answer.other())
                                .proof(vma.anonVmaLine(), "anon_vma", "its anon_vma was assigned")
                                .proof(linkLine(machine, answer.other(), vma), "link", "the link that does not fit")
                                .proof(event.line(), "trigger", "whoever changed it is done"),
                        BY_LINKS,
                        answer.about());
        }
    }

    /** True if it gave a verdict. anon_vma_fork lets the child reuse an ancestor's anon_vma only if no vma has it as its own (num_active_vmas). */
    private boolean shared(MmEvent event, Vma vma, long anonVma, Machine machine, Judge judge) {
        long born = Chains.born(machine, anonVma);
        List<Vma> others =
                event.is(Field.HOW, Word.FORK) ? machine.vmas().ofAnonVma(anonVma, born, vma.address()) : List.of();
        if (others.isEmpty()) {
            AnonVma av = machine.anonVmas().find(anonVma);
            boolean older = event.is(Field.HOW, Word.FORK) && (av == null || !av.born());
            if (older) {
                judge.unknown(Key.vma(vma.address()), Key.anonVma(anonVma)); // it may be that of an older vma, too
            }
            return older;
        }
        Vma other = others.get(0);
        judge.found(
                finding(
                                event,
                                vma,
                                anonVma,
                                machine,
                                "gets anon_vma " + Draft.hex(anonVma) + " at a fork, which vma "
                                        + Draft.hex(other.address())
                                        + " already has: each may think the other's pages its own.")
                        .key("other", other.address())
                        .proof(other.anonVmaLine(), "anon_vma", "the other vma's anon_vma was assigned")
                        .proof(event.line(), "trigger", "the child's vma is ready"),
                BY_LINKS,
                Key.vma(vma.address()),
                Key.vma(other.address()));
        return true;
    }

    private void freed(MmEvent event, Vma vma, Machine machine, Judge judge) {
        LongHashSet chain = machine.anonVmas().chain(vma.address());
        long about = Key.chainOf(vma.address());
        if (chain.isEmpty()) {
            if (vma.born()) {
                judge.pass(BY_LINKS, about);
            }
            return;
        }
        long linked = chain.stream().sorted().iterator().next();
        AnonVma av = machine.anonVmas().find(linked);
        Draft draft = finding(
                        event,
                        vma,
                        linked,
                        machine,
                        "is freed while it is still linked to anon_vma " + Draft.hex(linked)
                                + ": the next rmap walk uses freed memory.")
                .key("other", linked);
        if (av != null && av.freed()) {
            draft.root(AvRoots.freedBy(av.freedBy()));
        }
        judge.found(
                draft.proof(linkLine(machine, linked, vma), "link", "the vma is linked, and nothing unlinks it")
                        .proof(event.line(), "trigger", "the vma is freed"),
                BY_LINKS,
                about,
                Key.anonVma(linked));
    }

    /** Links change, and a vma gets its first anon_vma, under the rwsem of the tree's root. */
    private void underLock(MmEvent event, long anonVma, Machine machine, Judge judge) {
        AnonVma av = machine.anonVmas().find(anonVma);
        AnonVma root = av == null || av.freed() || !av.rootKnown()
                ? null
                : machine.anonVmas().find(av.root());
        long[] about = {Key.anonVma(anonVma), Key.task(event.pid())};
        Tri held = root == null ? Tri.UNKNOWN : machine.locks().holds(event.pid(), root.lock(), Locks.Mode.WRITE);
        switch (held) {
            case YES -> judge.pass(BY_LOCKS, about);
            case UNKNOWN -> judge.unknown(about);
            case NO ->
                judge.found(
                        Draft.hazard("vma")
                                .key("vma", event.get(Field.VMA))
                                .root(roots.of(event.pid(), anonVma, machine))
                                .says("pid " + event.pid() + " changes the links of vma "
                                        + Draft.hex(event.get(Field.VMA)) + " and anon_vma " + Draft.hex(anonVma)
                                        + " without the root's lock for writing: an rmap walk may be in that tree.")
                                .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                                .proof(event.line(), "trigger", "the change"),
                        BY_LOCKS,
                        about);
        }
    }

    /**
     * Two threads may fault in one vma at a time: page_table_lock decides whose anon_vma it gets. mmap_lock, for reading, keeps the
     * vma and the neighbours whose anon_vma may be shared as they are.
     */
    private void prepared(MmEvent event, Machine machine, Judge judge) {
        Vma vma = machine.vmas().find(event.get(Field.VMA));
        long[] about = {Key.vma(event.get(Field.VMA)), Key.task(event.pid())};
        if (vma == null || !vma.mmKnown()) {
            judge.unknown(about);
            return;
        }
        Tri mmap = machine.locks().holdsMmapLock(event.pid(), vma.mm(), Locks.Mode.READ);
        Tri table = machine.locks().holds(event.pid(), machine.mms().pageTableLock(vma.mm()), Locks.Mode.WRITE);
        if (mmap == Tri.NO || table == Tri.NO) {
            judge.found(
                    Draft.hazard("vma")
                            .key("vma", vma.address())
                            .root(roots.of(event.pid(), event.get(Field.ANON_VMA), machine))
                            .says("pid " + event.pid() + " gives vma " + Draft.hex(vma.address()) + " of mm "
                                    + Draft.hex(vma.mm()) + " its first anon_vma without "
                                    + (mmap == Tri.NO ? "mmap_lock" : "page_table_lock")
                                    + ": another thread may do the same at this moment.")
                            .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                            .proof(event.line(), "trigger", "vma->anon_vma is set"),
                    BY_LOCKS,
                    about);
        } else if (mmap == Tri.YES && table == Tri.YES) {
            underLock(event, event.get(Field.ANON_VMA), machine, judge);
        } else {
            judge.unknown(about);
        }
    }

    private static long linkLine(Machine machine, long anonVma, Vma vma) {
        AnonVma av = machine.anonVmas().find(anonVma);
        return av == null ? 0 : Math.max(0, av.linkLine(vma.address()));
    }

    private Draft finding(MmEvent event, Vma vma, long anonVma, Machine machine, String what) {
        return Draft.violation("vma")
                .key("vma", vma.address())
                .root(roots.of(event.pid(), anonVma, machine))
                .says("Vma " + Draft.hex(vma.address()) + " " + what + " Seen in pid " + event.pid() + ".");
    }

    @Override
    public void died(int pid) {
        changed.remove(pid);
    }

    @Override
    public void forget() {
        changed = new Int2ObjectHashMap<>();
    }
}
