package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Equal bins of time. The trace's length is not known while it is read, so the bins start at the stamps' resolution and double
 * in width, two becoming one, whenever the trace runs past the last.
 */
final class Bins {

    static final int COUNT = 240;

    /** Something that has a value per bin. */
    interface Binned {
        /** Bin 0 and 1 become bin 0, 2 and 3 become 1, and so on; the upper half is empty then. */
        void pairUp();
    }

    private final List<Binned> binned = new ArrayList<>();
    private long start = Long.MIN_VALUE;
    private long width;
    private int last;
    /** The bin that was asked for last, and the times that lie in it: nearly every event lies in the same bin as the one before. */
    private int bin;

    private long from;
    private long to;

    /** @param resolution the first width: the step of the time stamps */
    Bins(long resolution) {
        width = resolution;
    }

    <T extends Binned> T add(T values) {
        binned.add(values);
        return values;
    }

    /** The bin of a time; one before the first bin's start counts as the first's. */
    int of(long time) {
        if (time < from || time >= to) {
            find(time);
        }
        return bin;
    }

    private void find(long time) {
        if (start == Long.MIN_VALUE) {
            start = time;
        }
        long found = Math.max(0, time - start) / width;
        while (found >= COUNT) {
            width *= 2;
            last /= 2;
            binned.forEach(Binned::pairUp);
            found = (time - start) / width;
        }
        last = Math.max(last, (int) found);
        bin = (int) found;
        from = start + bin * width;
        to = from + width;
    }

    /** Nothing has happened. */
    boolean empty() {
        return start == Long.MIN_VALUE;
    }

    long start() {
        return empty() ? 0 : start;
    }

    long width() {
        return width;
    }

    /** How many bins the trace reaches into. */
    int used() {
        return empty() ? 0 : last + 1;
    }
}
