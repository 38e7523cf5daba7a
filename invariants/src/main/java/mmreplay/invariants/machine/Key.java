package mmreplay.invariants.machine;

/**
 * Names an object in one word: what kind in the top four bits, which one below. Kernel addresses lose their top four bits,
 * which are all ones.
 */
public final class Key {

    private static final int KIND_SHIFT = 60;
    private static final long ID_MASK = (1L << KIND_SHIFT) - 1;

    private Key() {}

    public static long page(long pfn) {
        return key(1, pfn);
    }

    /** An entry of a page table. */
    public static long slot(long tablePfn, int index) {
        return key(2, (tablePfn << 9) | index);
    }

    public static long anonVma(long address) {
        return key(3, address);
    }

    public static long vma(long address) {
        return key(4, address);
    }

    public static long mm(long address) {
        return key(5, address);
    }

    /** A swap entry; its type lies in bits 58 and up, which survive. */
    public static long swap(long entry) {
        return key(6, entry ^ (entry >>> 4));
    }

    public static long task(int pid) {
        return key(7, pid);
    }

    /** A CPU: which mm it has loaded. */
    public static long cpu(int cpu) {
        return key(12, cpu);
    }

    private static long key(long kind, long id) {
        return (kind << KIND_SHIFT) | (id & ID_MASK);
    }
}
