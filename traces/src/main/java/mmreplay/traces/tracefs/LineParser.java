package mmreplay.traces.tracefs;

import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.text.Body;
import mmreplay.traces.text.ContextLayout;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.EventNames;
import mmreplay.traces.text.LatencyLayout;
import mmreplay.traces.text.Layout;
import mmreplay.traces.text.UsualLine;

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
    private final EventNames names = new EventNames();
    private int nameId;
    private boolean settled;
    /** Most lines are as {@link UsualLine} wants them. */
    private boolean usual;

    private boolean raw;
    private boolean exact;

    /** The line is an event, and {@link #event()} holds it. */
    boolean parse(byte[] bytes, int from, int to, boolean latencyHeader) {
        if (!settled) {
            return settle(bytes, from, to, latencyHeader);
        }
        nameId = usual ? UsualLine.parse(bytes, from, to, names, event) : EventNames.NO_ID;
        if (nameId != EventNames.NO_ID) {
            return true;
        }
        cursor.set(bytes, from, to);
        if (!layout.parse(cursor, event) || event.raw != raw) {
            return false;
        }
        body();
        return true;
    }

    private void body() {
        Body.parse(cursor, event);
        nameId = event.unnamed == Body.Unnamed.NO
                ? names.id(cursor.bytes, event.nameFrom, event.nameTo)
                : names.id(event.unnamed.kernelName());
    }

    private boolean settle(byte[] bytes, int from, int to, boolean latencyHeader) {
        Layout[] candidates =
                latencyHeader ? new Layout[] {LATENCY, VERBOSE, CONTEXT} : new Layout[] {CONTEXT, LATENCY, VERBOSE};
        for (Layout candidate : candidates) {
            cursor.set(bytes, from, to);
            if (candidate.parse(cursor, event)) {
                layout = candidate;
                raw = event.raw;
                exact = event.exact;
                settled = true;
                usual = layout == CONTEXT && !raw;
                body();
                return true;
            }
        }
        return false;
    }

    EventLine event() {
        return event;
    }

    /** The number of its name, or {@link EventNames#NO_ID} if there are too many. */
    int nameId() {
        return nameId;
    }

    /** Its name. */
    String name() {
        return names.name(nameId);
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
