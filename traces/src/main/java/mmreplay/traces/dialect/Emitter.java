package mmreplay.traces.dialect;

import java.util.List;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;

/** Turns one raw event into one canonical event, if its conditions hold. */
final class Emitter {

    private final EventKind kind;
    private final List<Condition> when;
    private final List<Source> sources;
    private boolean unresolved;

    Emitter(EventKind kind, List<Condition> when, List<Source> sources) {
        this.kind = kind;
        this.when = List.copyOf(when);
        this.sources = List.copyOf(sources);
    }

    EventKind kind() {
        return kind;
    }

    /** At least one event named an object that could not be told: a pointer without its base. */
    boolean unresolved() {
        return unresolved;
    }

    /** Fills {@code event}; false if a condition does not hold. */
    boolean emit(RawEvent raw, Bases bases, MmEvent event) {
        for (int i = 0; i < when.size(); i++) {
            if (!when.get(i).holds(raw)) {
                return false;
            }
        }
        event.begin(kind, raw);
        for (int i = 0; i < sources.size(); i++) {
            unresolved |= !sources.get(i).fill(raw, bases, event);
        }
        return true;
    }
}
