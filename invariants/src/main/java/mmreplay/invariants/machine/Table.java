package mmreplay.invariants.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one page of 512 entries. Entries are written one after the other, so sixteen neighbours lie together: the values,
 * then the lines; most tables have few such chunks, and all of it goes with the page.
 */
final class Table {

    /** No entry looks so: present, PSE and reserved bits at once. */
    static final long UNKNOWN = 0x7ff0_dead_beef_0fffL;

    static final int ENTRIES = 512;
    static final long NO_SLOT = -1;
    static final long NO_BASE = -1;

    private static final int CHUNK = 16;
    private static final long[] NOTHING = chunk();

    private long @Nullable [][] chunks;

    /** 1 for a PTE table; 0 if no entry was written here yet. */
    int level;

    /** The mm that was last seen writing to it, 0 for unknown. */
    long mm;

    /** The address that the first entry of a PTE table covered when one was last written by address. */
    long base = NO_BASE;

    /** Its own split lock, 0 for unknown. */
    long lock;

    /** The slot that it hangs in, for events that do not print the slot. */
    long parent = NO_SLOT;

    /** The entry's value, or {@link #UNKNOWN}. */
    long value(int index) {
        return chunkOf(index)[index % CHUNK];
    }

    /** Line of the last write to the entry, 0 if none was seen. */
    long line(int index) {
        return chunkOf(index)[CHUNK + index % CHUNK];
    }

    private long[] chunkOf(int index) {
        long[][] all = chunks;
        long[] chunk = all == null ? null : all[index / CHUNK];
        return chunk == null ? NOTHING : chunk;
    }

    void forget(int index) {
        long[] chunk = chunkOf(index);
        if (chunk != NOTHING) {
            chunk[index % CHUNK] = UNKNOWN;
        }
    }

    /** @param line 0 keeps the one before */
    void set(int index, long value, long line) {
        long[][] all = chunks;
        if (all == null) {
            all = new long[ENTRIES / CHUNK][];
            chunks = all;
        }
        long[] chunk = all[index / CHUNK];
        if (chunk == null) {
            chunk = chunk();
            all[index / CHUNK] = chunk;
        }
        chunk[index % CHUNK] = value;
        if (line != 0) {
            chunk[CHUNK + index % CHUNK] = line;
        }
    }

    private static long[] chunk() {
        long[] chunk = new long[2 * CHUNK];
        Arrays.fill(chunk, 0, CHUNK, UNKNOWN);
        return chunk;
    }

    /** Takes an entry whose value is known. */
    interface Each {
        void entry(int index, long value);
    }

    /** In the order of their indexes. */
    void forEach(Each each) {
        long[][] all = chunks;
        if (all == null) {
            return;
        }
        for (int c = 0; c < all.length; c++) {
            long[] chunk = all[c];
            for (int i = 0; chunk != null && i < CHUNK; i++) {
                if (chunk[i] != UNKNOWN) {
                    each.entry(c * CHUNK + i, chunk[i]);
                }
            }
        }
    }
}
