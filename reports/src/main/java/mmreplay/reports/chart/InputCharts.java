package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/** The charts of one input. What was not recorded is said in a sentence; an empty chart looks like "nothing happened". */
final class InputCharts {

    /** The bins cannot tell the two apart. */
    private static final String NONE = " were not recorded, or none happened.";

    private final Timeline timeline;
    private final Input input;
    private final Figures figures;
    private final TimeAxis time;

    InputCharts(Timeline timeline, Input input, String id, String suffix) {
        this.timeline = timeline;
        this.input = input;
        this.figures = new Figures(id, suffix);
        this.time = new TimeAxis(timeline, input.clock());
    }

    List<Chart> all() {
        List<Chart> charts = new ArrayList<>(List.of(events(), faultsAndFlushes(), rss()));
        charts.addAll(rssStat());
        charts.add(swap());
        charts.addAll(new ShapeCharts(timeline, input.clock(), figures).all());
        charts.add(findings());
        charts.add(obligations()); // beside the other tall one
        return charts;
    }

    private Chart events() {
        String title = "Events per CPU";
        Timeline.Group group = group("events");
        if (group == null) {
            return figures.missing("events", title, "no event was replayed.");
        }
        XYPlot plot = lines(group, 0);
        GapMarkers.mark(plot, input, time);
        String gaps = input.lossCount() == 0
                ? "No gap is marked in this trace."
                : "Shaded: events were lost (" + Show.counted(input.lossCount(), "gap") + ").";
        return figures.draw("events", title, peak(group) + " " + gaps, plot);
    }

    private Chart faultsAndFlushes() {
        String title = "Page faults and TLB flushes";
        Timeline.Group faults = group("faults");
        Timeline.Group flushes = group("flushes");
        if (flushes == null && faults != null) {
            return figures.draw("faults", title, peak(faults) + " TLB flushes" + NONE, lines(faults, 0));
        }
        if (faults == null && flushes != null) {
            return figures.draw("faults", title, peak(flushes) + " Page faults" + NONE, lines(flushes, 0));
        }
        return faults == null || flushes == null
                ? figures.missing("faults", title, "Page faults and TLB flushes" + NONE)
                : both(title, faults, flushes);
    }

    private Chart both(String title, Timeline.Group faults, Timeline.Group flushes) {
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(time.axis());
        Look.axis(both.getDomainAxis());
        Look.frame(both);
        both.setGap(14);
        both.add(lines(titled(faults), 0));
        both.add(lines(titled(flushes), TopSeries.of(faults).size()));
        return figures.draw(
                "faults", title, "Above faults, below flushes. " + peak(faults) + " " + peak(flushes), both);
    }

    private Chart rss() {
        Timeline.Group group = group("rss");
        Timeline.Group kernel = group("rss_stat");
        if (group == null) {
            return figures.missing(
                    "rss",
                    "Mapped pages per mm",
                    "mapping and unmapping were not recorded, so resident pages are not known.");
        }
        Timeline.Group pairs = kernel == null ? null : RssCharts.pairs(group, kernel);
        if (pairs != null && !pairs.series().isEmpty()) {
            return figures.draw(
                    "rss",
                    "Resident pages: replayed, and by the kernel's own count",
                    "Lines: as replayed from the trace's beginning; what was mapped before is not counted. Dashed: rss_stat,"
                            + " as far as it told. " + peak(group),
                    LineChart.pairs(timeline, pairs, time, input.clock()));
        }
        String others = group.series().size() > TopSeries.LIMIT
                ? " The " + TopSeries.LIMIT + " largest of "
                        + Show.count(group.series().size()) + " are drawn one by one, the others as their sum."
                : "";
        String caption =
                "As replayed from the trace's beginning: what was mapped before is not counted. " + peak(group);
        return figures.draw("rss", "Mapped pages per mm", caption + others, lines(group, 0));
    }

    /** Of its own only where no replayed account is beside it. */
    private List<Chart> rssStat() {
        String title = "Resident pages by rss_stat";
        Timeline.Group kernel = group("rss_stat");
        Timeline.Group group = group("rss");
        if (kernel == null) {
            return List.of(figures.missing("rss_stat", title, "rss_stat was not recorded."));
        }
        if (group != null && !RssCharts.pairs(group, kernel).series().isEmpty()) {
            return List.of();
        }
        String caption = "The kernel's own count, by mm_id. " + peak(kernel);
        return List.of(figures.draw("rss_stat", title, caption, lines(kernel, 0)));
    }

    private Chart swap() {
        Timeline.Group group = group("swap");
        String title = "Swap slots in use";
        return group == null
                ? figures.missing("swap", title, "changes of swap_map were not recorded, or none happened.")
                : figures.draw(
                        "swap",
                        title,
                        "At least so many: a slot that was in use before the trace is known only once it is freed. "
                                + peak(group),
                        lines(group, 0));
    }

    private Chart obligations() {
        Timeline.Group group = group("obligations");
        String title = "Obligations per rule over time";
        return group == null
                ? figures.missing("obligations", title, "no rule met an obligation.")
                : figures.draw(
                        "obligations",
                        title,
                        "When each rule had something to judge; the stronger the shade, the more, compared with its own most. "
                                + peak(group),
                        HeatChart.plot(timeline, group, time),
                        HeatChart.height(group),
                        true);
    }

    private Chart findings() {
        String title = "Findings over time";
        Timeline.Group group = group("findings");
        if (group == null) {
            return figures.missing("findings", title, "there is no finding to draw.");
        }
        return figures.draw("findings", title, peak(group), FindingsPlot.plot(timeline, group, time));
    }

    private XYPlot lines(Timeline.Group group, int firstInk) {
        return LineChart.plot(timeline, group, time, input.clock(), firstInk);
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

    /** Units are plurals: one slot, two slots. */
    private static String one(String unit) {
        String visible = Visible.of(unit);
        return visible.endsWith("s") ? visible.substring(0, visible.length() - 1) : visible;
    }

    /** {@code Most in one bin: 1,204 events, CPU 1 at 31.43.} */
    private String peak(Timeline.Group group) {
        Timeline.Series best = group.series().get(0);
        for (Timeline.Series series : group.series()) {
            best = TopSeries.peak(series) > TopSeries.peak(best) ? series : best;
        }
        long peak = TopSeries.peak(best);
        long at = timeline.start() + timeline.binWidth() * best.values().indexOf(peak);
        return "Most" + (group.level() ? "" : " in one bin") + ": " + Show.counted(peak, one(group.unit()))
                + " (" + TopSeries.name(group, best) + ") at " + time.within(at)
                + (input.clock().equals("ns") ? " s." : ".");
    }
}
