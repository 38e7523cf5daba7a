package mmreplay.traces.tracefs;

import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.text.Body;
import mmreplay.traces.text.ContextLayout;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.LatencyLayout;
import mmreplay.traces.text.Layout;

/**
 * Parses lines in the layout that the first event's line has. A trace's layout and clock do not change midway, so a later
 * line of another layout is a marker's text, not an event.
 */
final class LineParser {

    private static final Layout CONTEXT = new ContextLayout();
    private static final Layout LATENCY = new LatencyLayout();
    private static final Layout VERBOSE = new VerboseLayout();

    private final Cursor cursor = new Cursor();
    private final EventLine event = new EventLine();
    private Layout layout = CONTEXT;
    private boolean settled;
    private boolean raw;
    private boolean exact;

    /** The line is an event, and {@link #event()} holds it. */
    boolean parse(byte[] bytes, int from, int to, boolean latencyHeader) {
        if (!settled) {
            return settle(bytes, from, to, latencyHeader);
        }
        cursor.set(bytes, from, to);
        if (!layout.parse(cursor, event) || event.raw != raw) {
            return false;
        }
        Body.parse(cursor, event);
        return true;
    }

    private boolean settle(byte[] bytes, int from, int to, boolean latencyHeader) {
        Layout[] candidates =
                latencyHeader ? new Layout[] {LATENCY, VERBOSE, CONTEXT} : new Layout[] {CONTEXT, LATENCY, VERBOSE};
        for (Layout candidate : candidates) {
            cursor.set(bytes, from, to);
            if (candidate.parse(cursor, event)) {
                Body.parse(cursor, event);
                layout = candidate;
                raw = event.raw;
                exact = event.exact;
                settled = true;
                return true;
            }
        }
        return false;
    }

    EventLine event() {
        return event;
    }

    /** As the first event's stamp shows it. */
    ClockUnit clock() {
        if (raw) {
            return ClockUnit.RAW;
        }
        return exact ? ClockUnit.EXACT_NANOSECONDS : ClockUnit.NANOSECONDS;
    }

    /** A line that is no event was probably one before it was damaged. */
    boolean resemblesEvent(byte[] bytes, int from, int to) {
        cursor.set(bytes, from, to);
        return layout.resembles(cursor);
    }
}
