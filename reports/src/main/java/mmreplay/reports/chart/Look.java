package mmreplay.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Stroke;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/** What all charts have in common: no background, thin grid, one font, the page's colours. */
final class Look {

    static final int WIDTH = 620;
    static final int FONT_SIZE = 12;

    private static final Font TICKS = new FixedFont(Font.PLAIN, FONT_SIZE);
    private static final Stroke HAIRLINE = new BasicStroke(0.7f);
    /** The second four series are dashed: colour alone does not tell eight lines apart, and print may have none. */
    private static final float[][] DASHES = {{}, {}, {}, {}, {6, 3}, {6, 3}, {2, 3}, {2, 3}, {1, 2}};

    static {
        // The workaround, for a JDK long gone, draws rotated labels as outlines of the machine's font instead of as
        // text.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    /** A second account of what the line of the same colour shows. */
    static final Stroke DASHED = line(4);

    private Look() {}

    static Font font() {
        return TICKS;
    }

    static JFreeChart chart(Plot plot, boolean legend) {
        JFreeChart chart = new JFreeChart(null, TICKS, plot, legend);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(4, 0, 2, 24));
        LegendTitle title = chart.getLegend();
        if (title != null) {
            title.setItemFont(TICKS);
            title.setItemPaint(Ink.TEXT.color());
            title.setBackgroundPaint(null);
            title.setFrame(BlockBorder.NONE);
        }
        return chart;
    }

    static XYPlot plot(XYDataset data, NumberAxis time, String values, XYItemRenderer renderer) {
        NumberAxis range = count(values);
        XYPlot plot = new XYPlot(data, time, range, renderer);
        axis(time);
        frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(HAIRLINE);
        plot.setRangeZeroBaselineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    /** An axis of whole numbers, from zero. */
    static NumberAxis count(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
        axis.setAutoRangeIncludesZero(true);
        axis.setAutoRangeMinimumSize(1);
        axis(axis);
        return axis;
    }

    static void axis(Axis axis) {
        axis.setTickLabelFont(TICKS);
        axis.setLabelFont(TICKS);
        axis.setTickLabelPaint(Ink.TEXT.color());
        axis.setLabelPaint(Ink.MUTED.color());
        axis.setAxisLinePaint(Ink.MUTED.color());
        axis.setTickMarkPaint(Ink.MUTED.color());
        axis.setAxisLineStroke(HAIRLINE);
        if (axis instanceof ValueAxis values) {
            values.setMinorTickMarksVisible(false);
        }
    }

    static void frame(Plot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(new RectangleInsets(2, 2, 2, 2));
    }

    static Stroke line(int series) {
        float[] dash = DASHES[Math.min(series, DASHES.length - 1)];
        return dash.length == 0
                ? new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f);
    }
}
