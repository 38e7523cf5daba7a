package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageOrderTest {

    @Test
    void an_order_is_of_one_page_at_least_and_of_no_more_than_the_buddy_allocator_has() {
        assertThat(PageOrder.valid(0)).isTrue();
        assertThat(PageOrder.valid(PageOrder.MAX)).isTrue();
        assertThat(PageOrder.valid(-1)).isFalse();
        assertThat(PageOrder.valid(PageOrder.MAX + 1)).isFalse();
        assertThat(PageOrder.valid(1L << 32)).isFalse();
    }
}
