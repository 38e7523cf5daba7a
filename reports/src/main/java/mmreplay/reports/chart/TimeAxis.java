package mmreplay.reports.chart;

import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/**
 * The time axis of a chart. A double cannot tell nanoseconds apart in a trace of a machine that has run for weeks, so the
 * charts count from a round origin before the first bin, and the labels add that origin back in integers.
 */
final class TimeAxis {

    private static final int MOST_TICKS = 5;
    /** Characters that fit side by side below a chart, spaces between labels included. */
    private static final int ROOM = 70;

    private final long origin;
    private final long end;
    private final long start;
    private final long step;
    private final String clock;

    TimeAxis(Timeline timeline, String clock) {
        this.clock = clock;
        this.start = timeline.start();
        this.end = timeline.start() + timeline.binWidth() * timeline.bins();
        this.step = step(Math.max(1, (end - start) / ticks()));
        this.origin = Math.floorDiv(start, step) * step;
    }

    /** Where a time lies on the axis; what is outside is moved to the nearest end. */
    double x(long time) {
        return Math.min(end, Math.max(start, time)) - origin;
    }

    /** The width of the whole axis, in its own units. */
    double width() {
        return end - start;
    }

    NumberAxis axis() {
        NumberAxis axis = new NumberAxis(clock.equals("ns") ? "seconds of the trace's clock" : "trace clock");
        axis.setTickUnit(new Ticks());
        axis.setRange(x(start), x(end));
        axis.setLowerMargin(0);
        axis.setUpperMargin(0);
        return axis;
    }

    /** Long labels, as of a raw clock, would run into each other. */
    private int ticks() {
        return Math.max(2, Math.min(MOST_TICKS, ROOM / (Show.time(end, clock).length() + 3)));
    }

    /** A time within the chart, ten times as fine as the ticks. */
    String within(long time) {
        return label(time, Math.max(1, step / 10));
    }

    /** As many decimals as {@code resolution} needs. */
    private String label(long time, long resolution) {
        String exact = Show.time(time, clock);
        if (!clock.equals("ns")) {
            return exact;
        }
        int decimals = 0;
        for (long unit = 1_000_000_000L; unit > resolution; unit /= 10) {
            decimals++;
        }
        int point = exact.indexOf('.');
        String padded = exact + "000";
        return decimals == 0 ? exact.substring(0, point) : padded.substring(0, point + 1 + decimals);
    }

    /** The smallest 1, 2 or 5 times a power of ten that is at least {@code wanted}. */
    private static long step(long wanted) {
        long unit = 1;
        while (unit <= Long.MAX_VALUE / 100 && unit * 10 <= wanted) {
            unit *= 10;
        }
        for (long factor : new long[] {1, 2, 5}) {
            if (unit * factor >= wanted) {
                return unit * factor;
            }
        }
        return unit * 10;
    }

    /** Prints the ticks: JFreeChart counts them from the origin, in doubles. */
    private final class Ticks extends NumberTickUnit {
        private static final long serialVersionUID = 1L;

        Ticks() {
            super((double) step); // a power of ten times 1, 2 or 5: exact up to weeks of nanoseconds
        }

        @Override
        public String valueToString(double fromOrigin) {
            return label(origin + Math.round(fromOrigin), step);
        }
    }
}
