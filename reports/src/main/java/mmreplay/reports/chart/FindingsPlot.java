package mmreplay.reports.chart;

import java.util.List;
import mmreplay.invariants.result.Timeline;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.data.xy.CategoryTableXYDataset;

/** Findings over time as stacked bars: they are few and far between, and a line would join what has no connection. */
final class FindingsPlot {

    /** A bin may be narrower than a pixel; bars this share of the axis can be seen. */
    private static final int BARS = 60;

    private FindingsPlot() {}

    static XYPlot plot(Timeline timeline, Timeline.Group group, TimeAxis time) {
        List<Timeline.Series> shown = TopSeries.of(group);
        int perBar = Math.max(1, (timeline.bins() + BARS - 1) / BARS);
        int bars = (timeline.bins() + perBar - 1) / perBar;
        CategoryTableXYDataset data = new CategoryTableXYDataset();
        data.setIntervalWidth((double) timeline.binWidth() * perBar * 0.8);
        StackedXYBarRenderer renderer = new StackedXYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setDefaultLegendTextPaint(Ink.TEXT.color());
        for (int s = 0; s < shown.size(); s++) {
            for (int bar = 0; bar < bars; bar++) {
                long sum = sum(shown.get(s).values(), bar * perBar, perBar);
                // NaN draws nothing; zero would draw an invisible bar.
                data.add(
                        time.x(timeline.start() + timeline.binWidth() * perBar * bar)
                                + timeline.binWidth() * perBar / 2.0,
                        sum == 0 ? Double.NaN : sum,
                        shown.get(s).name());
            }
            renderer.setSeriesPaint(s, Ink.series(s).color());
        }
        return Look.plot(data, time.axis(), group.unit(), renderer);
    }

    private static long sum(List<Long> values, int from, int count) {
        long sum = 0;
        for (int i = from; i < Math.min(values.size(), from + count); i++) {
            sum += values.get(i);
        }
        return sum;
    }
}
