package mmreplay.traces.event;

/** The values of {@link Field#HOW}, {@link Field#WHERE} and {@link Field#FLAG}: the kernel's words, one list for all. */
public enum Word {
    // PTE_WRITE, PMD_WRITE
    SET,
    CLEAR,
    CLEAR_FULL,
    CLEAR_NOT_PRESENT,
    WRPROTECT,
    ACCESS,
    YOUNG,
    ESTABLISH,
    // PT_FREE
    GATHER,
    DIRECT,
    RCU,
    // FOLIO_LOCK
    TRY,
    WAIT,
    HANDOFF,
    // how: a new page, an add of a page that was there, a fork's duplicate
    NEW,
    ADD,
    MOVE,
    KSM,
    MIGRATE,
    SPLIT,
    DUP,
    REMOVE,
    COLLAPSE,
    UFFD_MOVE,
    // AV_ALLOC, VMA, MM
    ALLOC,
    FORK,
    FREE,
    GET,
    PUT,
    PREPARE,
    CLONE,
    STORE,
    ADJUST,
    VM_FLAGS,
    ATTACH,
    EXEC,
    SEEN,
    // SWAP_MAP, SWAPCACHE
    CACHE_SET,
    CACHE_CLEAR,
    SWAP_ON,
    SWAP_OFF,
    DEL,
    // AV_READER
    LOCK,
    // FOLIO_FLAG
    PG_LRU,
    PG_UPTODATE,
    PG_MLOCKED,
    PG_ANON_EXCLUSIVE,
    PG_OTHER,
    NOT_ISOLATED,
    // PTE_SAME
    DO_SWAP_PAGE,
    // LOCK_ACQUIRE, LOCK_ACQUIRED, LOCK_RELEASE: the lock's class
    MMAP_LOCK,
    ANON_VMA_RWSEM,
    I_MMAP_RWSEM,
    PTLOCK,
    PAGE_TABLE_LOCK,
    LRU_LOCK,
    VMA_LOCK,
    I_MUTEX,
    INVALIDATE_LOCK,
    HUGETLB_FAULT_MUTEX,
    HUGETLB_VMA_LOCK,
    HUGETLB_I_MMAP_RWSEM,
    SWAP_CLUSTER_LOCK,
    MMLIST_LOCK,
    PRIVATE_LOCK,
    MEMCG_MOVE_LOCK,
    XA_LOCK,
    INODE_LOCK,
    WB_LIST_LOCK,
    SB_LOCK,
    TASKLIST_LOCK,
    RCU_READ,
    RWSEM,
    PAGE_LOCK,
    // STEP
    COLLAPSE_START,
    COLLAPSE_LOCKED,
    COLLAPSE_DONE,
    RETRACT,
    // TLB_GATHER
    FLUSH,
    FINISH,
    // TLB_FLUSH: why
    ON_TASK_SWITCH,
    REMOTE_SHOOTDOWN,
    LOCAL_SHOOTDOWN,
    LOCAL_MM_SHOOTDOWN,
    REMOTE_SEND_IPI,
    REMOTE_WRONG_CPU,
    // RSS_STAT: which count
    MM_FILEPAGES,
    MM_ANONPAGES,
    MM_SWAPENTS,
    MM_SHMEMPAGES,
    OTHER;

    private static final Word[] ALL = values();

    static Word of(long ordinal) {
        return ALL[(int) ordinal];
    }
}
