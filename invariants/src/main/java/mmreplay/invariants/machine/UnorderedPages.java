package mmreplay.invariants.machine;

import org.agrona.collections.LongHashSet;

/** Pages of which an unmap and a flush met at one stamp: a translation that was flushed may have been taken away only then. */
final class UnorderedPages {

    private final LongHashSet pfns = new LongHashSet();

    void add(long pfn) {
        pfns.add(pfn);
    }

    /** As a small page, or as part of a huge one. */
    boolean has(long pfn) {
        return !pfns.isEmpty() && (pfns.contains(pfn) || pfns.contains(pfn & -StaleEntries.HUGE_PAGES));
    }

    /** Their lives are over. */
    void drop(long first, long count) {
        for (long pfn = first; !pfns.isEmpty() && pfn < first + count; pfn++) {
            pfns.remove(pfn);
        }
    }

    void clear() {
        pfns.clear();
    }
}
