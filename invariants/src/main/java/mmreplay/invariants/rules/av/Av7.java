package mmreplay.invariants.rules.av;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * A tree of anon_vmas has one lock, its root's. An anon_vma that is freed and given out again inside the section has another
 * root: who looks the root up a second time to unlock it, unlocks a lock that it never took, and leaves its own locked for ever.
 */
public final class Av7 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "AV-7",
            "the anon_vma lock that is released is the one that was taken",
            "S5 (2011-05)",
            List.of(EventKind.LOCK_RELEASE),
            FactSet.of(FactClass.LOCKS));

    private static final FactSet BY_LOCKS = FactSet.of(FactClass.LOCKS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!event.is(Field.HOW, Word.ANON_VMA_RWSEM)) {
            return;
        }
        Locks locks = machine.locks();
        long lock = event.get(Field.LOCK);
        long about = Key.task(event.pid());
        if (locks.line(event.pid(), lock) > 0) {
            judge.pass(BY_LOCKS, about);
        } else if (locks.known(event.pid())) {
            judge.found(
                    Draft.violation("lock")
                            .key("lock", lock)
                            .pid(event.pid())
                            .says("pid " + event.pid() + " releases the anon_vma lock " + Draft.hex(lock)
                                    + ", which it has not taken: some other root's lock stays locked.")
                            .proof(locks.knownSince(event.pid()), "known", "the task holds no lock here")
                            .proof(event.line(), "trigger", "the lock is released"),
                    BY_LOCKS,
                    about);
        } else {
            judge.unknown(about);
        }
    }
}
