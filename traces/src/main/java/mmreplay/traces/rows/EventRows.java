package mmreplay.traces.rows;

import mmreplay.traces.RawEvent;

/** How the rows of one form become events. */
interface EventRows {

    /** What a row is. */
    enum Read {
        /** The event is complete, but for its context. */
        EVENT,
        /** More rows of the same event follow. */
        PART,
        NOT_UNDERSTOOD,
        /** A kind, field or word that this version does not know. */
        NAME_NOT_KNOWN,
        /** A field that the event cannot do without is missing, or a value is one that no kernel can have meant. */
        IMPOSSIBLE
    }

    /** Reads a row, whose context is given, into {@code event}. */
    Read read(Row row, RawEvent event, long time, int cpu, int pid);

    /** The event that was read has its context now. */
    void placed(RawEvent event);

    /** What was begun does not go on; true if anything was. */
    boolean broken();
}
