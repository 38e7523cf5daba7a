package mmreplay.analyzer.simulate.mm;

/** Entries of x86-64 page tables. */
public final class Pte {

    public static final long PRESENT = 1;
    public static final long RW = 2;
    public static final long USER = 4;
    public static final long ACCESSED = 0x20;
    public static final long DIRTY = 0x40;
    public static final long PSE = 0x80;
    public static final long NX = 1L << 63;
    private static final long SWP_EXCLUSIVE = 8;
    private static final long PFN = 0x000ffffffffff000L;

    /** Swap types of migration entries. */
    private static final int MIGRATION_READ = 28;

    private static final int MIGRATION_READ_EXCLUSIVE = 29;
    private static final int MIGRATION_WRITE = 30;

    private Pte() {}

    public static long present(long pfn, boolean write) {
        return NX | pfn << 12 | PRESENT | USER | ACCESSED | (write ? RW | DIRTY : 0);
    }

    /** An entry of a table's parent. */
    public static long table(long pfn) {
        return pfn << 12 | PRESENT | RW | USER | ACCESSED | DIRTY;
    }

    public static boolean isPresent(long pte) {
        return (pte & PRESENT) != 0;
    }

    public static boolean isWritable(long pte) {
        return (pte & RW) != 0;
    }

    public static boolean isDirty(long pte) {
        return (pte & DIRTY) != 0;
    }

    /** Of a PMD entry; also while it is not present because it is just being split. */
    public static boolean isHuge(long pmd) {
        return (pmd & PSE) != 0;
    }

    public static long pfn(long pte) {
        return (pte & PFN) >>> 12;
    }

    public static long readOnly(long pte) {
        return pte & ~RW;
    }

    /** {@code swp_entry_t.val} of a slot. */
    public static long entry(int type, long offset) {
        return (long) type << 58 | offset;
    }

    /** A swap PTE for {@code swp_entry_t.val}. */
    public static long swap(long entry, boolean exclusive) {
        return encode((int) (entry >>> 58), entry & (1L << 58) - 1) | (exclusive ? SWP_EXCLUSIVE : 0);
    }

    public static boolean isSwap(long pte) {
        return pte != 0 && !isPresent(pte) && type(pte) < MIGRATION_READ;
    }

    public static boolean isMigration(long pte) {
        return pte != 0 && !isPresent(pte) && type(pte) >= MIGRATION_READ;
    }

    public static boolean isExclusiveSwap(long pte) {
        return (pte & SWP_EXCLUSIVE) != 0;
    }

    public static long notExclusive(long pte) {
        return pte & ~SWP_EXCLUSIVE;
    }

    /** The {@code swp_entry_t.val} of a swap PTE. */
    public static long entryOf(long pte) {
        return entry(type(pte), offset(pte));
    }

    public static long migration(long pfn, boolean write, boolean exclusive) {
        return encode(write ? MIGRATION_WRITE : exclusive ? MIGRATION_READ_EXCLUSIVE : MIGRATION_READ, pfn);
    }

    public static boolean isMigrationWrite(long pte) {
        return type(pte) == MIGRATION_WRITE;
    }

    public static boolean isMigrationShared(long pte) {
        return type(pte) == MIGRATION_READ;
    }

    /** The pfn that a migration entry names. */
    public static long migrationPfn(long pte) {
        return offset(pte);
    }

    private static long encode(int type, long offset) {
        return (long) type << 59 | (~offset << 14) >>> 5;
    }

    private static int type(long pte) {
        return (int) (pte >>> 59);
    }

    private static long offset(long pte) {
        return (~pte << 5) >>> 14;
    }

    /** The type of a swap-like entry, as pagemap shows it. */
    public static int swapType(long pte) {
        return type(pte);
    }

    public static long swapOffset(long pte) {
        return offset(pte);
    }
}
