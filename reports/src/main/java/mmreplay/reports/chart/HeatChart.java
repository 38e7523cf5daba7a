package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Visible;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * Many series as rows of shades: when each rule had something to judge. A row's shades are relative to its own peak, since one rule
 * judges every store to a page table and another one three locks.
 */
final class HeatChart {

    private static final int ROW = 15;
    private static final int REST = 90;
    private static final int COLUMNS = 48;
    private static final int SHADES = 4;
    private static final String[] WORDS = {"few", "some", "many", "most"};

    private HeatChart() {}

    static int height(Timeline.Group group) {
        return REST + ROW * group.series().size();
    }

    static XYPlot plot(Timeline timeline, Timeline.Group group, TimeAxis time) {
        List<XYIntervalSeries> shades = new ArrayList<>();
        for (int shade = 0; shade < SHADES; shade++) {
            shades.add(new XYIntervalSeries(shade, false, true));
        }
        int rows = group.series().size();
        for (int row = 0; row < rows; row++) {
            row(timeline, group.series().get(row).values(), rows - 1 - row, time, shades);
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setDefaultLegendTextPaint(Ink.TEXT.color());
        renderer.setLegendItemLabelGenerator((d, shade) -> WORDS[shade]);
        for (int shade = 0; shade < SHADES; shade++) {
            data.addSeries(shades.get(shade));
            renderer.setSeriesPaint(shade, Ink.heat(shade).color());
        }
        String[] names = new String[rows];
        for (int row = 0; row < rows; row++) {
            names[rows - 1 - row] = Visible.of(group.series().get(row).name());
        }
        SymbolAxis rules = new SymbolAxis(null, names);
        Look.axis(rules);
        rules.setGridBandsVisible(false);
        rules.setRange(-0.5, rows - 0.5);
        XYPlot plot = new XYPlot(data, time.axis(), rules, renderer);
        Look.axis(plot.getDomainAxis());
        Look.frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        return plot;
    }

    /** Neighbours of one shade become one bar: a page of rectangles is no longer a small page. */
    private static void row(Timeline timeline, List<Long> values, int y, TimeAxis time, List<XYIntervalSeries> shades) {
        int perColumn = Math.max(1, (timeline.bins() + COLUMNS - 1) / COLUMNS);
        List<Long> columns = new ArrayList<>();
        for (int bin = 0; bin < values.size(); bin += perColumn) {
            long sum = 0;
            for (int i = bin; i < Math.min(values.size(), bin + perColumn); i++) {
                sum += values.get(i);
            }
            columns.add(sum);
        }
        long peak = columns.stream().mapToLong(Long::longValue).max().orElse(0);
        for (int from = 0; from < columns.size(); ) {
            int shade = shade(columns.get(from), peak);
            int to = from + 1;
            while (to < columns.size() && shade(columns.get(to), peak) == shade) {
                to++;
            }
            if (shade >= 0) {
                double left = time.x(timeline.start() + timeline.binWidth() * perColumn * from);
                double right = time.x(timeline.start() + timeline.binWidth() * perColumn * to);
                shades.get(shade).add(left, left, right, y, y - 0.4, y + 0.4);
            }
            from = to;
        }
    }

    /** By quarters of the peak; -1 for nothing. */
    private static int shade(long value, long peak) {
        return value == 0 ? -1 : (int) Math.min(SHADES - 1, value * SHADES / Math.max(1, peak));
    }
}
