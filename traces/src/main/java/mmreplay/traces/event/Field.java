package mmreplay.traces.event;

/** A field of an {@link MmEvent}: a 64-bit value. */
public enum Field {
    /** Kernel address of the mm_struct. */
    MM,
    PARENT_MM,
    /** Virtual address in user space. */
    ADDR,
    /** pfn of the page-table page that holds the entry. */
    PT,
    /** Index of the entry in its table, 0..511. */
    IDX,
    /** 1 PTE table, 2 PMD, 3 PUD, 4 PGD. */
    LEVEL,
    OLD,
    NEW,
    /** Page frame number of the page, or of the folio's head. */
    PFN,
    ORDER,
    /** A {@link Word}: which of the ways in which this kind of event happens. */
    HOW,
    /** A {@link Word}: the calling function. */
    WHERE,
    /** A {@link Word}: the page flag. */
    FLAG,
    VAL,
    OK,
    VMA,
    ORIG_VMA,
    START,
    END,
    FLAGS,
    /** In pages. */
    PGOFF,
    /** Kernel address of the anon_vma. */
    ANON_VMA,
    ROOT,
    PARENT,
    REF,
    /** swp_entry_t.val: type shifted by 58, offset below. */
    ENTRY,
    BEFORE,
    AFTER,
    ERR,
    /** As the kernel shows it: 0 is unmapped (_mapcount + 1). */
    MAPCOUNT,
    REFCOUNT,
    /** PG_locked at that moment. */
    LOCKED,
    EXCLUSIVE,
    /** folio->index, in pages. */
    INDEX,
    /** folio->mapping, raw, with tag bits. */
    MAPPING,
    ANON,
    COMPOUND,
    /** The page belongs to hugetlbfs. */
    HUGETLB,
    SRC,
    DST,
    UPTODATE,
    MLOCKED,
    LRU,
    /** Raw page-table entry as read. */
    PTE,
    ORIG,
    CUR,
    RESULT,
    FAULT_FLAGS,
    PGD_PFN,
    SLOT_PFN,
    SLOT_IDX,
    PID,
    MAPPED,
    PRESENT,
    SWAP,
    SW_TYPE,
    SW_OFFSET,
    PAGES,
    MM_ID,
    CURR,
    SIZE,
    /** 1 if the vma has VM_LOCKED. */
    VM_LOCKED,
    /** Address of a lock as lockdep prints it; of an object, the address of its own lock. */
    LOCK,
    PAGE_TABLE_LOCK,
    READ,
    TRY,
    WRITE,
    /** PG_locked right before an unlock. */
    WAS_LOCKED,
    /** The mm's flush generation, context.tlb_gen. */
    GEN,
    /** mm_cpumask: one bit a CPU. */
    CPUMASK,
    FREED_TABLES,
    /** Everything of the mm was flushed. */
    FULL,
    FLUSH,
    LAZY,
    /** Kernel address of the mm_struct that was loaded before. */
    PREV,
    /** Of the one that is loaded now. */
    NEXT,
    /** An {@link Era}. */
    ERA,
    HOLDS
}
