package mmreplay.invariants.tracks;

import java.io.IOException;

/** Hears of slices as they end, so not in the order in which they begin. */
public interface TrackListener {

    /**
     * A task ran on a CPU, as far as events show it: from its first one there to its last one in a row.
     *
     * @param comm its name at the first event: untrusted text
     * @param events how many it had there
     */
    record Ran(int cpu, int pid, String comm, long from, long to, long events) {}

    /**
     * A task held a lock.
     *
     * @param comm its name when it got the lock: untrusted text
     * @param slot the lowest number that no other lock has which the task held at that time: locks of one slot do not overlap
     * @param lock its class in the kernel's words: {@code mmap_lock}, {@code page lock}
     * @param name its address, or of a page lock the pfn, hexadecimal
     * @param read for reading only, when it was got
     * @param line of the event with which it was got
     * @param end how the slice ends
     */
    record Held(
            int pid,
            String comm,
            int slot,
            String lock,
            String name,
            boolean read,
            long line,
            long from,
            long to,
            End end) {}

    /** Why a slice ends. */
    enum End {
        RELEASED,
        /** Events were lost: whether the lock was held after that is not known. */
        LOST,
        /** It was still held at the end of the trace. */
        OPEN
    }

    void ran(Ran slice) throws IOException;

    void held(Held slice) throws IOException;
}
