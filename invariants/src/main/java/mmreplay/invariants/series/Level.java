package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mmreplay.invariants.result.Timeline;

/** A quantity that goes up and down: its value now, and at the end of each bin in which it changed. */
final class Level implements Bins.Binned {

    private final long[] values = new long[Bins.COUNT];
    private final boolean[] changed = new boolean[Bins.COUNT];
    private long now;

    void add(int bin, long difference) {
        set(bin, now + difference);
    }

    void set(int bin, long value) {
        now = value;
        values[bin] = value;
        changed[bin] = true;
    }

    @Override
    public void pairUp() {
        for (int i = 0; i < Bins.COUNT; i++) {
            int from = 2 * i;
            boolean second = from + 1 < Bins.COUNT && changed[from + 1];
            changed[i] = from < Bins.COUNT && (second || changed[from]);
            values[i] = from >= Bins.COUNT ? 0 : values[second ? from + 1 : from];
        }
    }

    Timeline.Series series(String name, int bins) {
        List<Long> levels = new ArrayList<>(bins);
        long level = 0;
        for (int i = 0; i < bins; i++) {
            level = changed[i] ? values[i] : level;
            levels.add(level);
        }
        return new Timeline.Series(name, Collections.unmodifiableList(levels));
    }
}
