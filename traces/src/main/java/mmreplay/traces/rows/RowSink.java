package mmreplay.traces.rows;

import java.io.IOException;
import java.util.Map;

/** Where rows and statements are written to: one line each. */
interface RowSink {

    /** Statements on the whole trace, before the first row or behind the last one. */
    void statement(Map<String, String> statement) throws IOException;

    /** Between the statements at the top and the first row. */
    void columns() throws IOException;

    void row(Row row) throws IOException;

    void flush() throws IOException;
}
