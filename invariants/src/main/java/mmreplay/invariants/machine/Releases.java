package mmreplay.invariants.machine;

import org.agrona.collections.Long2LongHashMap;

/**
 * When each page-table lock was last released. It is a spinlock: at that moment nobody but the task that released it held it. So a
 * task of which all that it did since then was seen, and which was not seen to take it, does not hold it, whatever it did before the
 * trace began: that tells of kernel threads, which never return to user mode.
 */
final class Releases {

    private static final long NEVER = 0;

    private final Long2LongHashMap moments = new Long2LongHashMap(NEVER);
    private long now = NEVER;

    /** A task that was seen to hold it for writing lets go of it. */
    void add(long lock) {
        moments.put(lock, ++now);
    }

    /** Of the latest release of any lock; only its order means something. */
    long now() {
        return now;
    }

    /** The lock was released after this moment. */
    boolean after(long moment, long lock) {
        return moments.get(lock) > moment;
    }
}
