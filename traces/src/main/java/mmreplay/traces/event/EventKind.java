package mmreplay.traces.event;

import java.util.List;

/** What happened. The comment names the fields that a dialect fills in; a field may always be missing. */
public enum EventKind {
    /** PFN ORDER: pages leave the buddy allocator. */
    PAGE_ALLOC(FactClass.PAGE_LIFE, Field.PFN),
    /** PFN ORDER: pages are about to return to it. */
    PAGE_FREE(FactClass.PAGE_LIFE, Field.PFN),

    /**
     * PFN OK HOW TRY: a try, a slow path's return, a hand-off by the waker, or a fresh folio born locked. A lock_page that finds
     * the page unlocked shows as a try, too; TRY says which of the two it is, where that is known.
     */
    FOLIO_LOCK(FactClass.FOLIO_LOCK, Field.PFN),
    /** PFN WAS_LOCKED: right before the bit is cleared, by any task or interrupt. */
    FOLIO_UNLOCK(FactClass.FOLIO_LOCK, Field.PFN),
    /** PFN FLAG VAL WHERE: PG_lru, PG_uptodate or PG_mlocked changed. */
    FOLIO_FLAG(FactClass.FOLIO_FLAGS, Field.PFN),

    /** PFN HOW LOCKED: one mapping of the page is mlocked (ADD) or munlocked (REMOVE); the call, before any batch. */
    MLOCK(FactClass.MLOCK_CALLS, Field.PFN),

    /** PFN OLD NEW INDEX VMA EXCLUSIVE LOCKED MAPCOUNT HOW: after the store to folio->mapping; raw values with tag bits. */
    MAPPING_SET(FactClass.MAPPING, Field.PFN),
    /** PFN VMA ADDR ANON COMPOUND MAPCOUNT LOCKED HOW: after the count moved. */
    RMAP_ADD(FactClass.RMAP, Field.PFN),
    /** As RMAP_ADD. */
    RMAP_REMOVE(FactClass.RMAP, Field.PFN),
    /** PFN MAPPING MAPCOUNT LOCKED..: fields of struct page seen by a probe, not a change. */
    PAGE_SAMPLE(FactClass.NONE, Field.PFN),
    /** SRC DST HOW: the content of a page is copied. */
    PAGE_COPY(FactClass.COPIES, Field.SRC, Field.DST),

    /** MM ADDR PT IDX OLD NEW HOW: a store to a PTE (level 1). */
    PTE_WRITE(FactClass.PTE, Field.PT, Field.NEW),
    /** MM ADDR PT IDX OLD NEW HOW LEVEL: a store to an entry of a higher table. */
    PMD_WRITE(FactClass.PTE, Field.PT, Field.NEW),
    /** MM LEVEL PFN: a zeroed page becomes a page table. */
    PT_ALLOC(FactClass.PTE, Field.PFN),
    /** MM LEVEL PFN ADDR SLOT_PFN SLOT_IDX: a table becomes reachable. */
    PT_LINK(FactClass.PTE, Field.PFN, Field.SLOT_PFN),
    /** As PT_LINK, HOW is FREE or MOVE: no longer reachable. */
    PT_UNLINK(FactClass.PTE, Field.PFN),
    /** MM LEVEL PFN HOW: the table is queued for freeing, or freed. */
    PT_FREE(FactClass.PTE, Field.PFN),
    /**
     * MM ADDR PFN OK: the task walks the page tables to this address, and has found this PTE table; not OK says that the table was
     * gone when its lock was taken, and the walk gives up.
     */
    PT_WALK(FactClass.NONE, Field.MM, Field.ADDR),
    /** MM ADDR PTE FAULT_FLAGS: the fault handler takes its snapshot orig_pte, without a lock. */
    PTE_READ(FactClass.NONE, Field.PTE),
    /** MM ADDR ORIG CUR RESULT WHERE: the recheck under the page-table lock. */
    PTE_SAME(FactClass.PTE_SAME, Field.ORIG, Field.RESULT),

    /** ANON_VMA ROOT PARENT REF HOW: ALLOC is its own root; FORK repeats it with the real root and parent. */
    AV_ALLOC(FactClass.ANON_VMA, Field.ANON_VMA),
    /** ANON_VMA ROOT PARENT: the object goes back to the slab. */
    AV_FREE(FactClass.ANON_VMA, Field.ANON_VMA),
    /** ANON_VMA REF HOW: the reference count after a get or put. */
    AV_REF(FactClass.NONE, Field.ANON_VMA),
    /** ANON_VMA VMA: into the interval tree. */
    AVC_LINK(FactClass.AVC, Field.ANON_VMA, Field.VMA),
    /** ANON_VMA VMA: out of it. */
    AVC_UNLINK(FactClass.AVC, Field.ANON_VMA, Field.VMA),
    /** VMA ANON_VMA: vma->anon_vma is assigned; 0 clears it. */
    VMA_ANON_VMA(FactClass.AVC, Field.VMA, Field.ANON_VMA),
    /** PFN: a reader sets out to get the page's anon_vma. */
    AV_READ_BEGIN(FactClass.NONE, Field.PFN),
    /** PFN ANON_VMA ROOT MAPPED HOW: a reader got hold of the page's anon_vma. */
    AV_READER(FactClass.NONE, Field.PFN, Field.ANON_VMA),

    /** HOW MM VMA ORIG START END FLAGS PGOFF ANON_VMA: allocated, duplicated, stored, adjusted, freed. */
    VMA(FactClass.VMA, Field.VMA),
    /** HOW MM PGD_PFN PARENT_MM PID: allocated, attached to a task, freed. */
    MM(FactClass.MM, Field.MM),
    /** PID MM: this task runs on that mm. */
    TASK_MM(FactClass.NONE, Field.MM),
    /** PID: the task replaces its mm, or is gone. */
    TASK_EXEC(FactClass.NONE, Field.PID),

    /** ENTRY HOW BEFORE AFTER ERR: the raw swap_map byte, count in the low 6 bits, 0x40 has cache. */
    SWAP_MAP(FactClass.SWAP_MAP, Field.ENTRY),
    /** PFN ENTRY HOW: the swap cache. */
    SWAPCACHE(FactClass.SWAPCACHE, Field.PFN, Field.ENTRY),
    /** ENTRY PFN: a lookup in the swap cache returned this page. */
    SWAP_LOOKUP(FactClass.NONE, Field.ENTRY),
    /** SW_TYPE (or an ENTRY of it) HOW: a swap device is put to use (SWAP_ON), swapoff has freed its swap_map (SWAP_OFF), or a reference is got. */
    SWAP_DEVICE(FactClass.SWAP_DEVICE),
    /** PFN VMA ADDR: a swap-in asks ksm_might_need_to_copy about the page that it holds. */
    KSM_CHECK(FactClass.NONE, Field.PFN),
    /** DST: the page that it is told to map, the same one or a copy. */
    KSM_CHECKED(FactClass.NONE, Field.DST),

    /** PID: this task has forked that one, which may run from now on. */
    TASK_FORK(FactClass.NONE, Field.PID),
    /** PID: the task has run for the last time, and its number may be given to another. */
    TASK_DEAD(FactClass.NONE, Field.PID),

    /** ADDR: a page fault. */
    PAGE_FAULT(FactClass.NONE),
    /** PAGES HOW: this CPU flushed its TLB, and why. */
    TLB_FLUSH(FactClass.NONE),
    /** CURR HOW SIZE MM_ID: the kernel's own RSS count, in bytes. */
    RSS_STAT(FactClass.NONE),

    /** PID START END PAGES: the kernel's own account begins. */
    GT_BEGIN(FactClass.GROUND_TRUTH, Field.PID),
    /** PID ADDR PFN PRESENT SWAP SW_TYPE SW_OFFSET MAPCOUNT FLAGS: one page of it. */
    GT_PAGE(FactClass.GROUND_TRUTH, Field.PID, Field.ADDR, Field.PFN, Field.PRESENT, Field.SWAP),
    /** PID START END VM_LOCKED: one of its vmas. */
    GT_VMA(FactClass.GROUND_TRUTH, Field.PID),
    /** PID: it ends. */
    GT_END(FactClass.GROUND_TRUTH, Field.PID),

    /** LOCK HOW READ TRY: a blocking acquisition begins, or (TRY) one that does not block has succeeded. */
    LOCK_ACQUIRE(FactClass.LOCKS, Field.LOCK),
    /** LOCK HOW: the lock is not free, so the blocking acquisition that has begun does wait. */
    LOCK_CONTENDED(FactClass.LOCKS, Field.LOCK),
    /** LOCK HOW: the blocking acquisition has succeeded. */
    LOCK_ACQUIRED(FactClass.LOCKS, Field.LOCK),
    /** LOCK HOW: a lock is about to be released, or a blocking acquisition is given up. */
    LOCK_RELEASE(FactClass.LOCKS, Field.LOCK),
    /** MM WRITE OK: mmap_lock is held now, for reading or writing; a downgrade shows in nothing else. */
    MMAP_LOCKED(FactClass.MMAP_LOCKS, Field.MM, Field.WRITE, Field.OK),
    /** MM: mmap_lock is about to be taken, by a trylock or not. */
    MMAP_START(FactClass.NONE, Field.MM),
    /** LOCK READ TRY: a task enters a function that takes an rwsem; of what kind, only its address can tell. */
    RWSEM_ENTER(FactClass.RWSEMS, Field.LOCK),
    /** OK: the one that it entered last returns, with the rwsem or without. */
    RWSEM_RETURN(FactClass.RWSEMS, Field.OK),
    /** LOCK: an rwsem is about to be released. */
    RWSEM_RELEASE(FactClass.RWSEMS, Field.LOCK),
    /** LOCK: an rwsem that is held for writing is about to be held for reading. */
    RWSEM_DOWNGRADE(FactClass.RWSEMS, Field.LOCK),
    /** MM: mmap_lock is about to be released. */
    MMAP_UNLOCKED(FactClass.MMAP_LOCKS, Field.MM),
    /** VMA MM: vma_start_write begins; it has nothing to do if the vma is write-locked already. */
    VMA_START_WRITE(FactClass.VMA_LOCKS, Field.VMA),
    /** This task was in user mode a moment ago, and so holds no lock. */
    USER_MODE(FactClass.NONE),
    /** MM ADDR HOW: where in collapse_huge_page or retract_page_tables the task is. */
    STEP(FactClass.STEPS, Field.MM, Field.ADDR),
    /** MM GEN START END CPUMASK FREED_TABLES: the mm's flush generation goes up, and a flush of the range follows. */
    TLB_GEN(FactClass.TLB, Field.MM),
    /** MM GEN START END FULL: this CPU has dropped the range of the mm that it has loaded, and is at the generation. */
    TLB_FLUSH_CPU(FactClass.TLB, Field.MM),
    /** PREV NEXT FLUSH LAZY GEN: this CPU has loaded another mm, or the same one anew; FLUSH says that nothing of it was kept. */
    SWITCH_MM(FactClass.TLB, Field.NEXT),
    /** MM: this CPU runs a kernel thread or idles on a user's mm: flushes pass it by until it runs a task of the mm again. */
    LAZY(FactClass.TLB, Field.MM),
    /** MM HOW START END FULL: an mmu_gather begins, flushes, has freed its pages, ends. */
    TLB_GATHER(FactClass.NONE, Field.MM),
    /** MM HOW: reclaim puts off the flush of the entry it just took away (ADD), or begins the flush of all it put off (FLUSH). */
    TLB_BATCH(FactClass.TLB_BATCH),
    /** PFN: reclaim has handed the page to its backing store. */
    PAGE_WRITEOUT(FactClass.NONE, Field.PFN),
    /** PID: this CPU is about to run that task; its mm is switched to after this. */
    SCHED_SWITCH(FactClass.NONE, Field.PID),
    /** ERA HOLDS: the trace shows, by a name or a value, that the kernel is one after this change, or one before it. */
    ERA(FactClass.NONE, Field.ERA, Field.HOLDS);

    private final FactClass factClass;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Field> required;

    EventKind(FactClass factClass, Field... required) {
        this.factClass = factClass;
        this.required = List.of(required);
    }

    /** Fields without which such an event says nothing. */
    public List<Field> required() {
        return required;
    }

    /** The class of facts that this kind of event changes. */
    public FactClass factClass() {
        return factClass;
    }
}
