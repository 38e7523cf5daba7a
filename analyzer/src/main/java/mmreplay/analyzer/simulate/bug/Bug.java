package mmreplay.analyzer.simulate.bug;

import org.jspecify.annotations.Nullable;

/** One smallest change of a path for each rule. */
public enum Bug {
    ANON_1("ANON-1", "do_wp_page: page_move_anon_rmap without the page lock"),
    ANON_2("ANON-2", "do_swap_page: page_add_new_anon_rmap for a page that is mapped already"),
    ANON_3("ANON-3", "page_add_anon_rmap: sets an anonymous page back to the root"),
    ANON_4("ANON-4", "__page_set_anon_rmap: the vma's own anon_vma for a page that is not exclusive"),
    ANON_5("ANON-5", "do_wp_page: takes a page over that another vma still maps"),
    ANON_6("ANON-6", "__page_set_anon_rmap: the tag is not part of the store"),
    ANON_7("ANON-7", "__page_set_anon_rmap: the index is off by one"),
    ANON_8("ANON-8", "hugetlb migration: the page is unlocked before its entries are restored"),
    ANON_9("ANON-9", "copy_nonpresent_pte: the exclusive bit is copied to the child"),
    AV_1("AV-1", "unmap_region: the vma leaves its anon_vmas before its pages are zapped"),
    AV_2("AV-2", "unlink_anon_vmas: an anon_vma is dropped to which another vma is linked"),
    AV_3("AV-3", "unlink_anon_vmas: the root is freed before its child"),
    AV_4("AV-4", "folio_lock_anon_vma_read: does not look at folio_mapped again"),
    AV_5("AV-5", "unlink_anon_vmas: does not take the root's lock that a reader holds"),
    AV_6("AV-6", "anon_vma_clone: forgets the link to the oldest anon_vma"),
    AV_7("AV-7", "rmap_walk_anon: releases the lock of another root"),
    MAP_1("MAP-1", "zap_pte_range: page_remove_rmap is forgotten"),
    MAP_2("MAP-2", "zap_pte_range: the page is freed before its entry is cleared"),
    MAP_3("MAP-3", "wp_page_copy: page_remove_rmap after the table's lock is dropped"),
    LOCK_1("LOCK-1", "__vma_adjust: takes the anon_vma's lock before i_mmap_rwsem"),
    LOCK_2("LOCK-2", "__unmap_and_move: unlocks the page twice"),
    LOCK_3("LOCK-3", "retract_page_tables: vma_start_write under i_mmap_rwsem"),
    LOCK_4("LOCK-4", "retract_page_tables: waits for mmap_lock under i_mmap_rwsem"),
    MLOCK_1("MLOCK-1", "mlock_pte_range: without the table's lock"),
    MLOCK_2("MLOCK-2", "__munlock_page: neither isolates the page nor takes lru_lock"),
    MLOCK_3("MLOCK-3", "__munlock_page: does not clear PG_mlocked"),
    MLOCK_4("MLOCK-4", "isolate_migratepages: isolates a page that it has isolated"),
    MLOCK_5("MLOCK-5", "mlock_pte_range: mlocks a page twice for one mapping"),
    MLOCK_7("MLOCK-7", "try_to_unmap_one: does not look at VM_LOCKED"),
    MIG_1("MIG-1", "__unmap_and_move: does not lock the new page"),
    MIG_2("MIG-2", "mlock_pte_range: takes a migration entry's page for a mapped one"),
    MIG_3("MIG-3", "remove_migration_ptes: leaves an entry behind"),
    PTW_1("PTW-1", "madvise(MADV_DONTNEED): walks without mmap_lock"),
    PTW_2("PTW-2", "free_pgtables: frees the tables before unlink_anon_vmas"),
    PTW_3("PTW-3", "collapse_huge_page: without the anon_vma's lock"),
    PTW_4("PTW-4", "retract_page_tables: without mmap_write_trylock"),
    PTW_5("PTW-5", "do_anonymous_page: keeps the table over a time without mmap_lock"),
    PTW_6("PTW-6", "try_to_unmap_one: drops the table's lock between clear and set"),
    PTW_7("PTW-7", "move_normal_pmd: without take_rmap_locks"),
    PTW_8("PTW-8", "do_anonymous_page: stores the entry without the table's lock"),
    PTW_9("PTW-9", "retract_page_tables: locks another mm"),
    PTC_1("PTC-1", "do_cow_fault: maps the page cache's page as the private copy"),
    PTC_2("PTC-2", "copy_present_pte: does not write-protect the parent's entry"),
    SWAP_1("SWAP-1", "do_swap_page past the cache: SWAP_HAS_CACHE is given up before pte_same"),
    SWAP_2("SWAP-2", "do_swap_page past the cache: no pin, and the slot is reused meanwhile"),
    SWAP_3("SWAP-3", "do_swap_page: the page that was found serves another entry"),
    SWAP_4("SWAP-4", "do_swap_page: uses the page of the swap cache without its lock"),
    SWAP_5("SWAP-5", "free_swap_cache: without the page lock"),
    SWAP_6("SWAP-6", "ksm_might_need_to_copy: copies a page whose read failed"),
    SWAP_7("SWAP-7", "ksm_might_need_to_copy: a page of another tree is not copied"),
    SWAP_8("SWAP-8", "unuse_pte: maps a page of another tree as it is"),
    SWAP_9("SWAP-9", "do_swap_page: unlocks the page before swap_free"),
    SWAP_10("SWAP-10", "free_swap_and_cache: swap_free twice"),
    SWAP_11("SWAP-11", "shrink_folio_list: pageout before try_to_unmap_flush_dirty"),
    SWAP_12("SWAP-12", "swapoff: the slot caches are drained after the device is gone"),
    KSM_1("KSM-1", "try_to_merge_one_page: without write_protect_page"),
    KSM_2("KSM-2", "do_swap_page: two trees share what KSM had merged"),
    TLB_1("TLB-1", "tlb_flush_mmu: frees the pages without the flush"),
    TLB_2("TLB-2", "move_ptes: flushes after the locks are dropped"),
    TLB_3("TLB-3", "zap_pte_range: flush_tlb_batched_pending is forgotten"),
    TLB_4("TLB-4", "flush_tlb_func: flushes a range though the CPU is two generations behind"),
    TLB_5("TLB-5", "free_pte_range: freed_tables is not set"),
    TLB_6("TLB-6", "zap_pte_range (6.2): page_remove_rmap is not delayed"),
    TLB_7("TLB-7", "pmdp_collapse_flush: without the flush"),
    TRUTH("TRUTH", "the account names another page than the page tables");

    private final String rule;
    private final String change;

    Bug(String rule, String change) {
        this.rule = rule;
        this.change = change;
    }

    /** The bug that breaks a rule, or null. */
    public static @Nullable Bug of(String rule) {
        for (Bug bug : values()) {
            if (bug.rule.equals(rule)) {
                return bug;
            }
        }
        return null;
    }

    /** The rule that must find it. */
    public String rule() {
        return rule;
    }

    public String change() {
        return change;
    }
}
