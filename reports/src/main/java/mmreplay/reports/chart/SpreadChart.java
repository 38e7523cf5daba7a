package mmreplay.reports.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Spreads of durations above each other: a line from the median to the 99th percentile, with a mark at each and at the largest. */
final class SpreadChart {

    private static final int ROW = 24;
    private static final int REST = 90;
    private static final double MARK = 7;
    private static final long FLOOR = 100;

    private SpreadChart() {}

    static int height(List<Timeline.Spread> spreads) {
        return REST + ROW * spreads.size();
    }

    static XYPlot plot(List<Timeline.Spread> spreads, String clock) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDefaultLegendTextPaint(Ink.TEXT.color());
        // the three marks first: their series are the legend's, the lines that join them are not
        for (Mark mark : Mark.values()) {
            XYSeries points = new XYSeries(mark.name(), false, true);
            for (int row = 0; row < spreads.size(); row++) {
                points.add(log(mark.of(spreads.get(row))), spreads.size() - 1 - row);
            }
            data.addSeries(points);
            int series = data.getSeriesCount() - 1;
            renderer.setSeriesPaint(series, mark.ink.color());
            renderer.setSeriesShape(
                    series,
                    mark == Mark.MAX
                            ? new Rectangle2D.Double(-MARK / 2, -MARK / 2, MARK, MARK)
                            : new Ellipse2D.Double(-MARK / 2, -MARK / 2, MARK, MARK));
            renderer.setSeriesShapesFilled(series, mark == Mark.MEDIAN);
        }
        for (int row = 0; row < spreads.size(); row++) {
            XYSeries line = new XYSeries("line " + row, false, true);
            line.add(log(spreads.get(row).median()), spreads.size() - 1 - row);
            line.add(log(spreads.get(row).p99()), spreads.size() - 1 - row);
            data.addSeries(line);
            int series = data.getSeriesCount() - 1;
            renderer.setSeriesPaint(series, Ink.S1.color());
            renderer.setSeriesStroke(series, new BasicStroke(2f));
            renderer.setSeriesLinesVisible(series, true);
            renderer.setSeriesShapesVisible(series, false);
            renderer.setSeriesVisibleInLegend(series, false);
        }
        renderer.setLegendItemLabelGenerator((d, series) -> Mark.values()[series].words);
        String[] names = new String[spreads.size()];
        for (int row = 0; row < names.length; row++) {
            names[names.length - 1 - row] = Visible.of(spreads.get(row).name());
        }
        XYPlot plot = new XYPlot(data, times(spreads, clock), classes(names), renderer);
        Look.frame(plot);
        plot.setDomainGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlinesVisible(false);
        return plot;
    }

    private static SymbolAxis classes(String[] names) {
        SymbolAxis axis = new SymbolAxis(null, names);
        Look.axis(axis);
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, names.length - 0.5);
        return axis;
    }

    /** Of decimal logarithms: JFreeChart's own logarithmic axis sets its labels with a font of the machine. */
    private static NumberAxis times(List<Timeline.Spread> spreads, String clock) {
        NumberAxis axis = new NumberAxis(clock.equals("ns") ? "duration, logarithmic" : "clock units, logarithmic");
        Look.axis(axis);
        axis.setTickUnit(new Powers(clock));
        long max = spreads.stream().mapToLong(Timeline.Spread::max).max().orElse(FLOOR);
        axis.setRange(log(FLOOR) - 0.1, Math.floor(log(max)) + 1.1);
        return axis;
    }

    /** A logarithm has no zero, and stamps of whole microseconds have many. */
    private static double log(long value) {
        return StrictMath.log10((double) Math.max(FLOOR, value));
    }

    private enum Mark {
        MEDIAN("median", Ink.S1),
        P99("99 % are shorter", Ink.S1),
        MAX("longest", Ink.S2);

        private final String words;
        private final Ink ink;

        Mark(String words, Ink ink) {
            this.words = words;
            this.ink = ink;
        }

        long of(Timeline.Spread spread) {
            return switch (this) {
                case MEDIAN -> spread.median();
                case P99 -> spread.p99();
                case MAX -> spread.max();
            };
        }
    }

    /** {@code 10 µs}. */
    private static final class Powers extends NumberTickUnit {
        private static final long serialVersionUID = 1L;
        private final String clock;

        Powers(String clock) {
            super(1);
            this.clock = clock;
        }

        @Override
        public String valueToString(double power) {
            return Show.duration(Math.round(StrictMath.pow(10, (double) Math.round(power))), clock);
        }
    }
}
