package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.PID;
import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MachineTest {

    private static final long MM = 0xffff888003450700L;
    private static final long VMA = 0xffff888005016000L;
    private static final long ANON_VMA = 0xffff888005a00000L;
    private static final long ADDRESS = 0x7000_0020_3000L;
    private static final long TABLE = 0xd74c;
    private static final long PFN = 0x1980;
    private static final long ENTRY = 0x17;

    private final Events events = new Events();
    private final Machine machine = events.machine;

    private void writesPte(long old, long now) {
        events.apply(events.event(EventKind.PTE_WRITE)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.PT, TABLE)
                .set(Field.OLD, old)
                .set(Field.NEW, now));
    }

    private void linksTree() {
        events.apply(events.event(EventKind.VMA).set(Field.VMA, VMA).set(Field.HOW, Word.STORE));
        events.apply(
                events.event(EventKind.AVC_LINK).set(Field.ANON_VMA, ANON_VMA).set(Field.VMA, VMA));
    }

    @Test
    void a_trace_without_contradictions_shows_none() {
        events.allocates(PFN, 0);
        writesPte(0, Events.pte(PFN));
        assertThat(machine.contradicted()).isEmpty();
    }

    @Test
    void a_page_that_is_allocated_twice_shows_that_not_all_frees_are_there() {
        events.allocates(PFN, 0);
        events.allocates(PFN, 0);
        assertThat(machine.contradicted()).containsExactly(FactClass.PAGE_LIFE);
    }

    @Test
    void an_entry_that_held_something_else_than_was_stored_shows_that_not_all_stores_are_there() {
        writesPte(0, Events.pte(PFN));
        writesPte(Events.pte(PFN + 1), 0);
        assertThat(machine.contradicted()).containsExactly(FactClass.PTE);
    }

    @Test
    void a_dispute_over_a_vma_or_an_anon_vma_puts_all_trees_out_of_mind() {
        for (long key : new long[] {Key.vma(VMA), Key.anonVma(ANON_VMA)}) {
            linksTree();
            assertThat(machine.vmas().find(VMA)).isNotNull();
            assertThat(machine.anonVmas().chain(VMA)).isNotEmpty();
            assertThat(machine.forget(key, 1)).isTrue();
            assertThat(machine.vmas().find(VMA)).isNull();
            assertThat(machine.anonVmas().find(ANON_VMA)).isNull();
            assertThat(machine.anonVmas().chain(VMA)).isEmpty();
        }
    }

    @Test
    void a_dispute_over_a_page_ends_its_life_as_a_table() {
        events.apply(events.event(EventKind.PT_ALLOC).set(Field.PFN, TABLE).set(Field.LEVEL, 1));
        assertThat(machine.forget(Key.page(TABLE), 1)).isTrue();
        assertThat(machine.tableLives().find(TABLE)).isNull();
    }

    @Test
    void a_dispute_over_a_swap_entry_puts_its_slot_out_of_mind() {
        events.apply(events.event(EventKind.SWAP_MAP).set(Field.ENTRY, ENTRY).set(Field.HOW, Word.ALLOC));
        assertThat(machine.forget(Key.swap(ENTRY), 1)).isTrue();
        assertThat(machine.swap().find(ENTRY)).isNull();
    }

    @Test
    void a_task_on_two_cpus_at_one_stamp_is_not_known_to_collapse_anything() {
        events.apply(events.event(EventKind.STEP)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.HOW, Word.COLLAPSE_LOCKED));
        assertThat(machine.tableLives().collapses(PID, MM, ADDRESS)).isTrue();
        assertThat(machine.forget(Key.runner(PID), 1)).isTrue();
        assertThat(machine.tableLives().collapses(PID, MM, ADDRESS)).isFalse();
    }

    @Test
    void a_fact_about_several_objects_has_no_state_of_its_own() {
        assertThat(machine.forget(Key.slot(TABLE, 3), 1)).isFalse();
        assertThat(machine.forget(Key.pagesOf(ANON_VMA), 1)).isFalse();
        assertThat(machine.forget(Key.lock(VMA), 1)).isFalse();
    }
}
