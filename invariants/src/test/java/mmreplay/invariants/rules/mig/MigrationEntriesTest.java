package mmreplay.invariants.rules.mig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which entries name a page that is being migrated. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationEntriesTest {

    private static final long PFN = 0x1980;
    private static final long TABLE = 0x1a00;
    private static final long SLOT = (TABLE << 9) | 5;
    private static final long LATER_SLOT = (TABLE << 9) | 511;

    private final MigrationEntries entries = new MigrationEntries();

    /** As swp_entry writes it: the type in the top five bits, the offset inverted below. */
    private static long entry(long type, long offset) {
        return (type << 59) | ((~offset << 14) >>> 5);
    }

    @Test
    void types_24_to_30_are_migration_or_device_entries_but_for_hwpoison() {
        for (int type = 24; type <= 30; type++) {
            assertThat(MigrationEntries.is(entry(type, PFN), 1))
                    .as("type %d", type)
                    .isEqualTo(type != 27);
        }
        assertThat(MigrationEntries.is(entry(23, PFN), 1))
                .as("hwpoison with everything configured")
                .isFalse();
        assertThat(MigrationEntries.is(entry(31, PFN), 1)).as("a marker").isFalse();
        assertThat(MigrationEntries.is(entry(0, PFN), 1)).as("a swap file").isFalse();
        assertThat(MigrationEntries.pfn(entry(30, PFN))).isEqualTo(PFN);
    }

    @Test
    void the_first_of_several_entries_is_told_until_it_goes() {
        entries.named(PFN, true);
        entries.set(LATER_SLOT, PFN, 20);
        entries.set(SLOT, PFN, 10);
        assertThat(entries.slotOf(PFN)).isEqualTo(SLOT);
        assertThat(entries.lineOf(SLOT)).isEqualTo(10);
        entries.gone(SLOT);
        assertThat(entries.slotOf(PFN)).isEqualTo(LATER_SLOT);
        assertThat(entries.lineOf(SLOT)).isZero();
        entries.gone(LATER_SLOT);
        assertThat(entries.slotOf(PFN)).isEqualTo(-1);
    }

    @Test
    void an_entry_of_another_page_is_not_its_own() {
        entries.named(PFN, true);
        entries.set(SLOT, PFN + 1, 10);
        assertThat(entries.slotOf(PFN)).isEqualTo(-1);
    }

    @Test
    void all_entries_of_a_table_go_with_it_and_no_others() {
        entries.named(PFN, true);
        entries.set(SLOT, PFN, 10);
        entries.set(LATER_SLOT, PFN, 11);
        entries.set((TABLE + 1) << 9, PFN, 12);
        entries.tableGone(TABLE);
        assertThat(entries.slotOf(PFN)).isEqualTo((TABLE + 1) << 9);
    }

    @Test
    void a_page_is_named_until_it_is_freed_and_all_its_entries_are_known_until_a_doubt() {
        entries.doubtful(PFN);
        assertThat(entries.wasNamed(PFN)).isFalse();
        entries.named(PFN, true);
        assertThat(entries.allKnown(PFN)).isTrue();
        entries.doubtful(PFN);
        assertThat(entries.wasNamed(PFN)).isTrue();
        assertThat(entries.allKnown(PFN)).isFalse();
        entries.named(PFN, true);
        assertThat(entries.allKnown(PFN))
                .as("once in doubt, in doubt for its life")
                .isFalse();
        entries.pageGone(PFN);
        assertThat(entries.wasNamed(PFN)).isFalse();
    }

    @Test
    void after_a_loss_nothing_is_known() {
        entries.named(PFN, true);
        entries.set(SLOT, PFN, 10);
        entries.forget();
        assertThat(entries.wasNamed(PFN)).isFalse();
        assertThat(entries.lineOf(SLOT)).isZero();
        entries.named(PFN, false);
        assertThat(entries.slotOf(PFN)).isEqualTo(-1);
        assertThat(entries.allKnown(PFN)).isFalse();
    }
}
