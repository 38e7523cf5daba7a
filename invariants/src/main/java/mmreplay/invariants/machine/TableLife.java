package mmreplay.invariants.machine;

import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * One life of a page as a page table: from its allocation, or the first that is seen of it, until the page is freed. It is hooked
 * while an entry of a higher table points to it: then walks find it. A new table, and one that is deposited beside a huge page, is
 * not.
 */
public final class TableLife {

    /**
     * How a table was taken out of the tree.
     *
     * @param how COLLAPSE, RETRACT, MOVE by mremap, FREE by free_pgtables
     * @param slot the entry that pointed to it, -1 for unknown
     */
    public record Unhooking(int pid, long line, long time, Word how, long slot) {}

    final long pfn;
    int level = 1;
    long mm;
    long lock;
    boolean born;
    Tri hooked = Tri.UNKNOWN;
    long slot = -1;
    long base = -1;
    long hookLine;
    int hookPid;

    @Nullable
    Unhooking unhooking;

    TableLife(long pfn) {
        this.pfn = pfn;
    }

    public long pfn() {
        return pfn;
    }

    /** 1 for a PTE table. */
    public int level() {
        return level;
    }

    /** 0 for unknown. */
    public long mm() {
        return mm;
    }

    /** Address of its own split lock, 0 for unknown. */
    public long lock() {
        return lock;
    }

    /** Its allocation was seen. */
    public boolean born() {
        return born;
    }

    /** Whether an entry points to it. */
    public Tri hooked() {
        return hooked;
    }

    /** The entry that points to it, or did so last; -1 for unknown. */
    public long slot() {
        return slot;
    }

    /** The first address that it covers, or covered last; -1 for unknown. */
    public long base() {
        return base;
    }

    /** Line of its last hooking, 0 for none. */
    public long hookLine() {
        return hookLine;
    }

    /** Who hooked it last. */
    public int hookPid() {
        return hookPid;
    }

    /** How it was last taken out of the tree; null if it was not, or if it is hooked again. */
    public @Nullable Unhooking unhooking() {
        return unhooking;
    }

    /** What a table of this level covers. */
    public static long span(int level) {
        return 1L << (12 + 9 * Math.min(Math.max(level, 1), 5));
    }
}
