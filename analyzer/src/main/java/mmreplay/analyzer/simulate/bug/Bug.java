package mmreplay.analyzer.simulate.bug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One smallest change of a path for each rule. */
public enum Bug {
    ANON_1("ANON-1", "do_wp_page: page_move_anon_rmap without the page lock"),
    ANON_2("ANON-2", "do_swap_page: page_add_new_anon_rmap for a page that is mapped already"),
    ANON_3("ANON-3", "page_add_anon_rmap: sets an anonymous page back to the root"),
    // the page outlives an anon_vma that not all who map it are linked to, and whose memory becomes another tree's
    ANON_4(
            "ANON-4",
            "__page_set_anon_rmap: the vma's own anon_vma for a page that is not exclusive",
            "ANON-5",
            "ANON-7",
            "AV-1",
            "SWAP-7",
            "SWAP-8"),
    // the page is taken for exclusive while two map it, and outlives its new anon_vma
    ANON_5("ANON-5", "do_wp_page: takes a page over that another vma still maps", "ANON-9", "AV-1", "PTC-2", "SWAP-8"),
    // without the tag the mapping is a file's
    ANON_6("ANON-6", "__page_set_anon_rmap: the tag is not part of the store", "PTC-1"),
    // by its index the page looks like another tree's when it is swapped in
    ANON_7("ANON-7", "__page_set_anon_rmap: the index is off by one", "SWAP-8"),
    // the entries are restored without the page lock
    ANON_8("ANON-8", "hugetlb migration: the page is unlocked before its entries are restored", "MAP-3"),
    // both swap the page in as theirs alone
    ANON_9(
            "ANON-9",
            "copy_nonpresent_pte: the exclusive bit is copied to the child",
            "ANON-7",
            "AV-1",
            "PTC-2",
            "SWAP-7",
            "SWAP-8"),
    AV_1("AV-1", "unmap_region: the vma leaves its anon_vmas before its pages are zapped"),
    // links to freed memory, which becomes the anon_vma of something else
    AV_2(
            "AV-2",
            "unlink_anon_vmas: an anon_vma is dropped to which another vma is linked",
            "ANON-4",
            "ANON-5",
            "ANON-7",
            "AV-1",
            "AV-3",
            "AV-6",
            "KSM-2",
            "PTW-3",
            "SWAP-7",
            "SWAP-8"),
    AV_3("AV-3", "unlink_anon_vmas: the root is freed before its child"),
    AV_4("AV-4", "folio_lock_anon_vma_read: does not look at folio_mapped again"),
    // the links are removed without the lock
    AV_5("AV-5", "unlink_anon_vmas: does not take the root's lock that a reader holds", "AV-6"),
    // a page of the oldest anon_vma is not found from the copy
    AV_6("AV-6", "anon_vma_clone: forgets the link to the oldest anon_vma", "ANON-7", "SWAP-8"),
    // to lockdep the reader holds the lock for ever
    AV_7("AV-7", "rmap_walk_anon: releases the lock of another root", "LOCK-1", "LOCK-4"),
    // the page is freed, or its anon_vma, while it counts as mapped
    MAP_1("MAP-1", "zap_pte_range: page_remove_rmap is forgotten", "AV-1", "MAP-2"),
    // it is freed with an entry
    MAP_2("MAP-2", "zap_pte_range: the page is freed before its entry is cleared", "MAP-1", "TLB-1"),
    // the entry is gone and the count is not when the lock is dropped
    MAP_3("MAP-3", "wp_page_copy: page_remove_rmap after the table's lock is dropped", "MAP-1"),
    LOCK_1("LOCK-1", "__vma_adjust: takes the anon_vma's lock before i_mmap_rwsem"),
    LOCK_2("LOCK-2", "__unmap_and_move: unlocks the page twice"),
    // an order that is no one's
    LOCK_3("LOCK-3", "retract_page_tables: vma_start_write under i_mmap_rwsem", "LOCK-1"),
    // an order that is no one's
    LOCK_4("LOCK-4", "retract_page_tables: waits for mmap_lock under i_mmap_rwsem", "LOCK-1"),
    MLOCK_1("MLOCK-1", "mlock_pte_range: without the table's lock"),
    MLOCK_2("MLOCK-2", "__munlock_page, in a user's task: neither isolates the page nor takes lru_lock"),
    MLOCK_3("MLOCK-3", "__munlock_page: does not clear PG_mlocked of a page that was mapped and mlocked once"),
    MLOCK_4("MLOCK-4", "migrate_folio: the page that it moves is isolated again"),
    // the count never comes down to zero, and the flag stays
    MLOCK_5("MLOCK-5", "mlock_pte_range: mlocks a page twice for one mapping", "MLOCK-3"),
    // reclaim of a page that was mlocked counts it once more
    MLOCK_7("MLOCK-7", "try_to_unmap_one: does not look at VM_LOCKED", "MLOCK-5"),
    // the entries are restored without the page lock
    MIG_1("MIG-1", "move_to_new_folio: unlocks the new page before the content is copied", "LOCK-2", "MAP-3"),
    // when the entry is restored the page is mlocked for it once more
    MIG_2("MIG-2", "mlock_pte_range: takes a migration entry's page for a mapped one", "MLOCK-5"),
    MIG_3("MIG-3", "remove_migration_ptes: leaves an entry behind"),
    PTW_1("PTW-1", "madvise(MADV_DONTNEED): walks without mmap_lock"),
    PTW_2("PTW-2", "free_pgtables: frees the tables before unlink_anon_vmas"),
    // a walk of the rmap goes on in the table that is taken away
    PTW_3("PTW-3", "collapse_huge_page: without the anon_vma's lock", "PTW-8"),
    // the table goes without any lock of its mm
    PTW_4("PTW-4", "retract_page_tables: without mmap_write_trylock", "PTW-2", "PTW-9"),
    // the collapse has too little of a lock, and the entry is lost with its page
    PTW_5(
            "PTW-5",
            "collapse_huge_page: takes mmap_lock for reading only, and a fault keeps the table",
            "AV-1", // the lost page is mapped for ever, and its anon_vma goes
            "MAP-1",
            "PTW-3",
            "PTW-8",
            "PTW-9",
            "TLB-2",
            "TLB-7"),
    // the entry is gone and the count is not when the lock is dropped
    PTW_6("PTW-6", "try_to_unmap_one: drops the table's lock between clear and set", "MAP-1"),
    PTW_7("PTW-7", "move_normal_pmd: without take_rmap_locks"),
    // the count goes up without the lock, too
    PTW_8("PTW-8", "do_anonymous_page: stores the entry without the table's lock", "MAP-3"),
    // the table goes without any lock of its own mm
    PTW_9("PTW-9", "retract_page_tables: locks another mm", "PTW-2", "PTW-4"),
    // the page cache's page becomes an anonymous one for whoever maps it
    PTC_1("PTC-1", "do_cow_fault: maps the page cache's page as the private copy", "ANON-2", "ANON-9", "AV-1", "PTC-2"),
    PTC_2("PTC-2", "copy_present_pte: does not write-protect the parent's entry"),
    SWAP_1("SWAP-1", "do_swap_page past the cache: SWAP_HAS_CACHE is given up before pte_same"),
    // the slot was given up, and its page is another's
    SWAP_2("SWAP-2", "do_swap_page past the cache: no pin, and the slot is reused meanwhile", "SWAP-1", "SWAP-3"),
    // what is mapped belongs to another place
    SWAP_3(
            "SWAP-3",
            "do_swap_page: the page that was found serves another entry",
            "ANON-5",
            "ANON-7",
            "ANON-9",
            "SWAP-8",
            "SWAP-9"),
    // all that follows is done without the page lock
    SWAP_4(
            "SWAP-4",
            "do_swap_page: uses the page of the swap cache without its lock",
            "ANON-1",
            "MAP-3",
            "SWAP-1",
            "SWAP-5"),
    SWAP_5("SWAP-5", "free_swap_cache: without the page lock"),
    SWAP_6("SWAP-6", "ksm_might_need_to_copy: copies a page whose read failed"),
    // what is mapped belongs to another tree
    SWAP_7(
            "SWAP-7",
            "ksm_might_need_to_copy: a page of another tree is not copied",
            "ANON-7",
            "AV-1",
            "KSM-2",
            "SWAP-8"),
    // what is mapped belongs to another tree
    SWAP_8("SWAP-8", "unuse_pte: maps a page of another tree as it is", "ANON-5", "ANON-7", "AV-1", "KSM-2"),
    // what follows is done without the page lock
    SWAP_9("SWAP-9", "do_swap_page: unlocks the page before swap_free", "ANON-1", "MAP-3", "SWAP-5"),
    SWAP_10("SWAP-10", "free_swap_and_cache: swap_free twice"),
    // the write-out is what the put-off flush had to come before
    SWAP_11("SWAP-11", "shrink_folio_list: pageout before try_to_unmap_flush_dirty", "TLB-3"),
    SWAP_12("SWAP-12", "swapoff: the slot caches are drained after the device is gone"),
    // the page is shared while an entry may write it
    KSM_1("KSM-1", "try_to_merge_one_page: without write_protect_page", "ANON-9", "PTC-2"),
    // what is mapped belongs to another tree
    KSM_2("KSM-2", "do_swap_page: two trees share what KSM had merged", "ANON-7", "AV-1", "SWAP-7", "SWAP-8"),
    // tables are freed without the flush, too
    TLB_1("TLB-1", "tlb_flush_mmu: frees the pages without the flush", "TLB-5"),
    TLB_2("TLB-2", "move_ptes: flushes after the locks are dropped"),
    TLB_3("TLB-3", "zap_pte_range: flush_tlb_batched_pending is forgotten"),
    // what is outside the range is freed while the CPU may use it
    TLB_4("TLB-4", "flush_tlb_func: flushes a range though the CPU is two generations behind", "TLB-1", "TLB-2"),
    TLB_5("TLB-5", "free_pte_range: freed_tables is not set"),
    TLB_6("TLB-6", "zap_pte_range (6.2): page_remove_rmap is not delayed"),
    // the small pages are freed while a CPU may use them
    TLB_7("TLB-7", "pmdp_collapse_flush: without the flush", "TLB-1"),
    // the account's count is that of another page
    TRUTH("TRUTH", "the account names another page than the page tables", "MAP-1");

    private final String rule;
    private final String change;
    /** Ids, separated by spaces. */
    private final String also;

    /** @param also the rules that the same change may break, too; why is said above each bug */
    Bug(String rule, String change, String... also) {
        this.rule = rule;
        this.change = change;
        this.also = String.join(" ", also);
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

    /** Rules that the same change breaks, too: they may speak of it, and need not. */
    public List<String> also() {
        return also.isEmpty() ? List.of() : List.of(also.split(" "));
    }
}
