package mmreplay.reports.chart;

import java.awt.Stroke;
import java.util.List;
import java.util.function.IntFunction;
import mmreplay.invariants.result.Timeline;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A plot of one group: a line per series. */
final class LineChart {

    private static final double NS_PER_SECOND = 1e9;

    private LineChart() {}

    /**
     * Draws counts as rates per second where the clock tells seconds, levels as they are.
     *
     * @param firstInk the number of the first series' colour, so that two plots above each other do not share one
     */
    static XYPlot plot(Timeline timeline, Timeline.Group group, TimeAxis time, String clock, int firstInk) {
        return plot(timeline, group, time, clock, s -> Ink.series(s + firstInk), s -> Look.line(s + firstInk));
    }

    /** Draws series 0 and 1, 2 and 3, and so on in one colour, the second of each dashed. At most eight series. */
    static XYPlot pairs(Timeline timeline, Timeline.Group group, TimeAxis time, String clock) {
        return plot(timeline, group, time, clock, s -> Ink.series(s / 2), s -> s % 2 == 0 ? Look.line(0) : Look.DASHED);
    }

    private static XYPlot plot(
            Timeline timeline,
            Timeline.Group group,
            TimeAxis time,
            String clock,
            IntFunction<Ink> ink,
            IntFunction<Stroke> stroke) {
        double perSecond = rate(group, clock) ? NS_PER_SECOND / timeline.binWidth() : 1;
        List<Timeline.Series> shown = TopSeries.of(group);
        XYSeriesCollection data = new XYSeriesCollection();
        // One path per series: the default is one element per pair of points.
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
        lines.setDrawSeriesLineAsPath(true);
        lines.setDefaultLegendTextPaint(Ink.TEXT.color());
        for (int s = 0; s < shown.size(); s++) {
            XYSeries points = new XYSeries(s, false, true);
            points.setDescription(shown.get(s).name());
            List<Long> values = shown.get(s).values();
            for (int bin = 0; bin < values.size(); bin++) {
                // A count belongs to its whole bin, a level to the bin's end.
                long at = timeline.start() + timeline.binWidth() * bin + timeline.binWidth() / (group.level() ? 1 : 2);
                points.add(time.x(at), values.get(bin) * perSecond);
            }
            data.addSeries(points);
            lines.setSeriesPaint(s, ink.apply(s).color());
            lines.setSeriesStroke(s, stroke.apply(s));
        }
        lines.setLegendItemLabelGenerator((d, s) -> shown.get(s).name());
        return Look.plot(data, time.axis(), unit(group, clock), lines);
    }

    /** What the value axis counts: {@code events/s}, {@code pages}, {@code events per bin}. */
    static String unit(Timeline.Group group, String clock) {
        if (group.level()) {
            return group.unit();
        }
        return rate(group, clock) ? group.unit() + "/s" : group.unit() + " per bin";
    }

    private static boolean rate(Timeline.Group group, String clock) {
        return !group.level() && clock.equals("ns");
    }
}
