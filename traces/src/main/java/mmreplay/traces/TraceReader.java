package mmreplay.traces;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import mmreplay.traces.quality.Ledger;

/**
 * Streams one trace in file order. A reader never throws on a bad line: it counts a named issue in the {@link #ledger()} and
 * goes on. It throws {@link IOException} only when the bytes themselves cannot be had.
 */
public interface TraceReader extends Closeable {

    /** What {@link #next()} arrived at. */
    enum Step {
        /** {@link #event()} holds an event. */
        EVENT,
        /** {@link #gap()} says where events were lost; the event after it comes with the next step. */
        GAP,
        /** Nothing more. {@link #info()} and {@link #ledger()} are final. */
        END
    }

    Step next() throws IOException;

    /** The event of the last {@link Step#EVENT}: one reused object, valid until the next call of {@link #next()}. */
    RawEvent event();

    /** The gap of the last {@link Step#GAP}. */
    Gap gap();

    /** What the header said and the reading showed; complete after {@link Step#END}. */
    TraceInfo info();

    /** What the file states of its recording, as far as it was read: its top is known after the first step. */
    default Stated stated() {
        return Stated.NOTHING;
    }

    /** Where every line went. Sums to 100 % after {@link Step#END}. */
    Ledger ledger();

    /** Bytes of the file consumed so far (compressed bytes for a compressed file), for a progress bar. */
    long bytesRead();

    /** Of the event of the last {@link Step#EVENT}: which of several sources it is from, from 0; -1 if there is but one. */
    default int source() {
        return -1;
    }

    /** The event's line in that source. */
    default long sourceLine() {
        return event().line();
    }

    /** The readers of several sources; empty if there is but one. */
    default List<TraceReader> parts() {
        return List.of();
    }
}
