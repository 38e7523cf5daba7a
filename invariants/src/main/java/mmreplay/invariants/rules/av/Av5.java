package mmreplay.invariants.rules.av;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.LOCKS;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Tri;
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
import org.agrona.collections.Int2ObjectHashMap;

/**
 * A reader that came to an anon_vma from a mapped page, and holds the root's lock, may use it until it unlocks: the vma that maps
 * the page cannot be unlinked meanwhile. anon_vma_free waits for readers that found the page unmapped and are on their way out.
 */
public final class Av5 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-5",
            "no anon_vma is freed while a task that came by it holds its root's lock",
            "S5 (2011-05)",
            List.of(EventKind.AV_READER, EventKind.LOCK_RELEASE, EventKind.AV_FREE),
            FactSet.of(ANON_VMA, LOCKS));

    private static final FactSet BY_LOCKS = FactSet.of(ANON_VMA, LOCKS);
    private static final int NOBODY = -1;

    /** The anon_vma that a task got from a mapped page, since its last unlock. */
    private record Reader(long anonVma, long line, long time) {}

    private Int2ObjectHashMap<Reader> byPid = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case AV_READER -> {
                byPid.remove(event.pid());
                if (event.is(Field.MAPPED) && event.is(Field.HOW, Word.LOCK)) {
                    byPid.put(event.pid(), new Reader(event.get(Field.ANON_VMA), event.line(), event.time()));
                }
            }
            case LOCK_RELEASE -> {
                if (event.is(Field.HOW, Word.ANON_VMA_RWSEM)) {
                    byPid.remove(event.pid());
                }
            }
            default -> freed(event, machine, judge);
        }
    }

    private void freed(MmEvent event, Machine machine, Judge judge) {
        long address = event.get(Field.ANON_VMA);
        AnonVma av = machine.anonVmas().find(address);
        AnonVma root = av == null || av.freed() || !av.born() || !av.rootKnown()
                ? null
                : machine.anonVmas().find(av.root());
        if (av == null || root == null || root.lock() == 0) {
            judge.unknown(Key.anonVma(address));
            return;
        }
        int reading = reader(address, event.pid(), root.lock(), machine.locks());
        int holder = reading > 0 ? reading : machine.locks().otherHolder(event.pid(), root.lock());
        long[] about = {
            Key.anonVma(address), Key.lock(root.lock()), Key.task(event.pid()), Key.task(Math.max(holder, 0))
        };
        Reader reader = holder > 0 ? byPid.get(holder) : null;
        if (holder == NOBODY) {
            judge.pass(BY_LOCKS, about);
        } else if (reader != null && reader.anonVma == address && reader.time == event.time()) {
            judge.inconclusive(Why.CLOCK, about); // it may have got it from the page only after the free
        } else if (reader != null && reader.anonVma == address) {
            judge.found(
                    Draft.violation("anon_vma")
                            .key("anon_vma", address)
                            .root(AvRoots.freedBy(event.pid()))
                            .says("anon_vma " + Draft.hex(address) + " is freed by pid " + event.pid() + " while pid "
                                    + holder + ", which got it from a mapped page, still holds its root's lock.")
                            .proof(machine.locks().line(holder, root.lock()), "locked", "the reader takes the lock")
                            .proof(reader.line, "reader", "the page that leads to the anon_vma is mapped")
                            .proof(event.line(), "trigger", "the anon_vma is freed"),
                    BY_LOCKS,
                    about);
        } else {
            // the same lock may be held on behalf of another member of the tree
            judge.unknown(about);
        }
    }

    /** The lowest task that got it from a mapped page and holds its root's lock; others may hold that lock beside it. */
    private int reader(long anonVma, int freer, long lock, Locks locks) {
        int lowest = NOBODY;
        for (Int2ObjectHashMap<Reader>.EntryIterator at = byPid.entrySet().iterator(); at.hasNext(); ) {
            at.next();
            int pid = at.getIntKey();
            boolean reads = at.getValue().anonVma == anonVma
                    && pid != freer
                    && locks.holds(pid, lock, Locks.Mode.READ) == Tri.YES;
            lowest = reads && (lowest == NOBODY || pid < lowest) ? pid : lowest;
        }
        return lowest;
    }

    @Override
    public void died(int pid) {
        byPid.remove(pid);
    }

    @Override
    public void forget() {
        byPid = new Int2ObjectHashMap<>();
    }
}
