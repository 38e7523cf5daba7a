package mmreplay.invariants.machine;

/**
 * Decodes x86-64 page-table entries. A present entry has bit 0; a PROT_NONE one has bit 8 instead and holds its pfn inverted
 * (the L1TF mitigation: no physical address of a not-present entry may point to real memory); a huge PMD that is being split
 * has lost bit 0 but kept PSE. Everything else that is not zero is a swap-like entry: 5 bits of type on top, an inverted offset
 * in bits 9 to 58.
 */
public final class Pte {

    private static final long PRESENT = 1;
    private static final long RW = 1L << 1;
    private static final long ACCESSED = 1L << 5;
    private static final long DIRTY = 1L << 6;
    private static final long PSE = 1L << 7;
    private static final long PROT_NONE = 1L << 8;
    private static final long SPECIAL = 1L << 9;
    private static final long PFN_MASK = 0x000f_ffff_ffff_f000L;

    private static final int SWAP_TYPE_SHIFT = 59;
    private static final int ENTRY_TYPE_SHIFT = 58;
    /** The first type that no swap file has: hwpoison, migration, device and marker entries lie above (6.1: MAX_SWAPFILES). */
    private static final int FIRST_SPECIAL_TYPE = 23;

    private static final int MARKER_TYPE = 31;

    private Pte() {}

    /** What an entry is. */
    public enum State {
        NONE,
        PRESENT,
        SWAP,
        /** hwpoison, migration or device entries: which type is which depends on the kernel's config. */
        SPECIAL,
        /** A PTE marker (uffd-wp, poison): software's note in an otherwise empty entry. */
        MARKER
    }

    public static State state(long value, int level) {
        if (none(value)) {
            return State.NONE;
        }
        if (present(value, level)) {
            return State.PRESENT;
        }
        int type = (int) (value >>> SWAP_TYPE_SHIFT);
        if (type < FIRST_SPECIAL_TYPE) {
            return State.SWAP;
        }
        return type == MARKER_TYPE ? State.MARKER : State.SPECIAL;
    }

    /** As pte_none: accessed and dirty alone do not count, an erratum sets them in empty entries. */
    public static boolean none(long value) {
        return (value & ~(ACCESSED | DIRTY)) == 0;
    }

    /** As pte_present and pmd_present: present to software, PROT_NONE included. */
    public static boolean present(long value, int level) {
        return (value & (PRESENT | PROT_NONE)) != 0 || (level > 1 && (value & PSE) != 0);
    }

    /** Level 1 always is a leaf; above it PSE says so. */
    public static boolean leaf(long value, int level) {
        return level == 1 || (value & PSE) != 0;
    }

    /** The pfn that a present entry points to. */
    public static long pfn(long value) {
        long address = (value & PRESENT) != 0 ? value : ~value;
        return (address & PFN_MASK) >>> 12;
    }

    /** swp_entry_t.val of a swap-like entry. */
    public static long swapEntry(long value) {
        return ((long) swapType(value) << ENTRY_TYPE_SHIFT) | swapOffset(value);
    }

    public static int swapType(long value) {
        return (int) (value >>> SWAP_TYPE_SHIFT);
    }

    public static long swapOffset(long value) {
        return (~value << 5) >>> 14;
    }

    /** pte_special: the zero page or a PFNMAP. Such an entry has no rmap and no share in the page's life. */
    public static boolean special(long value) {
        return (value & SPECIAL) != 0;
    }

    public static boolean writable(long value) {
        return (value & RW) != 0;
    }

    /** Equal but for the bits that the CPU sets on its own, which no event shows. */
    public static boolean sameButAccessedDirty(long a, long b) {
        return ((a ^ b) & ~(ACCESSED | DIRTY)) == 0;
    }

    /** Index into the table of {@code level} for a virtual address: 9 bits a level above the 12 of the page. */
    public static int index(long address, int level) {
        return (int) (address >>> (12 + 9 * (level - 1))) & 511;
    }
}
