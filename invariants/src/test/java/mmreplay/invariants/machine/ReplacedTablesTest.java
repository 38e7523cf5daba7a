package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplacedTablesTest {

    private static final long MM = 0xffff888003450700L;
    private static final long PMDS = 0xd73e;
    private static final long OTHER_PMDS = 0xd73f;
    private static final long SLOT = PageTables.slotOf(PMDS, 3);
    private static final long NEIGHBOUR = PageTables.slotOf(PMDS, 4);
    private static final long OTHER_SLOT = PageTables.slotOf(OTHER_PMDS, 3);

    private final Stale table = Events.stale(MM, 0xd74c, 0, 1);
    private final ReplacedTables replaced = new ReplacedTables();

    @Test
    void an_entry_names_the_table_that_it_held_until_it_holds_something_again() {
        assertThat(replaced.find(SLOT)).isNull();
        replaced.put(SLOT, table);
        assertThat(replaced.find(SLOT)).isSameAs(table);
        assertThat(replaced.find(NEIGHBOUR)).isNull();
        replaced.refilled(SLOT);
        assertThat(replaced.find(SLOT)).isNull();
    }

    @Test
    void an_entry_that_is_refilled_leaves_its_neighbours_empty() {
        replaced.put(SLOT, table);
        replaced.put(NEIGHBOUR, table);
        replaced.refilled(SLOT);
        assertThat(replaced.find(NEIGHBOUR)).isSameAs(table);
    }

    @Test
    void a_pmd_table_that_is_freed_takes_what_its_entries_held_with_it() {
        replaced.put(SLOT, table);
        replaced.put(OTHER_SLOT, table);
        replaced.freed(PMDS);
        assertThat(replaced.find(SLOT)).isNull();
        assertThat(replaced.find(OTHER_SLOT)).isSameAs(table);
    }

    @Test
    void a_gap_leaves_none() {
        replaced.put(SLOT, table);
        replaced.clear();
        assertThat(replaced.find(SLOT)).isNull();
    }
}
