package mmreplay.invariants.replay;

import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.MmEvent;

/**
 * Takes a trace step by step. For each event in file order: {@link #begin} with its context, {@link #event} for each canonical
 * event that it became, {@link #end}; {@link #gap} where events were lost.
 */
public interface Steps {

    /**
     * An event of the trace begins, whether or not anything canonical comes of it.
     *
     * @param time in the trace clock's unit
     * @param buffer the ring buffer that recorded it, from 0
     * @param line 1-based
     * @param pid the task that it happened in
     */
    void begin(long time, int buffer, int cpu, long line, int pid);

    default void begin(RawEvent raw) {
        begin(raw.time(), raw.buffer(), raw.cpu(), raw.line(), raw.pid());
    }

    /** One canonical event. It may be refilled as soon as this returns. */
    void event(MmEvent event);

    /** All canonical events of the event that {@link #begin} announced were given. */
    void end();

    /** Events were lost. */
    void gap(Gap gap);
}
