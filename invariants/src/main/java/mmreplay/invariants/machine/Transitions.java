package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;

/** Which store changes at which event: a table that every store of the machine enters itself into. */
final class Transitions {

    /** Applies one event to one store. */
    interface Transition {
        void apply(MmEvent event);
    }

    private final Transition[][] byKind = new Transition[EventKind.values().length][];

    void on(EventKind kind, Transition transition) {
        Transition[] old = byKind[kind.ordinal()];
        int count = old == null ? 0 : old.length;
        Transition[] grown = new Transition[count + 1];
        if (old != null) {
            System.arraycopy(old, 0, grown, 0, count);
        }
        grown[count] = transition;
        byKind[kind.ordinal()] = grown;
    }

    void apply(MmEvent event) {
        Transition[] transitions = byKind[event.kind().ordinal()];
        if (transitions != null) {
            for (Transition transition : transitions) {
                transition.apply(event);
            }
        }
    }
}
