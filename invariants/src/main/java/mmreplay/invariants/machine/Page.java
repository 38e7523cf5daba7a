package mmreplay.invariants.machine;

import java.util.Arrays;
import org.agrona.collections.LongArrayList;

/** What is known of one page. Lines are of the trace, 0 for none. */
public final class Page {

    static final int NOBODY = -1;

    final long pfn;

    /** The allocation was seen, so the whole history since is known. */
    boolean born;

    long bornLine;
    int allocPid = NOBODY;

    /** An rmap add was seen since birth. */
    boolean everMapped;

    /** A compound rmap add was seen: it was mapped as a whole, as the huge zero page never is. */
    boolean everCompound;

    /** Adds minus removes of it as a whole; a split takes none away. */
    int compoundCount;

    boolean everCached;
    /** Some task other than the allocating one did something to it since birth. */
    boolean touchedByOthers;

    boolean mappingKnown;
    long mapping;
    long mappingLine;
    boolean indexKnown;
    long index;

    /** rmap adds minus removes of small mappings since birth. */
    int rmapCount;

    long rmapLine;
    long rmapTime = Long.MIN_VALUE;
    /** CPUs (modulo 64) that moved the count: log order is certain only if it is one. */
    long rmapCpus;
    /** A snapshot of the count by the kernel: shown value and its line. */
    int sampledCount = Integer.MIN_VALUE;

    long sampleLine;
    /** The kernel printed that the last mapping went, and no add was seen since. */
    boolean seenUnmapped;
    /** vmas that rmap adds named and no remove took back; a fork's duplicate does not name the child's. */
    final LongArrayList mappers = new LongArrayList();

    Tri locked = Tri.UNKNOWN;
    Tri lru = Tri.UNKNOWN;
    Tri uptodate = Tri.UNKNOWN;
    Tri mlocked = Tri.UNKNOWN;
    int lockPid = NOBODY;
    long lockLine;

    boolean cacheKnown;
    /** The swap entry that this page is the cache of; meaningful if {@code inCache}. */
    long cacheEntry;

    boolean inCache;
    long cacheLine;

    /** The page that its content was copied from, 0 for none seen, and when. */
    long copySource;

    boolean copied;
    /** By ksm_might_need_to_copy, so that it was never in the swap cache. */
    boolean copiedForSwapin;

    long copyLine;

    /** Line of the last change of {@link #slot}s. */
    long slotsLine;

    private long[] slots = new long[2];
    private int slotCount;

    Page(long pfn) {
        this.pfn = pfn;
    }

    public long pfn() {
        return pfn;
    }

    public boolean born() {
        return born;
    }

    public long bornLine() {
        return bornLine;
    }

    public int allocPid() {
        return allocPid;
    }

    public boolean everMapped() {
        return everMapped;
    }

    public boolean everCached() {
        return everCached;
    }

    public boolean touchedByOthers() {
        return touchedByOthers;
    }

    public boolean mappingKnown() {
        return mappingKnown;
    }

    /** Raw folio->mapping with its tag bits. */
    public long mapping() {
        return mapping;
    }

    public long mappingLine() {
        return mappingLine;
    }

    public boolean indexKnown() {
        return indexKnown;
    }

    public long index() {
        return index;
    }

    /** rmap adds minus removes since birth; meaningless unless {@link #born}. */
    public int rmapCount() {
        return rmapCount;
    }

    /** Line of the last rmap add or remove. */
    public long rmapLine() {
        return rmapLine;
    }

    /** Its time stamp. */
    public long rmapTime() {
        return rmapTime;
    }

    /** All rmap events so far came from one CPU, so their order in the trace is the order in which they happened. */
    public boolean rmapOrderCertain() {
        return Long.bitCount(rmapCpus) <= 1;
    }

    /** The kernel's own count as a probe printed it last (0 is unmapped); {@code Integer.MIN_VALUE} if none did. */
    public int sampledCount() {
        return sampledCount;
    }

    /** Line of {@link #sampledCount}. */
    public long sampleLine() {
        return sampleLine;
    }

    /** Whether anything maps it: by known entries first, by counted adds and removes otherwise. */
    public Tri mapped() {
        if (slotCount > 0 || (born && rmapCount > 0)) {
            return Tri.YES;
        }
        // a huge page's head says nothing of its tails unless their history is known, too
        return born || (seenUnmapped && (pfn & 511) != 0) ? Tri.NO : Tri.UNKNOWN;
    }

    /** vmas that rmap adds named, for traces without page-table events. */
    public LongArrayList mappers() {
        return mappers;
    }

    public Tri locked() {
        return locked;
    }

    /** PG_lru: on a list, and nobody has isolated it. */
    public Tri lru() {
        return lru;
    }

    public Tri uptodate() {
        return uptodate;
    }

    public Tri mlocked() {
        return mlocked;
    }

    /** The task that took the page lock, or -1 if that is not known. The lock has no owner: another may release it. */
    public int lockPid() {
        return lockPid;
    }

    public long lockLine() {
        return lockLine;
    }

    /** Whether it is in the swap cache. */
    public Tri inCache() {
        return cacheKnown ? Tri.of(inCache) : Tri.UNKNOWN;
    }

    public long cacheEntry() {
        return cacheEntry;
    }

    public long cacheLine() {
        return cacheLine;
    }

    /** It was made as the copy of a page of the swap cache, for a swap-in that may not have that one. */
    public boolean copiedForSwapin() {
        return copiedForSwapin;
    }

    /** Its content was copied from {@link #copySource}. */
    public boolean copied() {
        return copied;
    }

    public long copySource() {
        return copySource;
    }

    public long copyLine() {
        return copyLine;
    }

    public boolean everCompound() {
        return everCompound;
    }

    /** How often it is mapped as a whole, by what was counted; too high once it was split. */
    public int compoundCount() {
        return compoundCount;
    }

    /** Line of the last event that added or took away an entry that points to it. */
    public long slotsLine() {
        return slotsLine;
    }

    /** Known entries (of level 1, or huge ones if this is a huge page's head) that point to it. */
    public int slotCount() {
        return slotCount;
    }

    /** The n-th of them, as table pfn &lt;&lt; 9 | index. */
    public long slot(int n) {
        return slots[n];
    }

    void addSlot(long slot) {
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        slots[slotCount++] = slot;
    }

    void removeSlot(long slot) {
        for (int i = 0; i < slotCount; i++) {
            if (slots[i] == slot) {
                slots[i] = slots[--slotCount];
                return;
            }
        }
    }

    /** Nothing is known that forgetting the object would lose. */
    boolean blank() {
        return !born
                && slotCount == 0
                && !mappingKnown
                && !cacheKnown
                && locked == Tri.UNKNOWN
                && lru == Tri.UNKNOWN
                && uptodate == Tri.UNKNOWN
                && mlocked == Tri.UNKNOWN
                && !seenUnmapped
                && sampledCount == Integer.MIN_VALUE;
    }
}
