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
    GROUND_TRUTH("ground-truth markers (GT pagemap)"),
    LOCKS("mm locks as lockdep sees them"),
    STEPS("steps of a huge page's collapse"),
    TLB("TLB flushes, mm switches and lazy mode");

    private final String meaning;

    FactClass(String meaning) {
        this.meaning = meaning;
    }

    /** In words, for "not recorded: ...". */
    public String meaning() {
        return meaning;
    }
}
