package mmreplay.traces;

import java.io.IOException;
import java.util.List;
import mmreplay.traces.event.MmEvent;

/** Writes a trace in some format, in the order in which a {@link TraceReader} delivers one. */
public interface TraceWriter {

    /** Before all else. Either may know more at the end. */
    void begin(TraceInfo info, Stated stated) throws IOException;

    /**
     * Writes an event.
     *
     * @param canonical what it became; empty for a format that holds none
     */
    void event(RawEvent event, List<MmEvent> canonical) throws IOException;

    /** Events were lost here. */
    void gap(Gap gap) throws IOException;

    /** After all else: what the whole trace came to. What was written is flushed. */
    void end(TraceInfo info, Stated stated) throws IOException;
}
