package mmreplay.traces.rows;

/** How one line holds one record. It keeps what an earlier line said of the later ones: the columns. */
interface Syntax {

    /** What a line is. */
    enum Line {
        /** A record of the trace. */
        ROW,
        /** A statement on the whole trace. */
        STATEMENT,
        /** A comment, or the names of the columns. */
        HEADER,
        BLANK,
        /** A quote opens and is not closed: a record must not go on in the next line. */
        QUOTE_NOT_CLOSED,
        NOT_UNDERSTOOD
    }

    /** Reads a line into {@code row}, which is cleared before. */
    Line read(String line, Row row);

    /** A last line without a newline can be seen to be whole. */
    boolean provesItsEnd();
}
