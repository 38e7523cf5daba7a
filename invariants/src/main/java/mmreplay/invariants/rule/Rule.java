package mmreplay.invariants.rule;

import mmreplay.invariants.machine.Machine;
import mmreplay.traces.event.MmEvent;

/**
 * One invariant of the kernel. A rule holds only the state that it alone needs; one instance judges one trace. Rules are
 * independent of each other.
 */
public interface Rule {

    RuleInfo info();

    /**
     * Judges one event of {@link RuleInfo#triggers()}.
     *
     * @param event valid during the call only
     * @param machine the state before the event; not to be changed
     */
    void judge(MmEvent event, Machine machine, Judge judge);

    /**
     * What the rule remembers of this task is of no use: it never runs again, and its number may soon be another task's; or it ran on
     * two CPUs at one stamp, so that the order of what it did is not told.
     */
    default void died(int pid) {}

    /**
     * Several CPUs changed an object at one stamp, in an order that nobody knows, or one changed it while the rule looked at it for
     * another and {@link Judge#remembers remembers} what it saw. For a rule that remembers more than what a task itself did.
     *
     * @param key the object's, as {@code Key} makes it
     */
    default void disputed(long key) {}

    /** Events were lost: whatever the rule remembers is no fact any more. */
    default void forget() {}
}
