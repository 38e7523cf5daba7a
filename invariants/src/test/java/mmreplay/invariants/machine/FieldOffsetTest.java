package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FieldOffsetTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;
    private static final long MMAP_LOCK = 0x160;
    private static final long UNKNOWN = 0;

    private final FieldOffset offset = new FieldOffset();

    @Test
    void what_one_object_shows_holds_for_every_other() {
        offset.learn(MM, MM + MMAP_LOCK, 5);
        assertThat(offset.of(OTHER_MM, 6)).isEqualTo(OTHER_MM + MMAP_LOCK);
        assertThat(offset.of(0, 6)).as("of no object").isEqualTo(UNKNOWN);
    }

    @Test
    void before_any_object_shows_it_nothing_is_known() {
        assertThat(offset.of(OTHER_MM, 6)).isEqualTo(UNKNOWN);
    }

    @Test
    void it_counts_from_the_stamp_after_that_of_the_first_statement() {
        offset.learn(MM, MM + MMAP_LOCK, 5);
        offset.learn(OTHER_MM, OTHER_MM + MMAP_LOCK, 9);
        assertThat(offset.of(OTHER_MM, 5)).isEqualTo(UNKNOWN);
        assertThat(offset.of(OTHER_MM, 6)).isEqualTo(OTHER_MM + MMAP_LOCK);
    }

    @Test
    void the_first_member_lies_where_its_object_does() {
        offset.learn(MM, MM, 5);
        assertThat(offset.of(OTHER_MM, 6)).isEqualTo(OTHER_MM);
    }

    @Test
    void what_lies_a_page_off_is_no_member() {
        offset.learn(MM, MM + 4096, 5);
        assertThat(offset.of(OTHER_MM, 6)).isEqualTo(UNKNOWN);
    }

    @Test
    void what_lies_before_the_object_is_no_member() {
        offset.learn(MM, MM - 8, 5);
        assertThat(offset.of(OTHER_MM, 6)).isEqualTo(UNKNOWN);
    }

    @Test
    void statements_that_contradict_each_other_tell_nothing_for_good() {
        offset.learn(MM, MM + MMAP_LOCK, 5);
        offset.learn(OTHER_MM, OTHER_MM + MMAP_LOCK + 8, 6);
        assertThat(offset.of(OTHER_MM, 7)).isEqualTo(UNKNOWN);
        offset.learn(MM, MM + MMAP_LOCK, 8);
        offset.learn(OTHER_MM, OTHER_MM + MMAP_LOCK, 9);
        assertThat(offset.of(OTHER_MM, 10)).isEqualTo(UNKNOWN);
    }
}
