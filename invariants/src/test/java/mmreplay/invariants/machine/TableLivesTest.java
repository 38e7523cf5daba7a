package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.invariants.result.Why;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TableLivesTest {

    private static final long MM = 0xffff_8880_03ec_f000L;
    private static final long ADDRESS = 0x7000_0000_0000L;
    private static final long TABLE = 0xd74c;
    private static final long PMDS = 0xd73e;
    private static final int PID = 203;

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
    private long line;

    private MmEvent event(EventKind kind, int pid) {
        line++;
        return new MmEvent()
                .begin(kind, line, line * 1000, 0, pid)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.LEVEL, 1)
                .set(Field.PFN, TABLE);
    }

    private void allocated() {
        machine.apply(event(EventKind.PT_ALLOC, PID).set(Field.LOCK, 0x5b8));
    }

    private void linked() {
        machine.apply(event(EventKind.PT_LINK, PID).set(Field.SLOT_PFN, PMDS).set(Field.SLOT_IDX, 0));
    }

    private void cleared(int pid) {
        machine.apply(event(EventKind.PMD_WRITE, pid)
                .set(Field.LEVEL, 2)
                .set(Field.PT, PMDS)
                .set(Field.OLD, TABLE << 12 | 0x67)
                .set(Field.NEW, 0));
    }

    private void step(Word how) {
        machine.apply(event(EventKind.STEP, PID).set(Field.HOW, how));
    }

    private TableLife table() {
        return Objects.requireNonNull(machine.tableLives().find(TABLE));
    }

    private TableLife.Unhooking unhooking() {
        return Objects.requireNonNull(table().unhooking());
    }

    @Test
    void a_new_table_is_known_not_to_be_hooked() {
        allocated();
        assertThat(table().hooked()).isEqualTo(Tri.NO);
        assertThat(table().unhooking()).isNull();
        assertThat(table().lock()).isEqualTo(0x5b8);
    }

    @Test
    void of_a_table_that_nothing_shows_nothing_is_known() {
        assertThat(machine.tableLives().find(TABLE)).isNull();
    }

    @Test
    void a_collapse_is_told_from_a_retract_by_its_step() {
        linked();
        step(Word.COLLAPSE_LOCKED);
        cleared(PID);
        assertThat(unhooking().how()).isEqualTo(Word.COLLAPSE);
        linked();
        step(Word.COLLAPSE_DONE);
        cleared(PID);
        assertThat(unhooking().how()).isEqualTo(Word.RETRACT);
    }

    @Test
    void another_tasks_collapse_is_not_this_ones() {
        linked();
        step(Word.COLLAPSE_LOCKED);
        cleared(PID + 1);
        assertThat(unhooking().how()).isEqualTo(Word.RETRACT);
        assertThat(unhooking().pid()).isEqualTo(PID + 1);
        assertThat(unhooking().slot()).isEqualTo(PageTables.slotOf(PMDS, 0));
    }

    @Test
    void a_table_that_is_hooked_again_was_not_taken_away() {
        linked();
        cleared(PID);
        assertThat(table().hooked()).isEqualTo(Tri.NO);
        linked();
        assertThat(table().hooked()).isEqualTo(Tri.YES);
        assertThat(table().unhooking()).isNull();
    }

    @Test
    void a_freed_page_is_no_table_any_more() {
        linked();
        machine.apply(event(EventKind.PAGE_FREE, PID).set(Field.ORDER, 0));
        assertThat(machine.tableLives().find(TABLE)).isNull();
    }

    @Test
    void a_gap_leaves_nothing() {
        linked();
        machine.forget(Why.LOST);
        assertThat(machine.tableLives().find(TABLE)).isNull();
    }

    @Test
    void a_table_is_known_from_its_allocation_on_and_its_links_and_stores_tell_where_it_hangs() {
        allocated();
        assertThat(table().born()).isTrue();
        assertThat(table().mm()).isEqualTo(MM);
        assertThat(table().slot()).isEqualTo(-1);
        machine.apply(
                event(EventKind.PT_LINK, PID + 1).set(Field.SLOT_PFN, PMDS).set(Field.SLOT_IDX, 3));
        assertThat(table().slot()).isEqualTo(PageTables.slotOf(PMDS, 3));
        assertThat(table().base()).isEqualTo(ADDRESS);
        assertThat(table().hookPid()).isEqualTo(PID + 1);
        assertThat(table().hookLine()).isEqualTo(line);
    }

    @Test
    void a_table_that_was_there_before_the_trace_is_not_known_to_be_new() {
        linked();
        assertThat(table().born()).isFalse();
        assertThat(machine.tableLives().size()).isEqualTo(1);
    }

    @Test
    void a_store_that_points_to_a_table_hooks_it_one_level_lower() {
        machine.apply(event(EventKind.PMD_WRITE, PID)
                .set(Field.LEVEL, 3)
                .set(Field.PT, PMDS)
                .set(Field.OLD, 0)
                .set(Field.NEW, TABLE << 12 | 0x67));
        assertThat(table().hooked()).isEqualTo(Tri.YES);
        assertThat(table().level()).isEqualTo(2);
        assertThat(table().base()).isEqualTo(ADDRESS);
    }

    @Test
    void a_store_that_does_not_print_its_address_leaves_open_what_the_table_covers() {
        machine.apply(new MmEvent()
                .begin(EventKind.PMD_WRITE, 1, 1000, 0, PID)
                .set(Field.PT, PMDS)
                .set(Field.IDX, 3)
                .set(Field.OLD, 0)
                .set(Field.NEW, TABLE << 12 | 0x67));
        assertThat(table().hooked()).isEqualTo(Tri.YES);
        assertThat(table().base()).isEqualTo(-1);
    }

    @Test
    void what_happens_to_a_table_happens_to_its_page() {
        Events events = new Events();
        assertThat(events.touches(
                        events.event(EventKind.PT_ALLOC).set(Field.MM, MM).set(Field.PFN, TABLE)))
                .containsExactly(Key.page(TABLE));
        assertThat(events.touches(
                        events.event(EventKind.PT_UNLINK).set(Field.MM, MM).set(Field.PFN, TABLE)))
                .containsExactly(Key.page(TABLE));
    }

    @Test
    void a_page_that_is_given_out_anew_is_no_table() {
        linked();
        machine.apply(event(EventKind.PAGE_ALLOC, PID).set(Field.ORDER, 0));
        assertThat(machine.tableLives().find(TABLE)).isNull();
        assertThat(machine.tableLives().size()).isZero();
    }

    @Test
    void a_dead_task_collapses_nothing() {
        step(Word.COLLAPSE_LOCKED);
        assertThat(machine.tableLives().collapses(PID, MM, ADDRESS)).isTrue();
        machine.apply(event(EventKind.TASK_DEAD, PID + 1).set(Field.PID, PID));
        assertThat(machine.tableLives().collapses(PID, MM, ADDRESS)).isFalse();
    }

    @Test
    void each_level_covers_512_times_what_the_one_below_does() {
        assertThat(TableLife.span(1)).isEqualTo(1L << 21);
        assertThat(TableLife.span(2)).isEqualTo(1L << 30);
        assertThat(TableLife.span(4)).isEqualTo(1L << 48);
        assertThat(TableLife.span(0)).as("of a damaged line").isEqualTo(1L << 21);
    }
}
