package mmreplay.invariants.rules.tlb;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is taken out of a page table while a CPU may have it cached. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakenTest {

    private static final long MM = 0xffff888004bef700L;
    private static final long PAGE = 0x80000000019c3067L;
    private static final long HUGE_PAGE = 0x80000000054000e7L;
    private static final long TABLE = 0xd740067L;
    private static final long SWAPPED = 0x7ffffffffff7e00L;
    private static final long ADDRESS = 0x7000_0000_0000L;

    private final MmEvent event = new MmEvent().begin(EventKind.PTE_WRITE, 1, 1, 0, 203);

    @Test
    void a_present_leaf_can_be_cached() {
        assertThat(Taken.cacheable(PAGE, 1)).isTrue();
        assertThat(Taken.cacheable(HUGE_PAGE, 2)).isTrue();
    }

    @Test
    void a_table_a_swap_entry_an_entry_of_a_higher_level_and_a_page_of_hugetlbfs_do_not_count() {
        assertThat(Taken.cacheable(TABLE, 2)).isFalse();
        assertThat(Taken.cacheable(SWAPPED, 1)).isFalse();
        assertThat(Taken.cacheable(HUGE_PAGE, 3)).isFalse();
        assertThat(Taken.cacheable(HUGE_PAGE, 1)).isFalse();
    }

    @Test
    void a_huge_page_is_its_first_page_whatever_lies_below_its_alignment() {
        assertThat(Taken.pfn(PAGE, 1)).isEqualTo(0x19c3);
        assertThat(Taken.pfn(HUGE_PAGE | 0x7000, 2)).isEqualTo(0x5400);
    }

    private Taken entry() {
        return Taken.entry(
                event.set(Field.MM, MM)
                        .set(Field.ADDR, ADDRESS)
                        .set(Field.LEVEL, 1)
                        .set(Field.OLD, PAGE),
                7);
    }

    @Test
    void a_flush_counts_if_it_is_of_the_mm_and_covers_the_page() {
        Taken taken = entry();
        taken.flush(MM + 0x700, 0, -1);
        taken.flush(MM, ADDRESS + 0x1000, -1);
        taken.flush(MM, 0, ADDRESS + 0xfff);
        assertThat(taken.flushed).isFalse();
        taken.flush(MM, ADDRESS, ADDRESS + 0x1000);
        assertThat(taken.flushed).isTrue();
    }

    @Test
    void a_flush_of_everything_counts_and_no_later_one_takes_it_back() {
        Taken taken = entry();
        taken.flush(MM, 0, -1);
        taken.flush(MM, ADDRESS + 0x1000, -1);
        assertThat(taken.flushed).isTrue();
    }
}
