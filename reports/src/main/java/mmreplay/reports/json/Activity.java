package mmreplay.reports.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Timeline;

/**
 * How often something happened in one input, and how evenly: its timeline in a few numbers.
 *
 * @param name of the timeline's group: {@code events}, {@code faults}, ...
 * @param total how often
 * @param bins in how many equal bins the time was divided
 * @param binWidth of one of them, in the clock's unit
 * @param median of the bins' counts, the lower one of two
 * @param p90 the count that nine bins of ten do not exceed
 * @param max of the bins' counts
 */
public record Activity(String name, long total, int bins, long binWidth, long median, long p90, long max) {

    private static final String FINDINGS = "findings";

    /** Of each input that has a timeline, what is counted in it. */
    static List<List<Activity>> of(Result result) {
        return result.timelines().stream().map(Activity::of).toList();
    }

    private static List<Activity> of(Timeline timeline) {
        List<Activity> all = new ArrayList<>();
        for (Timeline.Group group : timeline.groups()) {
            if (!group.level() && !group.name().equals(FINDINGS) && timeline.bins() > 0) {
                all.add(of(group, timeline));
            }
        }
        return all;
    }

    private static Activity of(Timeline.Group group, Timeline timeline) {
        long[] counts = new long[timeline.bins()];
        for (Timeline.Series series : group.series()) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += series.values().get(i);
            }
        }
        Arrays.sort(counts);
        int last = counts.length - 1;
        return new Activity(
                group.name(),
                Arrays.stream(counts).sum(),
                counts.length,
                timeline.binWidth(),
                counts[last / 2],
                counts[last * 9 / 10],
                counts[last]);
    }
}
