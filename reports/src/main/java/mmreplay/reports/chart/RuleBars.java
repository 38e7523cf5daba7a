package mmreplay.reports.chart;

import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.text.Show;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** How the obligations of each rule came out, as shares of all its obligations: which rules this trace could judge. */
final class RuleBars {

    private static final String TITLE = "Obligations by verdict";

    private RuleBars() {}

    static Chart chart(List<RuleResult> rules, String id) {
        List<RuleResult> checked =
                rules.stream().filter(r -> r.obligations() > 0).toList();
        if (checked.isEmpty()) {
            return Chart.missing(id, TITLE, "no rule met an obligation in this trace.");
        }
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        StackedBarRenderer renderer = renderer();
        for (RuleResult rule : checked) {
            parts(rule).forEach((part, count) -> data.addValue(count, part, rule.id()));
        }
        for (int row = 0; row < data.getRowCount(); row++) {
            renderer.setSeriesPaint(
                    row,
                    Ink.valueOf(data.getRowKey(row).toString().toUpperCase(Locale.ROOT))
                            .color());
        }
        CategoryAxis names = new CategoryAxis();
        Look.axis(names);
        names.setCategoryMargin(0.3);
        names.setLowerMargin(0.01);
        names.setUpperMargin(0.01);
        NumberAxis share = new NumberAxis();
        Look.axis(share);
        share.setRange(0, 1);
        share.setNumberFormatOverride(NumberFormat.getPercentInstance(Locale.ROOT));
        CategoryPlot plot = new CategoryPlot(data, names, share, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        Look.frame(plot);
        long all = checked.stream().mapToLong(RuleResult::obligations).sum();
        long open = checked.stream().mapToLong(RuleResult::inconclusiveTotal).sum();
        String caption = "Of " + Show.counted(all, "obligation") + " of " + Show.counted(checked.size(), "rule") + ", "
                + Show.share(all - open, all)
                + " were decided. Shares hide small numbers: the counts are in the table of verdicts.";
        String svg = ChartSvg.draw(Look.chart(plot, true), Look.WIDTH, 90 + 24 * checked.size(), id, caption);
        return new Chart(id, TITLE, caption, svg);
    }

    /** In the order of the stack: good, open, bad. Named as the inks are. */
    private static Map<String, Long> parts(RuleResult rule) {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("pass", rule.pass());
        parts.put("inconclusive", rule.inconclusiveTotal());
        parts.put("note", rule.note());
        parts.put("hazard", rule.hazard());
        parts.put("violation", rule.violation());
        return parts;
    }

    private static StackedBarRenderer renderer() {
        StackedBarRenderer renderer = new StackedBarRenderer(true);
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setDefaultLegendTextPaint(Ink.TEXT.color());
        return renderer;
    }
}
