package mmreplay.invariants.machine;

/**
 * Names an object in one word: what kind in the top four bits, which one below. Kernel addresses lose their top four bits,
 * which are all ones.
 */
public final class Key {

    private static final int DEFERRED = 0;
    static final int PAGE = 1;
    static final int SLOT = 2;
    static final int ANON_VMA = 3;
    static final int VMA = 4;
    static final int SWAP = 6;
    private static final int TASK = 7;
    static final int DEVICE = 10;
    static final int STALE = 13;
    static final int RUNNER = 15;
    private static final int TREE = 9;
    private static final int CHAIN = 14;

    private static final int KIND_SHIFT = 60;
    /** Tells two facts of one kind apart. */
    private static final long OF_ADDRESS = 1L << (KIND_SHIFT - 1);

    private static final long ID_MASK = (1L << KIND_SHIFT) - 1;

    /** What an address loses in its key. */
    private static final long KERNEL = ~ID_MASK;

    private Key() {}

    public static long page(long pfn) {
        return key(PAGE, pfn);
    }

    /** Which flushes of a page reclaim has put off. */
    public static long deferred(long pfn) {
        return key(DEFERRED, pfn);
    }

    /**
     * What CPUs may still hold of a page, or of a page-table page: many CPUs change that at once, and it is no fact about the page.
     * Which of an unmap and a flush came first is {@link FlushOrder}'s business.
     */
    public static long stale(long pfn) {
        return key(STALE, pfn);
    }

    /**
     * As {@link #stale(long)}, of one address of an mm: what happens to another mm's translation of the page is not about it. Two
     * addresses may share a key.
     */
    public static long stale(long mm, long address) {
        return key(STALE, OF_ADDRESS | ((mm ^ Long.rotateLeft(address, 24)) & (OF_ADDRESS - 1)));
    }

    /** An entry of a page table. */
    public static long slot(long tablePfn, int index) {
        return key(SLOT, (tablePfn << 9) | index);
    }

    /** As {@link #slot(long, int)}, of a slot as {@code PageTables.slotOf} counts them. */
    public static long slot(long slot) {
        return key(SLOT, slot);
    }

    public static long anonVma(long address) {
        return key(ANON_VMA, address);
    }

    /** Which pages an anon_vma has, and whether they are mapped: many CPUs change that at once, and in any order. */
    public static long pagesOf(long anonVma) {
        return key(8, anonVma);
    }

    /** That there is an anon_vma at this address: any event that names it tells so. */
    public static long heardOf(long anonVma) {
        return key(8, anonVma ^ OF_ADDRESS);
    }

    /** The members and children of an anon_vma, and their links. */
    public static long treeOf(long anonVma) {
        return key(TREE, anonVma);
    }

    /** Which anon_vmas a vma is linked to. */
    public static long chainOf(long vma) {
        return key(CHAIN, vma);
    }

    public static long vma(long address) {
        return key(VMA, address);
    }

    /** A vma that is not known, so that it has no name: what is said of all of them is said of it. */
    public static long someVma() {
        return vma(0);
    }

    public static long mm(long address) {
        return key(5, address);
    }

    /** A swap entry; a type above 3 loses its upper bits, and shares its keys with another swap device. */
    public static long swap(long entry) {
        return key(SWAP, entry);
    }

    /** A swap device by its type: whether it is on. */
    public static long device(long type) {
        return key(DEVICE, type);
    }

    public static long task(int pid) {
        return key(TASK, pid);
    }

    /** A task's own order of events: one that runs on two CPUs at one stamp has none that is told. */
    public static long runner(int pid) {
        return key(RUNNER, pid);
    }

    /** The task whose {@link #runner} key this is, -1 if it is another key. */
    public static int runnerPid(long key) {
        return kind(key) == RUNNER ? (int) id(key) : -1;
    }

    /** A lock by its address: two tasks that take it at one stamp did so in an order that is not told. */
    public static long lock(long address) {
        return key(11, address);
    }

    /** The key is that of an entry of a page table. */
    public static boolean isSlot(long key) {
        return kind(key) == SLOT;
    }

    /** The key is about an anon_vma or a vma, or about which is linked to which. */
    public static boolean inTree(long key) {
        int kind = kind(key);
        return kind == ANON_VMA || kind == VMA || kind == TREE || kind == CHAIN;
    }

    /** The key of the object whose state a fact about it is: what is held of a page, or by a task, is the page's or the task's. */
    static long stateOf(long key) {
        return switch (kind(key)) {
            case DEFERRED, STALE -> page(id(key));
            case TASK -> runner((int) id(key));
            default -> key;
        };
    }

    /** The vma whose key this is, 0 if it is another object's. */
    public static long vmaOf(long key) {
        return kind(key) == VMA ? id(key) | KERNEL : 0;
    }

    /** The page whose key this is, -1 if it is another object's. */
    public static long pfn(long key) {
        return kind(key) == PAGE ? id(key) : -1;
    }

    /** What {@link #page} or another made the key of; kernel addresses get their top bits back. */
    static long id(long key) {
        return key & ID_MASK;
    }

    static int kind(long key) {
        return (int) (key >>> KIND_SHIFT);
    }

    /** A CPU: which mm it has loaded. */
    public static long cpu(int cpu) {
        return key(12, cpu);
    }

    private static long key(long kind, long id) {
        return (kind << KIND_SHIFT) | (id & ID_MASK);
    }
}
