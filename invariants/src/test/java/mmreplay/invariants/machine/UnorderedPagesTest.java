package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnorderedPagesTest {

    private static final long PFN = 0x1980;
    private static final long HUGE = 0x1a00;

    private final UnorderedPages pages = new UnorderedPages();

    @Test
    void a_small_page_stands_for_itself_alone() {
        pages.add(PFN);
        assertThat(pages.has(PFN)).isTrue();
        assertThat(pages.has(PFN + 1)).isFalse();
        assertThat(pages.has(PFN - 1)).isFalse();
    }

    @Test
    void a_huge_page_stands_for_all_its_pages() {
        pages.add(HUGE);
        assertThat(pages.has(HUGE + 511)).isTrue();
        assertThat(pages.has(HUGE + 512)).isFalse();
        assertThat(pages.has(HUGE - 1)).isFalse();
    }

    @Test
    void pages_that_are_freed_leave_those_behind_them() {
        pages.add(PFN);
        pages.add(PFN + 1);
        pages.add(PFN + 2);
        pages.drop(PFN, 2);
        assertThat(pages.has(PFN)).isFalse();
        assertThat(pages.has(PFN + 1)).isFalse();
        assertThat(pages.has(PFN + 2)).isTrue();
    }

    @Test
    void a_gap_leaves_none() {
        pages.add(PFN);
        pages.clear();
        assertThat(pages.has(PFN)).isFalse();
    }
}
