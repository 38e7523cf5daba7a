package mmreplay.invariants.rules.map;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What one task did to entries and counts under a page-table lock. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RmapSectionTest {

    private static final long PFN = 0x1980;
    private static final long FLAGS = 0x8000000000000067L;
    private static final long READ_ONLY = 0x8000000000000025L;

    private final RmapSection section = new RmapSection();
    private final MmEvent event = new MmEvent();
    private long line;

    private static long pte(long pfn, long flags) {
        return (pfn << 12) | flags;
    }

    private void written(long old, long now) {
        section.written(event.begin(EventKind.PTE_WRITE, ++line, line, 0, 203)
                .set(Field.LEVEL, 1)
                .set(Field.OLD, old)
                .set(Field.NEW, now));
    }

    private void counted(long pfn, int change) {
        section.counted(event.begin(EventKind.RMAP_ADD, ++line, line, 0, 203).set(Field.PFN, pfn), change);
    }

    @Test
    void an_entry_that_maps_another_page_takes_one_from_the_old_and_gives_one_to_the_new() {
        written(pte(PFN, FLAGS), pte(PFN + 1, FLAGS));
        assertThat(section.size()).isEqualTo(2);
        assertThat(section.pfn(0)).isEqualTo(PFN);
        assertThat(section.entries(0)).isEqualTo(-1);
        assertThat(section.pfn(1)).isEqualTo(PFN + 1);
        assertThat(section.entries(1)).isEqualTo(1);
        assertThat(section.entryLine(1)).isEqualTo(1);
    }

    @Test
    void an_entry_that_still_maps_the_page_counts_nothing() {
        written(pte(PFN, FLAGS), pte(PFN, READ_ONLY));
        assertThat(section.size()).isZero();
    }

    @Test
    void an_entry_that_is_cleared_and_the_removal_match() {
        written(pte(PFN, FLAGS), 0);
        counted(PFN, -1);
        assertThat(section.size()).isEqualTo(1);
        assertThat(section.entries(0)).isEqualTo(section.counts(0)).isEqualTo(-1);
        assertThat(section.countLine(0)).isEqualTo(2);
    }

    @Test
    void a_huge_page_is_not_counted_by_its_small_pages() {
        section.counted(
                event.begin(EventKind.RMAP_ADD, 1, 1, 0, 203)
                        .set(Field.PFN, PFN)
                        .set(Field.COMPOUND, 1),
                1);
        section.counted(
                event.begin(EventKind.RMAP_ADD, 2, 2, 0, 203)
                        .set(Field.PFN, PFN)
                        .set(Field.HOW, Word.SPLIT),
                1);
        section.written(event.begin(EventKind.PTE_WRITE, 3, 3, 0, 203)
                .set(Field.LEVEL, 2)
                .set(Field.OLD, 0)
                .set(Field.NEW, pte(PFN, FLAGS)));
        assertThat(section.size()).isZero();
    }

    @Test
    void any_number_of_pages_keep_their_own_counts_whatever_the_order() {
        int pages = 40; // more than it has room for at first, twice over
        for (int i = 0; i < pages; i++) {
            written(0, pte(PFN + i, FLAGS));
        }
        for (int i = pages - 1; i >= 0; i--) {
            counted(PFN + i, 1);
        }
        assertThat(section.size()).isEqualTo(pages);
        for (int i = 0; i < pages; i++) {
            assertThat(section.pfn(i)).isEqualTo(PFN + i);
            assertThat(section.entries(i)).isEqualTo(1);
            assertThat(section.counts(i)).isEqualTo(1);
            assertThat(section.entryLine(i)).isEqualTo(i + 1);
            assertThat(section.countLine(i)).isEqualTo(2L * pages - i);
        }
    }

    @Test
    void the_next_section_begins_with_nothing() {
        written(0, pte(PFN, FLAGS));
        counted(PFN, 1);
        section.clear();
        counted(PFN, -1);
        assertThat(section.size()).isEqualTo(1);
        assertThat(section.counts(0)).isEqualTo(-1);
        assertThat(section.entries(0)).isZero();
        assertThat(section.entryLine(0)).isZero();
    }
}
