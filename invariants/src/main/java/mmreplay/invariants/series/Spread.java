package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Timeline;

/** How often which small number occurred: 1, 2, 3, 4, then in ranges that double. */
final class Spread {

    private static final int EXACT = 4;
    private static final int BUCKETS = 24;

    private final long[] counts = new long[BUCKETS];

    void add(long value) {
        if (value >= 0) {
            counts[bucket(value)]++;
        }
    }

    /** 0 to 4 each, then 5..8, 9..16, and so on; the last takes all that is larger. */
    private static int bucket(long value) {
        if (value <= EXACT) {
            return (int) value;
        }
        int log = Long.SIZE - Long.numberOfLeadingZeros(value - 1); // 5..8 is 3, 9..16 is 4
        return Math.min(BUCKETS - 1, EXACT + log - 2);
    }

    private static String label(int bucket) {
        if (bucket <= EXACT) {
            return Integer.toString(bucket);
        }
        long to = 1L << (bucket - EXACT + 2);
        return bucket == BUCKETS - 1 ? "more" : to / 2 + 1 + "-" + to;
    }

    Timeline.Distribution distribution(String name, String unit) {
        List<Timeline.Bar> bars = new ArrayList<>();
        int first = 0;
        int last = BUCKETS - 1;
        while (last >= 0 && counts[last] == 0) {
            last--;
        }
        while (first <= last && counts[first] == 0) {
            first++;
        }
        for (int i = first; i <= last; i++) {
            bars.add(new Timeline.Bar(label(i), counts[i]));
        }
        return new Timeline.Distribution(name, unit, List.copyOf(bars));
    }
}
