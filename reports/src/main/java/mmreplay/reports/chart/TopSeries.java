package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** The series of a group that fit into one chart: the eight with the highest peaks, the others as their sum. */
final class TopSeries {

    static final int LIMIT = 8;

    private TopSeries() {}

    static List<Timeline.Series> of(Timeline.Group group) {
        List<Timeline.Series> all = group.series();
        if (all.size() <= LIMIT) {
            return all.stream().map(s -> named(group, s)).toList();
        }
        // Stable: of equal peaks the first stays, and those that stay keep their order.
        Set<Integer> kept = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> -peak(all.get(i))))
                .limit(LIMIT)
                .collect(Collectors.toSet());
        List<Timeline.Series> out = new ArrayList<>();
        List<Long> rest = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (kept.contains(i)) {
                out.add(named(group, all.get(i)));
            } else {
                add(rest, all.get(i).values());
            }
        }
        out.add(new Timeline.Series(Show.count(all.size() - LIMIT) + " others", rest));
        return out;
    }

    static long peak(Timeline.Series series) {
        return series.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static void add(List<Long> sum, List<Long> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i == sum.size()) {
                sum.add(0L);
            }
            sum.set(i, sum.get(i) + values.get(i));
        }
    }

    /** A bare number in the group of events is a CPU's. */
    static String name(Timeline.Group group, Timeline.Series series) {
        String name = Visible.of(series.name());
        boolean bare =
                group.name().equals("events") && !name.isEmpty() && name.chars().allMatch(Character::isDigit);
        return bare ? "CPU " + name : name;
    }

    private static Timeline.Series named(Timeline.Group group, Timeline.Series series) {
        return new Timeline.Series(name(group, series), series.values());
    }
}
