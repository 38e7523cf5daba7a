package mmreplay.invariants.rules.mig;

import mmreplay.invariants.machine.Pte;
import org.agrona.collections.Long2LongHashMap;

/** Which entries are migration entries, and which pages they name. */
final class MigrationEntries {

    private static final long NONE = -1;
    private static final long NAMED = 0;
    private static final long ALL_KNOWN = 1;

    /** SWP_PFN_BITS with four-level page tables; above lie the accessed and dirty bits that remove_migration_pte restores. */
    private static final long PFN_MASK = (1L << 34) - 1;

    /**
     * Types from here on are no swap files, but which is which depends on the config: hwpoison is 23 with everything configured
     * and 27 without device memory; three migration and four device types share the rest, and 31 is the marker. A device entry
     * names a page as well, and may not outlive it either.
     */
    private static final int FIRST_TYPE = 24;

    private static final int HWPOISON_WITHOUT_DEVICES = 27;
    private static final int LAST_TYPE = 30;

    /** By slot: the page that its migration entry names, and the line that set it. */
    private Long2LongHashMap pages = new Long2LongHashMap(NONE);

    private Long2LongHashMap lines = new Long2LongHashMap(0);
    /** Pages that some entry named since they were allocated. */
    private Long2LongHashMap named = new Long2LongHashMap(NONE);

    static boolean is(long value, int level) {
        int type = Pte.swapType(value);
        return Pte.state(value, level) == Pte.State.SPECIAL
                && type >= FIRST_TYPE
                && type <= LAST_TYPE
                && type != HWPOISON_WITHOUT_DEVICES;
    }

    static long pfn(long value) {
        return Pte.swapOffset(value) & PFN_MASK;
    }

    void set(long slot, long pfn, long line) {
        pages.put(slot, pfn);
        lines.put(slot, line);
    }

    /** Something else is stored there. */
    void gone(long slot) {
        if (pages.remove(slot) != NONE) {
            lines.remove(slot);
        }
    }

    void named(long pfn, boolean allKnown) {
        if (named.get(pfn) == NONE) {
            named.put(pfn, allKnown ? ALL_KNOWN : NAMED);
        }
    }

    boolean wasNamed(long pfn) {
        return named.get(pfn) != NONE;
    }

    boolean allKnown(long pfn) {
        return named.get(pfn) == ALL_KNOWN;
    }

    /** An entry that names the page, -1 for none. Only asked of pages that were named: few, and rarely. */
    long slotOf(long pfn) {
        if (pages.isEmpty() || !wasNamed(pfn)) {
            return NONE;
        }
        long found = NONE;
        Long2LongHashMap.EntryIterator at = pages.entrySet().iterator();
        while (at.hasNext()) {
            at.next();
            if (at.getLongValue() == pfn && (found == NONE || at.getLongKey() < found)) {
                found = at.getLongKey();
            }
        }
        return found;
    }

    long lineOf(long slot) {
        return lines.get(slot);
    }

    /** The page was a page table. */
    void tableGone(long pfn) {
        if (!pages.isEmpty()) {
            for (int index = 0; index < 512; index++) {
                gone(pfn << 9 | index);
            }
        }
    }

    /** Not all of its entries need be those that were seen. */
    void doubtful(long pfn) {
        if (wasNamed(pfn)) {
            named.put(pfn, NAMED);
        }
    }

    void pageGone(long pfn) {
        named.remove(pfn);
    }

    void forget() {
        pages = new Long2LongHashMap(NONE);
        lines = new Long2LongHashMap(0);
        named = new Long2LongHashMap(NONE);
    }
}
