package mmreplay.invariants.series;

import java.util.LinkedHashMap;
import java.util.Map;

/** A level per mm. A fork storm would otherwise keep one per process, so those beyond a number share one. */
final class PerMm {

    /** Stands for all mms beyond the first {@link #MOST}. */
    static final long OTHERS = 0;

    static final int MOST = 256;

    /** Takes one level. */
    interface Each {
        void level(long mm, Level level);
    }

    private final Bins bins;
    private final Map<Long, Level> levels = new LinkedHashMap<>();

    PerMm(Bins bins) {
        this.bins = bins;
    }

    Level of(long mm) {
        Level level = levels.get(mm);
        if (level == null) {
            long key = levels.size() < MOST ? mm : OTHERS;
            level = levels.computeIfAbsent(key, k -> bins.add(new Level()));
        }
        return level;
    }

    /** In the order in which they were first heard of. */
    void forEach(Each each) {
        levels.forEach(each::level);
    }
}
