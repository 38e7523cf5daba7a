package mmreplay.reports.html;

import java.util.List;

/**
 * The picture of a finding: one row per task, the evidence from left to right in the order in which it happened, and below it the
 * locks that the task held. The distance between two marks is not time (that may be 200 ns or 20 s); the step between them is
 * written below.
 *
 * @param label the picture in words
 * @param note a sentence if something was left out, else empty
 */
record Lanes(
        String anchor,
        int width,
        int height,
        int axisY,
        List<Row> rows,
        List<Bar> bars,
        List<Mark> marks,
        String label,
        String note) {

    /** One task. */
    record Row(int y, int height, String name, String cpus, boolean odd) {}

    /**
     * One lock that a task held.
     *
     * @param css how it was held: {@code write}, {@code read} or {@code waited}
     * @param open it lasts beyond the picture's right end
     * @param text where its name begins
     */
    record Bar(int x, int y, int width, String css, boolean open, int text, String name, String tip) {}

    /** One event; {@code ink} names its role's colour. */
    record Mark(
            int x,
            int y,
            int number,
            String role,
            String time,
            String later,
            String ink,
            boolean trigger,
            String tip) {}
}
