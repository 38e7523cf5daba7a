package mmreplay.invariants.series;

import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;

/** One quantity of the mm, watched while events go by. */
interface Metric {

    /** The kinds of events that it wants to see. */
    Set<EventKind> kinds();

    /**
     * One event of {@link #kinds()}.
     *
     * @param bin of the event's time
     * @param machine the state before it
     */
    void see(MmEvent event, int bin, Machine machine);
}
