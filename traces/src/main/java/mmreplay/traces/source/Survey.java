package mmreplay.traces.source;

import java.io.IOException;
import java.util.BitSet;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;

/**
 * What one of several sources holds, from reading it once before the others are merged with it.
 *
 * @param info as it is at the end
 * @param cpus those that its events are of
 * @param first time of its first event; larger than {@code last} if there is none
 * @param last the latest time
 */
record Survey(TraceInfo info, BitSet cpus, long first, long last) {

    static Survey of(Trace trace) throws IOException, UnusableTraceException {
        BitSet cpus = new BitSet();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (TraceReader reader = trace.open()) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    RawEvent event = reader.event();
                    cpus.set(event.cpu());
                    first = first == Long.MAX_VALUE ? event.time() : first;
                    last = Math.max(last, event.time());
                }
            }
            return new Survey(reader.info(), cpus, first, last);
        }
    }

    boolean empty() {
        return info.events() == 0;
    }

    /** It begins when the other has ended, on CPUs of that one: the one recording goes on in the other file. */
    boolean follows(Survey other) {
        return !empty() && !other.empty() && first >= other.last && cpus.intersects(other.cpus);
    }
}
