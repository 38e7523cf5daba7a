package mmreplay.traces.event;

/** A field of an {@link MmEvent}: a 64-bit value, and how it is written. */
public enum Field {
    /** Kernel address of the mm_struct. */
    MM(Notation.HEX),
    PARENT_MM(Notation.HEX),
    /** Virtual address in user space. */
    ADDR(Notation.HEX),
    /** pfn of the page-table page that holds the entry. */
    PT(Notation.HEX),
    /** Index of the entry in its table, 0..511. */
    IDX(Notation.DECIMAL),
    /** 1 PTE table, 2 PMD, 3 PUD, 4 PGD. */
    LEVEL(Notation.DECIMAL),
    OLD(Notation.HEX),
    NEW(Notation.HEX),
    /** Page frame number of the page, or of the folio's head. */
    PFN(Notation.HEX),
    ORDER(Notation.DECIMAL),
    /** A {@link Word}: which of the ways in which this kind of event happens. */
    HOW(Notation.WORD),
    /** A {@link Word}: the calling function. */
    WHERE(Notation.WORD),
    /** A {@link Word}: the page flag. */
    FLAG(Notation.WORD),
    VAL(Notation.DECIMAL),
    OK(Notation.DECIMAL),
    VMA(Notation.HEX),
    ORIG_VMA(Notation.HEX),
    START(Notation.HEX),
    END(Notation.HEX),
    FLAGS(Notation.HEX),
    /** In pages. */
    PGOFF(Notation.DECIMAL),
    /** Kernel address of the anon_vma. */
    ANON_VMA(Notation.HEX),
    ROOT(Notation.HEX),
    PARENT(Notation.HEX),
    REF(Notation.DECIMAL),
    /** swp_entry_t.val: type shifted by 58, offset below. */
    ENTRY(Notation.HEX),
    BEFORE(Notation.HEX),
    AFTER(Notation.HEX),
    ERR(Notation.DECIMAL),
    /** As the kernel shows it: 0 is unmapped (_mapcount + 1). */
    MAPCOUNT(Notation.DECIMAL),
    REFCOUNT(Notation.DECIMAL),
    /** PG_locked at that moment. */
    LOCKED(Notation.DECIMAL),
    EXCLUSIVE(Notation.DECIMAL),
    /** folio->index, in pages. */
    INDEX(Notation.DECIMAL),
    /** folio->mapping, raw, with tag bits. */
    MAPPING(Notation.HEX),
    ANON(Notation.DECIMAL),
    COMPOUND(Notation.DECIMAL),
    /** The page belongs to hugetlbfs. */
    HUGETLB(Notation.DECIMAL),
    SRC(Notation.HEX),
    DST(Notation.HEX),
    UPTODATE(Notation.DECIMAL),
    MLOCKED(Notation.DECIMAL),
    LRU(Notation.DECIMAL),
    /** Raw page-table entry as read. */
    PTE(Notation.HEX),
    ORIG(Notation.HEX),
    CUR(Notation.HEX),
    RESULT(Notation.DECIMAL),
    FAULT_FLAGS(Notation.HEX),
    PGD_PFN(Notation.HEX),
    SLOT_PFN(Notation.HEX),
    SLOT_IDX(Notation.DECIMAL),
    PID(Notation.DECIMAL),
    MAPPED(Notation.DECIMAL),
    PRESENT(Notation.DECIMAL),
    SWAP(Notation.DECIMAL),
    SW_TYPE(Notation.DECIMAL),
    SW_OFFSET(Notation.HEX),
    PAGES(Notation.DECIMAL),
    MM_ID(Notation.HEX),
    CURR(Notation.DECIMAL),
    SIZE(Notation.DECIMAL),
    /** 1 if the vma has VM_LOCKED. */
    VM_LOCKED(Notation.DECIMAL),
    /** Address of a lock as lockdep prints it; of an object, the address of its own lock. */
    LOCK(Notation.HEX),
    PAGE_TABLE_LOCK(Notation.HEX),
    READ(Notation.DECIMAL),
    TRY(Notation.DECIMAL),
    WRITE(Notation.DECIMAL),
    /** PG_locked right before an unlock. */
    WAS_LOCKED(Notation.DECIMAL),
    /** The mm's flush generation, context.tlb_gen. */
    GEN(Notation.DECIMAL),
    /** mm_cpumask: one bit a CPU. */
    CPUMASK(Notation.HEX),
    FREED_TABLES(Notation.DECIMAL),
    /** Everything of the mm was flushed. */
    FULL(Notation.DECIMAL),
    FLUSH(Notation.DECIMAL),
    LAZY(Notation.DECIMAL),
    /** Kernel address of the mm_struct that was loaded before. */
    PREV(Notation.HEX),
    /** Of the one that is loaded now. */
    NEXT(Notation.HEX),
    /** An {@link Era}. */
    ERA(Notation.ERA),
    HOLDS(Notation.DECIMAL);

    /** How a value of the field is written where people and other programs read it. */
    public enum Notation {
        /** Addresses, page frame numbers, entries, bits: {@code 0x} and hexadecimal digits. */
        HEX,
        /** Counts, sizes, indexes, truths: a signed decimal number. */
        DECIMAL,
        /** The name of a {@link Word}. */
        WORD,
        /** The name of an {@link Era}. */
        ERA
    }

    private final Notation notation;

    Field(Notation notation) {
        this.notation = notation;
    }

    public Notation notation() {
        return notation;
    }
}
