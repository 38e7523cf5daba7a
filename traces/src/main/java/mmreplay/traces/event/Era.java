package mmreplay.traces.event;

/**
 * What changed between kernels such that the same events are right before and wrong after, or the other way round. Rules ask
 * whether a change holds; they never ask for a version. A trace shows it by the functions and fields that occur in it, because
 * stable and distribution kernels carry changes of later versions.
 */
public enum Era {
    MLOCK_UNDER_PTL(5, 18, "PG_mlocked is set under the page-table lock instead of the page lock"),
    DELAYED_RMAP(6, 2, "a zapped file page keeps its mapcount until the TLB is flushed"),
    VMA_LOCK(6, 4, "page faults run under a lock of the vma alone"),
    PTE_MAP_MAY_FAIL(6, 5, "pte_offset_map_lock looks again at the PMD entry, and may fail"),
    RETRACT_BY_PTL(6, 6, "retract_page_tables unhooks a table under the page-table locks and frees it by RCU"),
    UFFD_MOVE(6, 8, "UFFDIO_MOVE takes a page to another anon_vma, and to another root"),
    MAPPING_BY_NEW_RMAP(6, 11, "folio->mapping becomes anonymous only in folio_add_new_anon_rmap"),
    RMAP_WALK_LOCKED(6, 19, "every rmap walk holds the page lock");

    private final int major;
    private final int minor;
    private final String change;

    Era(int major, int minor, String change) {
        this.major = major;
        this.minor = minor;
        this.change = change;
    }

    /** Whether the change is in this version of the mainline kernel. */
    public boolean since(KernelVersion version) {
        return version.isAtLeast(major, minor);
    }

    /** {@code 6.4}: the first mainline version that has it. */
    public String first() {
        return major + "." + minor;
    }

    /** What the kernel does since then, one clause. */
    public String change() {
        return change;
    }
}
