package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StaleEntriesTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;
    private static final long HUGE = 0x1a00;
    private static final long PFN = 0x1980;
    private static final int HUGE_PAGES = StaleEntries.HUGE_PAGES;
    /** From so many on the list of an mm is swept. */
    private static final int FEW = 64;

    private final List<Long> touched = new ArrayList<>();
    private final StaleEntries entries = new StaleEntries(touched::add);

    private Stale add(long pfn, int pages) {
        Stale stale = Events.stale(MM, pfn, pages, 0b10);
        entries.add(stale);
        return stale;
    }

    private List<Stale> of(long pfn) {
        List<Stale> all = new ArrayList<>();
        for (Stale s = entries.first(pfn); s != null; s = s.next) {
            all.add(s);
        }
        return all;
    }

    private List<Stale> ofMm(long mm) {
        List<Stale> all = new ArrayList<>();
        entries.change(mm, all::add);
        return all;
    }

    private static void flush(Stale stale) {
        stale.flushed(2000, 1, Stale.NO_GENERATION);
    }

    @Test
    void those_of_a_page_are_kept_newest_first() {
        Stale older = add(PFN, 1);
        Stale newer = add(PFN, 1);
        add(PFN + 1, 1);
        assertThat(of(PFN)).containsExactly(newer, older);
        assertThat(entries.size()).isEqualTo(3);
    }

    /** The page, or the page of the table, and the address, of each. */
    private void assertTouched(Stale... stale) {
        Long[] keys = Stream.of(stale)
                .flatMap(one -> Stream.of(Key.stale(one.pfn()), Key.stale(MM, one.address())))
                .toArray(Long[]::new);
        assertThat(touched).containsExactly(keys);
    }

    @Test
    void a_translation_that_becomes_stale_touches_its_page_and_its_address_and_so_does_a_table() {
        Stale page = add(PFN, 1);
        Stale table = add(PFN + 1, 0);
        assertTouched(page, table);
        assertThat(entries.first(PFN + 1)).isNull();
        assertThat(ofMm(MM)).hasSize(2);
    }

    @Test
    void a_flush_touches_only_the_pages_whose_translations_it_takes_from_a_cpu() {
        Stale flushed = add(PFN, 1);
        add(PFN + 1, 1);
        Stale table = add(PFN + 2, 0);
        touched.clear();
        entries.change(MM, stale -> {
            if (stale == flushed || stale == table) {
                flush(stale);
            }
        });
        assertTouched(flushed, table);
    }

    @Test
    void a_translation_that_no_cpu_holds_any_more_is_dropped() {
        Stale oldest = add(PFN, 1);
        Stale middle = add(PFN, 1);
        Stale newest = add(PFN, 1);
        entries.change(MM, stale -> {
            if (stale == middle) {
                flush(stale);
            }
        });
        assertThat(of(PFN)).containsExactly(newest, oldest);
        assertThat(entries.size()).isEqualTo(2);
        entries.change(MM, stale -> {
            if (stale == newest) {
                flush(stale);
            }
        });
        assertThat(of(PFN)).containsExactly(oldest);
        entries.change(MM, StaleEntriesTest::flush);
        assertThat(of(PFN)).isEmpty();
        assertThat(entries.size()).isZero();
    }

    @Test
    void a_flush_of_one_mm_shows_none_of_another() {
        Stale other = Events.stale(OTHER_MM, PFN, 1, 0b10);
        entries.add(other);
        entries.change(MM, StaleEntriesTest::flush);
        assertThat(of(PFN)).containsExactly(other);
        assertThat(ofMm(OTHER_MM)).containsExactly(other);
    }

    @Test
    void pages_that_are_freed_take_their_translations_with_them_and_leave_their_neighbours() {
        add(PFN, 1);
        add(PFN + 1, 1);
        add(PFN + 2, 1);
        entries.dropPages(PFN, 2);
        assertThat(of(PFN)).isEmpty();
        assertThat(of(PFN + 1)).isEmpty();
        assertThat(of(PFN + 2)).hasSize(1);
    }

    @Test
    void the_first_page_of_a_huge_one_that_was_split_leaves_the_huge_translations_when_it_is_freed() {
        Stale older = add(HUGE, HUGE_PAGES);
        add(HUGE, 1);
        Stale newer = add(HUGE, HUGE_PAGES);
        entries.dropPages(HUGE, 1);
        assertThat(of(HUGE)).containsExactly(newer, older);
    }

    @Test
    void a_huge_page_that_is_freed_as_a_whole_leaves_none() {
        add(HUGE, HUGE_PAGES);
        entries.dropPages(HUGE, HUGE_PAGES);
        assertThat(of(HUGE)).isEmpty();
    }

    @Test
    void a_list_that_grows_is_swept_of_what_went_with_its_pages() {
        Stale walked = add(0, 0);
        flush(add(1, 0));
        for (int i = 2; i < FEW; i++) {
            add(PFN + i, 1);
        }
        entries.dropPages(PFN, FEW / 2);
        assertThat(entries.size()).isEqualTo(FEW);
        add(PFN, 1);
        assertThat(entries.size())
                .as("the table that a CPU may walk, half of the pages, and the new one")
                .isEqualTo(1 + FEW / 2 + 1);
        assertThat(ofMm(MM)).contains(walked).hasSize(1 + FEW / 2 + 1);
    }

    @Test
    void a_gap_leaves_none() {
        add(PFN, 1);
        entries.clear();
        assertThat(of(PFN)).isEmpty();
        assertThat(ofMm(MM)).isEmpty();
        assertThat(entries.size()).isZero();
    }
}
