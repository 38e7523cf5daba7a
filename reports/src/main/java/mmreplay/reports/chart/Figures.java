package mmreplay.reports.chart;

import org.jfree.chart.plot.Plot;

/** Makes the charts of one input: they share a prefix of their ids and an end of their titles. */
final class Figures {

    static final int HEIGHT = 280;

    private final String id;
    private final String suffix;

    Figures(String id, String suffix) {
        this.id = id;
        this.suffix = suffix;
    }

    Chart draw(String name, String title, String caption, Plot plot, int height, boolean legend) {
        String chartId = id + "-" + name;
        String whole = title + suffix;
        String svg = ChartSvg.draw(Look.chart(plot, legend), Look.WIDTH, height, chartId, whole + ". " + caption);
        return new Chart(chartId, whole, caption, svg);
    }

    Chart draw(String name, String title, String caption, Plot plot) {
        return draw(name, title, caption, plot, HEIGHT, true);
    }

    Chart missing(String name, String title, String sentence) {
        return Chart.missing(id + "-" + name, title + suffix, sentence);
    }
}
