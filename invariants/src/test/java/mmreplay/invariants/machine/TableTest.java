package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TableTest {

    private final Table table = new Table();

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        table.forEach((index, value) -> entries.add(index + "=" + value));
        return entries;
    }

    @Test
    void an_entry_that_was_never_written_is_unknown() {
        assertThat(table.value(0)).isEqualTo(Table.UNKNOWN);
        assertThat(table.line(511)).isZero();
        assertThat(entries()).isEmpty();
    }

    @Test
    void an_entry_holds_what_was_written_last_and_its_line_and_its_neighbours_hold_nothing() {
        table.set(3, 0x67, 7);
        table.set(3, 0x25, 9);
        assertThat(table.value(3)).isEqualTo(0x25);
        assertThat(table.line(3)).isEqualTo(9);
        for (int other = 0; other < Table.ENTRIES; other++) {
            if (other != 3) {
                assertThat(table.value(other)).as("%d", other).isEqualTo(Table.UNKNOWN);
                assertThat(table.line(other)).as("%d", other).isZero();
            }
        }
    }

    @Test
    void a_value_without_a_line_keeps_the_line_before() {
        table.set(3, 0x67, 7);
        table.set(3, 0x25, 0);
        assertThat(table.line(3)).isEqualTo(7);
    }

    @Test
    void an_entry_that_is_put_out_of_mind_leaves_the_others() {
        table.set(3, 0x67, 7);
        table.set(19, 0x25, 8);
        table.forget(3);
        table.forget(40);
        assertThat(table.value(3)).isEqualTo(Table.UNKNOWN);
        assertThat(table.value(19)).isEqualTo(0x25);
    }

    @Test
    void the_known_entries_are_told_in_the_order_of_their_indexes() {
        table.set(511, 5, 1);
        table.set(16, 4, 2);
        table.set(0, 3, 3);
        assertThat(entries()).containsExactly("0=3", "16=4", "511=5");
    }
}
