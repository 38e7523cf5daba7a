package mmreplay.invariants.machine;

import org.agrona.collections.Long2LongHashMap;

/**
 * When each page-table lock was last released. It is a spinlock: at that moment nobody but the task that released it held it. So a
 * task of which all that it did since then was seen, and which was not seen to take it, does not hold it, whatever it did before the
 * trace began: that tells of kernel threads, which never return to user mode.
 */
final class Releases {

    /** Before everything, in the trace clock's unit. */
    static final long NEVER = Long.MIN_VALUE;

    private final Long2LongHashMap times = new Long2LongHashMap(NEVER);

    /** A task that was seen to hold it for writing lets go of it. */
    void add(long lock, long time) {
        times.put(lock, time);
    }

    /** The lock was released between these moments: at neither, since equal stamps of several CPUs are in no order. */
    boolean between(long from, long to, long lock) {
        long time = times.get(lock);
        return from < time && time < to;
    }
}
