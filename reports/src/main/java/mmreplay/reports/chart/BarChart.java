package mmreplay.reports.chart;

import java.text.NumberFormat;
import java.util.Locale;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/** One distribution as lying bars, each with its count: a bar of three beside one of ten thousand is no more than a hair. */
final class BarChart {

    private static final int BAR = 26;
    private static final int REST = 70;
    /** Room for a count to the right of the longest bar. */
    private static final double MARGIN = 0.18;

    private BarChart() {}

    static int height(Timeline.Distribution distribution) {
        return REST + BAR * distribution.bars().size();
    }

    static CategoryPlot plot(Timeline.Distribution distribution) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Timeline.Bar bar : distribution.bars()) {
            data.addValue((double) bar.count(), distribution.unit(), Visible.of(bar.label()));
        }
        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setSeriesPaint(0, Ink.S1.color());
        renderer.setDefaultItemLabelGenerator(
                new StandardCategoryItemLabelGenerator("{2}", NumberFormat.getIntegerInstance(Locale.ROOT)));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(Look.font());
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        renderer.setDefaultItemLabelPaint(Ink.TEXT.color());
        CategoryAxis names = new CategoryAxis();
        Look.axis(names);
        names.setCategoryMargin(0.3);
        NumberAxis counts = Look.count(distribution.unit());
        counts.setUpperMargin(MARGIN);
        CategoryPlot plot = new CategoryPlot(data, names, counts, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        Look.frame(plot);
        return plot;
    }

    /** {@code 4,963 rmap adds, 4,100 of them at 1.} */
    static String most(Timeline.Distribution distribution) {
        long all = distribution.bars().stream().mapToLong(Timeline.Bar::count).sum();
        Timeline.Bar most = distribution.bars().get(0);
        for (Timeline.Bar bar : distribution.bars()) {
            most = bar.count() > most.count() ? bar : most;
        }
        return Show.count(all) + " " + Visible.of(distribution.unit()) + ", " + Show.count(most.count())
                + " of them at " + Visible.of(most.label()) + ".";
    }
}
