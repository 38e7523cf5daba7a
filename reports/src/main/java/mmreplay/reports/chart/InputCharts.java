package mmreplay.reports.chart;

import java.util.List;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/** The charts of one input. What was not recorded is said in a sentence; an empty chart looks like "nothing happened". */
final class InputCharts {

    private static final int HEIGHT = 280;
    /** The bins cannot tell the two apart. */
    private static final String NONE = " were not recorded, or none happened.";

    private final Timeline timeline;
    private final Input input;
    private final String id;
    private final String suffix;
    private final TimeAxis time;

    InputCharts(Timeline timeline, Input input, String id, String suffix) {
        this.timeline = timeline;
        this.input = input;
        this.id = id;
        this.suffix = suffix;
        this.time = new TimeAxis(timeline, input.clock());
    }

    List<Chart> all() {
        return List.of(events(), faultsAndFlushes(), rss(), findings());
    }

    private Chart events() {
        String title = "Events per CPU" + suffix;
        Timeline.Group group = group("events");
        if (group == null) {
            return Chart.missing(id + "-events", title, "No event was replayed.");
        }
        XYPlot plot = lines(group, 0);
        GapMarkers.mark(plot, input, time);
        String gaps = input.lossCount() == 0
                ? "No gap is marked in this trace."
                : "Shaded: events were lost (" + Show.counted(input.lossCount(), "gap") + ").";
        return draw("events", title, peak(group) + " " + gaps, plot);
    }

    private Chart faultsAndFlushes() {
        String title = "Page faults and TLB flushes" + suffix;
        Timeline.Group faults = group("faults");
        Timeline.Group flushes = group("flushes");
        if (flushes == null && faults != null) {
            return draw("faults", title, peak(faults) + " TLB flushes" + NONE, lines(faults, 0));
        }
        if (faults == null && flushes != null) {
            return draw("faults", title, peak(flushes) + " Page faults" + NONE, lines(flushes, 0));
        }
        return faults == null || flushes == null
                ? Chart.missing(id + "-faults", title, "Page faults and TLB flushes" + NONE)
                : both(title, faults, flushes);
    }

    private Chart both(String title, Timeline.Group faults, Timeline.Group flushes) {
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(time.axis());
        Look.axis(both.getDomainAxis());
        Look.frame(both);
        both.setGap(14);
        both.add(lines(titled(faults), 0));
        both.add(lines(titled(flushes), TopSeries.of(faults).size()));
        return draw("faults", title, "Above faults, below flushes. " + peak(faults) + " " + peak(flushes), both);
    }

    private Chart rss() {
        String title = "Mapped pages per mm" + suffix;
        Timeline.Group group = group("rss");
        if (group == null) {
            return Chart.missing(
                    id + "-rss", title, "Mapping and unmapping were not recorded, so resident pages are not known.");
        }
        String others = group.series().size() > TopSeries.LIMIT
                ? " The " + TopSeries.LIMIT + " largest of "
                        + Show.count(group.series().size()) + " are drawn one by one, the others as their sum."
                : "";
        String caption =
                "As replayed from the trace's beginning: what was mapped before is not counted. " + peak(group);
        return draw("rss", title, caption + others, lines(group, 0));
    }

    private Chart findings() {
        String title = "Findings over time" + suffix;
        Timeline.Group group = group("findings");
        if (group == null) {
            return Chart.missing(id + "-findings", title, "There is no finding to draw.");
        }
        return draw("findings", title, peak(group), FindingsPlot.plot(timeline, group, time));
    }

    private XYPlot lines(Timeline.Group group, int firstInk) {
        return LineChart.plot(timeline, group, time, input.clock(), firstInk);
    }

    private Chart draw(String name, String title, String caption, Plot plot) {
        String chartId = id + "-" + name;
        String svg = ChartSvg.draw(Look.chart(plot, true), Look.WIDTH, HEIGHT, chartId, title + ". " + caption);
        return new Chart(chartId, title, caption, svg);
    }

    /** Two plots share one legend: a name says which of the two it belongs to. */
    private static Timeline.Group titled(Timeline.Group group) {
        List<Timeline.Series> series = group.series().stream()
                .map(s -> new Timeline.Series(group.name() + ": " + s.name(), s.values()))
                .toList();
        return new Timeline.Group(group.name(), group.unit(), group.level(), series);
    }

    /** A group with something in it. */
    private Timeline.@Nullable Group group(String name) {
        for (Timeline.Group group : timeline.groups()) {
            boolean some = group.series().stream().anyMatch(s -> TopSeries.peak(s) > 0);
            if (group.name().equals(name) && some && timeline.binWidth() > 0) {
                return group;
            }
        }
        return null;
    }

    /** {@code Most in one bin: 1,204 events, CPU 1 at 31.43.} */
    private String peak(Timeline.Group group) {
        Timeline.Series best = group.series().get(0);
        for (Timeline.Series series : group.series()) {
            best = TopSeries.peak(series) > TopSeries.peak(best) ? series : best;
        }
        long peak = TopSeries.peak(best);
        long at = timeline.start() + timeline.binWidth() * best.values().indexOf(peak);
        return "Most" + (group.level() ? "" : " in one bin") + ": " + Show.count(peak) + " " + Visible.of(group.unit())
                + " (" + TopSeries.name(group, best) + ") at " + time.within(at)
                + (input.clock().equals("ns") ? " s." : ".");
    }
}
