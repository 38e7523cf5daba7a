package mmreplay.reports.html;

import java.util.List;

/**
 * The picture of what happened to a finding's objects: one row per object, its moments from left to right in the trace's order. A
 * thick line: the object exists.
 *
 * @param label the picture in words
 * @param moments as recorded, for the list below the picture
 */
record LifeView(
        String anchor,
        int width,
        int height,
        List<Row> rows,
        List<Span> spans,
        List<Mark> marks,
        List<Tick> ticks,
        String label,
        List<Line> moments) {

    boolean shown() {
        return !marks.isEmpty();
    }

    /** One object. */
    record Row(int y, String kind, String name, String events, boolean odd) {}

    /** A stretch of a row: {@code css} is {@code alive}, {@code gone} or {@code untold}; {@code skipped} events are not shown. */
    record Span(int x, int y, int width, String css, String skipped) {

        /** Its text alone. */
        Span label() {
            return new Span(x, y, width, "words", skipped);
        }
    }

    /** One moment; its deed in up to two lines. {@code number} is that of the finding's event, empty for another. */
    record Mark(int x, int y, String first, String second, String number, String ink, String css, String tip) {}

    /** Below all rows: when, and who. */
    record Tick(int x, int y, String time, String task) {}

    /** One event as recorded. */
    record Line(String where, String time, String task, String object, String event) {}
}
