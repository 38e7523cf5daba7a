package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTablesTest {

    private static final long MM = 0xffff888003450700L;
    private static final long ADDRESS = 0x7000_0020_3000L;
    private static final long TABLE = 0xd74c;
    private static final long PMDS = 0xd73e;
    private static final long PFN = 0x1980;
    private static final long HUGE = 0x1a00;
    private static final long SPECIAL = 1L << 9;
    private static final long SLOT = PageTables.slotOf(TABLE, 3);
    private static final long PMD_SLOT = PageTables.slotOf(PMDS, 1);

    private final Events events = new Events();
    private final PageTables tables = events.machine.tables();
    private final Folios folios = events.machine.folios();

    private MmEvent write(EventKind kind, long table, long old, long now) {
        return events.event(kind)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.PT, table)
                .set(Field.OLD, old)
                .set(Field.NEW, now);
    }

    private MmEvent pte(long old, long now) {
        return write(EventKind.PTE_WRITE, TABLE, old, now);
    }

    private void writesPte(long old, long now) {
        events.apply(pte(old, now));
    }

    private MmEvent table(EventKind kind) {
        return events.event(kind)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.LEVEL, 1)
                .set(Field.PFN, TABLE);
    }

    private void links() {
        events.apply(table(EventKind.PT_LINK).set(Field.SLOT_PFN, PMDS).set(Field.SLOT_IDX, 1));
    }

    private Page page(long pfn) {
        return Objects.requireNonNull(folios.touched(pfn));
    }

    @Test
    void a_page_knows_the_entries_that_point_to_it() {
        assertThat(events.touches(pte(0, Events.pte(PFN))))
                .containsExactlyInAnyOrder(Key.slot(TABLE, 3), Key.page(PFN));
        assertThat(page(PFN).slotCount()).isEqualTo(1);
        assertThat(page(PFN).slot(0)).isEqualTo(SLOT);
        assertThat(page(PFN).slotsLine()).isEqualTo(events.line());
        assertThat(page(PFN).mapped()).isEqualTo(Tri.YES);
        assertThat(tables.value(SLOT)).isEqualTo(Events.pte(PFN));
        assertThat(tables.line(SLOT)).isEqualTo(events.line());
        assertThat(tables.mmOf(SLOT)).isEqualTo(MM);
        assertThat(tables.addressOf(SLOT)).isEqualTo(ADDRESS);
        assertThat(tables.levelOf(SLOT)).isEqualTo(1);
    }

    @Test
    void an_entry_is_part_of_its_tables_page() {
        assertThat(events.uses(pte(0, Events.pte(PFN)))).containsExactly(Key.page(TABLE));
    }

    @Test
    void an_entry_that_moves_to_another_page_is_no_more_the_old_ones() {
        events.allocates(PFN, 1);
        writesPte(0, Events.pte(PFN));
        assertThat(events.touches(pte(Events.pte(PFN), Events.pte(PFN + 1))))
                .contains(Key.page(PFN), Key.page(PFN + 1), Key.slot(TABLE, 3));
        assertThat(page(PFN).slotCount()).isZero();
        assertThat(page(PFN).slotsLine()).isEqualTo(events.line());
        assertThat(page(PFN + 1).slotCount()).isEqualTo(1);
    }

    @Test
    void special_and_swap_entries_point_to_no_page() {
        writesPte(0, Events.pte(PFN) | SPECIAL);
        writesPte(Events.pte(PFN) | SPECIAL, 0x7fffffffffff408L);
        assertThat(folios.touched(PFN)).isNull();
        assertThat(tables.value(SLOT)).isEqualTo(0x7fffffffffff408L);
    }

    @Test
    void a_huge_entry_points_to_the_head() {
        events.apply(write(EventKind.PMD_WRITE, PMDS, 0, Events.hugePmd(HUGE)));
        assertThat(page(HUGE).slot(0)).isEqualTo(PMD_SLOT);
        assertThat(tables.levelOf(PMD_SLOT)).isEqualTo(2);
        assertThat(tables.addressOf(PMD_SLOT)).as("of PTE tables only").isEqualTo(-1);
    }

    @Test
    void a_store_that_was_missed_is_a_contradiction_and_what_it_must_have_mapped_is_unmapped_now() {
        events.allocates(PFN, 1);
        writesPte(0, Events.pte(PFN));
        assertThat(tables.contradictions()).isZero();
        writesPte(Events.pte(PFN + 1), 0);
        assertThat(tables.contradictions()).isEqualTo(1);
        assertThat(page(PFN).slotCount()).isZero();
        assertThat(page(PFN + 1).slotCount()).isZero();
        assertThat(page(PFN + 1).slotsLine()).isEqualTo(events.line());
    }

    @Test
    void a_table_whose_allocation_was_seen_began_zeroed() {
        assertThat(tables.known(SLOT)).isFalse();
        events.allocates(TABLE, 0);
        assertThat(tables.known(SLOT)).isTrue();
        assertThat(tables.value(SLOT)).isZero();
        writesPte(Events.pte(PFN), 0);
        assertThat(tables.contradictions()).isEqualTo(1);
    }

    @Test
    void a_table_that_is_freed_or_given_out_anew_takes_its_entries_with_it() {
        for (EventKind kind : List.of(EventKind.PAGE_FREE, EventKind.PAGE_ALLOC)) {
            events.apply(events.event(EventKind.RMAP_ADD).set(Field.PFN, PFN).set(Field.MAPCOUNT, 1));
            events.apply(events.event(EventKind.FOLIO_UNLOCK).set(Field.PFN, PFN));
            writesPte(0, Events.pte(PFN));
            assertThat(page(PFN).slotCount()).isEqualTo(1);
            events.apply(events.event(kind).set(Field.PFN, TABLE).set(Field.ORDER, 0));
            assertThat(page(PFN).slotCount()).as("%s", kind).isZero();
            assertThat(page(PFN).slotsLine()).isEqualTo(events.line());
            assertThat(tables.levelOf(SLOT)).isZero();
        }
    }

    @Test
    void the_entry_above_is_told_only_by_an_event_that_names_table_and_index() {
        MmEvent unlink = events.event(EventKind.PT_UNLINK);
        assertThat(PageTables.upperSlotOf(unlink)).isEqualTo(-1);
        assertThat(PageTables.upperSlotOf(unlink.set(Field.SLOT_PFN, 0).set(Field.SLOT_IDX, -1)))
                .isEqualTo(-1);
        assertThat(PageTables.upperSlotOf(unlink.set(Field.SLOT_PFN, 0xd73e).set(Field.SLOT_IDX, 2)))
                .isEqualTo((0xd73eL << 9) | 2);
    }

    @Test
    void a_table_that_is_linked_hangs_in_its_entry_until_it_is_unlinked() {
        links();
        assertThat(Pte.pfn(tables.value(PMD_SLOT))).isEqualTo(TABLE);
        assertThat(tables.levelOf(PMD_SLOT)).isEqualTo(2);
        assertThat(tables.addressOf(SLOT)).isEqualTo(ADDRESS);
        assertThat(events.touches(table(EventKind.PT_UNLINK).set(Field.HOW, Word.FREE)))
                .contains(Key.slot(PMDS, 1));
        assertThat(tables.value(PMD_SLOT)).isZero();
        assertThat(tables.line(PMD_SLOT)).isEqualTo(events.line());
        assertThat(tables.addressOf(SLOT)).isEqualTo(-1);
    }

    @Test
    void a_table_that_a_store_takes_out_may_be_moved_elsewhere() {
        links();
        events.apply(write(EventKind.PMD_WRITE, PMDS, Events.table(TABLE), 0));
        assertThat(tables.addressOf(SLOT)).isEqualTo(-1);
        assertThat(tables.mmOf(SLOT)).isEqualTo(MM);
    }

    @Test
    void a_tables_own_lock_is_told_when_it_is_allocated() {
        events.apply(table(EventKind.PT_ALLOC).set(Field.LOCK, 0x5b8));
        assertThat(tables.lockOf(SLOT)).isEqualTo(0x5b8);
        assertThat(tables.lockOf(PMD_SLOT)).isZero();
    }

    @Test
    void a_page_of_which_nothing_but_its_last_entry_was_known_is_not_kept() {
        writesPte(0, Events.pte(PFN));
        assertThat(folios.size()).isEqualTo(1);
        writesPte(Events.pte(PFN), 0);
        assertThat(folios.touched(PFN)).isNull();
        assertThat(folios.size()).isZero();
    }

    @Test
    void a_page_of_which_something_else_is_known_is_kept_without_entries() {
        List<MmEvent> shows = List.of(
                events.event(EventKind.PAGE_ALLOC).set(Field.ORDER, 0),
                events.event(EventKind.MAPPING_SET).set(Field.NEW, 0),
                events.event(EventKind.SWAPCACHE).set(Field.ENTRY, 5).set(Field.HOW, Word.DEL),
                events.event(EventKind.FOLIO_UNLOCK),
                events.event(EventKind.FOLIO_FLAG).set(Field.LRU, 0),
                events.event(EventKind.FOLIO_FLAG)
                        .set(Field.FLAG, Word.PG_UPTODATE)
                        .set(Field.VAL, 1),
                events.event(EventKind.FOLIO_FLAG).set(Field.MLOCKED, 1),
                events.event(EventKind.RMAP_REMOVE).set(Field.MAPCOUNT, 0),
                events.event(EventKind.PAGE_SAMPLE).set(Field.MAPCOUNT, 0));
        for (int i = 0; i < shows.size(); i++) {
            events.apply(shows.get(i).set(Field.PFN, PFN + i));
        }
        for (int i = 0; i < shows.size(); i++) {
            writesPte(0, Events.pte(PFN + i));
            writesPte(Events.pte(PFN + i), 0);
            assertThat(folios.touched(PFN + i)).as("%s", shows.get(i)).isNotNull();
        }
    }
}
