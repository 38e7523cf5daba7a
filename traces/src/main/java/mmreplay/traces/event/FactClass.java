package mmreplay.traces.event;

/**
 * A class of facts that a trace records completely or not. "No event seen" means "did not happen" only for a class that the
 * dialect declares complete and whose events this trace really has.
 */
public enum FactClass {
    /** Events that change nothing the machine keeps. */
    NONE("nothing"),
    PAGE_LIFE("page allocation and freeing"),
    FOLIO_LOCK("the page lock (every lock and unlock)"),
    FOLIO_FLAGS("PG_lru, PG_uptodate and PG_mlocked"),
    ANON_EXCLUSIVE("PG_anon_exclusive"),
    MLOCK_CALLS("calls that mlock or munlock a page"),
    MAPPING("stores to folio->mapping"),
    RMAP("rmap adds and removes (mapcount)"),
    PTE("stores to page-table entries"),
    PTE_SAME("the pte_same recheck of a swap-in"),
    ANON_VMA("anon_vma allocation and freeing"),
    AVC("links between vmas and anon_vmas"),
    VMA("vma allocation, changes and freeing"),
    MM("mm allocation and freeing"),
    SWAP_MAP("swap_map counts"),
    SWAPCACHE("the swap cache"),
    SWAP_DEVICE("swapon and swapoff"),
    GROUND_TRUTH("ground-truth markers (GT pagemap)"),
    LOCKS("mm locks as lockdep sees them"),
    MMAP_LOCKS("mmap_lock of each mm"),
    ANON_VMA_LOCKS("the rwsems of anon_vmas"),
    I_MMAP_LOCKS("the i_mmap_rwsems of files"),
    PAGE_TABLE_LOCKS("page-table locks, split and of the mm"),
    VMA_LOCKS("the locks of single vmas"),
    RWSEMS("rwsems as kprobes see them"),
    STEPS("steps of a huge page's collapse"),
    COPIES("copies of pages' content"),
    TLB("TLB flushes, mm switches and lazy mode"),
    TLB_BATCH("TLB flushes that reclaim puts off");

    private final String meaning;

    FactClass(String meaning) {
        this.meaning = meaning;
    }

    /** The class of facts that a lock of this class belongs to, besides {@link #LOCKS}; NONE if it has none of its own. */
    public static FactClass ofLock(Word lock) {
        return switch (lock) {
            case MMAP_LOCK -> MMAP_LOCKS;
            case ANON_VMA_RWSEM -> ANON_VMA_LOCKS;
            case I_MMAP_RWSEM -> I_MMAP_LOCKS;
            case PTLOCK, PAGE_TABLE_LOCK -> PAGE_TABLE_LOCKS;
            case VMA_LOCK -> VMA_LOCKS;
            default -> NONE;
        };
    }

    /** In words, for "not recorded: ...". */
    public String meaning() {
        return meaning;
    }
}
