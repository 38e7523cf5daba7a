package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mmreplay.invariants.result.Timeline;

/** How often something happened, bin by bin. */
final class Counts implements Bins.Binned {

    private final long[] counts = new long[Bins.COUNT];

    void add(int bin) {
        counts[bin]++;
    }

    @Override
    public void pairUp() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 2 * i < counts.length ? counts[2 * i] + counts[2 * i + 1] : 0;
        }
    }

    boolean any() {
        for (long count : counts) {
            if (count != 0) {
                return true;
            }
        }
        return false;
    }

    Timeline.Series series(String name, int bins) {
        List<Long> values = new ArrayList<>(bins);
        for (int i = 0; i < bins; i++) {
            values.add(counts[i]);
        }
        return new Timeline.Series(name, Collections.unmodifiableList(values));
    }
}
