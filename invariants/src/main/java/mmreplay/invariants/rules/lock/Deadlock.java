package mmreplay.invariants.rules.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.rule.Draft;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * Tasks of which each waits for a lock that the next one holds. Nobody of them goes on, unless a signal ends one of the waits. Two
 * readers do not wait for each other: what makes the second wait is a writer between them, who is not looked for.
 */
record Deadlock(List<Wait> waits) {

    /** One task of the circle: it waits for what the next one holds. */
    record Wait(int pid, Hold wanted, Hold heldByNext) {}

    /** No real circle is longer. */
    private static final int LONGEST = 8;

    private static final Deadlock NONE = new Deadlock(List.of());

    /** The circle that this wait closes; empty if it closes none. */
    static Deadlock closedBy(MmEvent event, Locks locks) {
        if (event.kind() != EventKind.LOCK_CONTENDED) {
            return NONE; // it does not wait
        }
        List<Wait> waits = new ArrayList<>();
        Hold wanted = locks.find(event.pid(), event.get(Field.LOCK));
        int waiter = event.pid();
        while (wanted != null && waits.size() < LONGEST) {
            int next = locks.otherHolder(waiter, wanted.lock());
            Hold held = next > 0 ? locks.find(next, wanted.lock()) : null;
            if (held == null || (held.read() && wanted.read())) {
                break;
            }
            waits.add(new Wait(waiter, wanted, held));
            if (next == event.pid()) {
                return new Deadlock(waits);
            }
            waiter = next;
            wanted = locks.waitsFor(next);
        }
        return NONE;
    }

    boolean isEmpty() {
        return waits.isEmpty();
    }

    /** If one of the tasks broke the order, this is what came of it. */
    Draft draft(MmEvent event) {
        StringBuilder circle = new StringBuilder();
        String root = "";
        for (int i = 0; i < waits.size(); i++) {
            Wait wait = waits.get(i);
            Hold held = held(i);
            circle.append(i == 0 ? "" : "; ")
                    .append("pid " + wait.pid() + " holds " + LockOrder.name(held.kind()) + " and waits for "
                            + LockOrder.name(wait.wanted().kind()));
            if (LockOrder.of(held.kind(), wait.wanted().kind()) == LockOrder.Relation.INVERTED) {
                root = LockFinding.root(held.kind(), wait.wanted().kind());
            }
        }
        Draft draft = Draft.violation("deadlock")
                .key("held", held(0).lock())
                .key("wanted", waits.get(0).wanted().lock())
                .root(root.isEmpty() ? "deadlock: " + held(0).kind() : root)
                .says("Deadlock of " + waits.size() + " tasks: " + circle + ". None of them can go on.");
        for (int i = 0; i < waits.size(); i++) {
            Wait wait = waits.get(i);
            draft.proof(held(i).line(), "held", "pid " + wait.pid() + " takes " + LockOrder.name(held(i).kind()));
            draft.proof(
                    i == 0 ? event.line() : wait.wanted().line(),
                    i == 0 ? "trigger" : "waits",
                    "pid " + wait.pid() + " waits for "
                            + LockOrder.name(wait.wanted().kind()));
        }
        return draft;
    }

    /** What the n-th of them holds, and the one before it waits for. */
    private Hold held(int n) {
        return waits.get((n + waits.size() - 1) % waits.size()).heldByNext();
    }

    long[] about() {
        return waits.stream()
                .flatMapToLong(wait -> LongStream.of(
                        Key.task(wait.pid()), Key.lock(wait.wanted().lock())))
                .toArray();
    }
}
