package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.Timeline;

/** The replayed page tables' account of each mm's pages beside the kernel's own. */
final class RssCharts {

    /** Two lines each. */
    private static final int PAIRS = TopSeries.LIMIT / 2;

    private static final String KERNEL = " (kernel)";

    private RssCharts() {}

    /** The mms that both accounts know, the largest first, each as replayed and then by rss_stat; empty if there is none. */
    static Timeline.Group pairs(Timeline.Group replayed, Timeline.Group kernel) {
        List<Timeline.Series> pairs = new ArrayList<>();
        Map<String, Timeline.Series> counted = new HashMap<>();
        kernel.series().forEach(series -> counted.putIfAbsent(series.name(), series));
        replayed.series().stream()
                .filter(own -> counted.containsKey(own.name()))
                .sorted(Comparator.comparingLong(own -> -TopSeries.peak(own)))
                .limit(PAIRS)
                .forEach(own -> {
                    pairs.add(own);
                    pairs.add(new Timeline.Series(
                            own.name() + KERNEL,
                            counted.getOrDefault(own.name(), own).values()));
                });
        return new Timeline.Group(replayed.name(), replayed.unit(), true, pairs);
    }
}
