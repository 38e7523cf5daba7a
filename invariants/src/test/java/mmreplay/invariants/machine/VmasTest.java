package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VmasTest {

    private static final long MM = 0xffff888003450700L;
    private static final long CHILD_MM = 0xffff888003ecf000L;
    private static final long VMA = 0xffff888005016000L;
    private static final long OTHER_VMA = 0xffff888005016100L;
    private static final long ANON_VMA = 0xffff888005a00000L;
    private static final long START = 0x7000_0000_0000L;
    private static final long END = START + 0x4000;

    private final Events events = new Events();
    private final Vmas vmas = events.machine.vmas();

    private MmEvent vma(long vma, Word how) {
        return events.event(EventKind.VMA).set(Field.VMA, vma).set(Field.HOW, how);
    }

    private MmEvent mapped(MmEvent event, long mm) {
        return event.set(Field.MM, mm)
                .set(Field.START, START)
                .set(Field.END, END)
                .set(Field.PGOFF, 7)
                .set(Field.FLAGS, 0x73);
    }

    private void assigns(long vma, long anonVma) {
        events.apply(events.event(EventKind.VMA_ANON_VMA).set(Field.VMA, vma).set(Field.ANON_VMA, anonVma));
    }

    private Vma get(long vma) {
        return Objects.requireNonNull(vmas.find(vma));
    }

    @Test
    void a_vma_is_known_as_far_as_events_print_it() {
        events.apply(vma(VMA, Word.ALLOC));
        assertThat(get(VMA).born()).isTrue();
        assertThat(get(VMA).settled()).isFalse();
        assertThat(get(VMA).mmKnown()).isFalse();
        assertThat(get(VMA).rangeKnown()).isFalse();
        assertThat(get(VMA).fileKnown()).isFalse();
        assertThat(get(VMA).anonVmaKnown()).isFalse();
        assertThat(events.touches(mapped(vma(VMA, Word.STORE), MM).set(Field.LOCK, 0x5b8)))
                .containsExactly(Key.vma(VMA));
        assertThat(get(VMA).settled()).isTrue();
        assertThat(get(VMA).mm()).isEqualTo(MM);
        assertThat(get(VMA).start()).isEqualTo(START);
        assertThat(get(VMA).end()).isEqualTo(END);
        assertThat(get(VMA).pgoff()).isEqualTo(7);
        assertThat(get(VMA).flags()).isEqualTo(0x73);
        assertThat(get(VMA).fileKnown()).isTrue();
        assertThat(get(VMA).fileLock()).isEqualTo(0x5b8);
        assertThat(vmas.size()).isEqualTo(1);
    }

    @Test
    void whether_a_vma_that_is_just_allocated_maps_a_file_is_not_known() {
        events.apply(vma(VMA, Word.ALLOC).set(Field.LOCK, 0));
        assertThat(get(VMA).fileKnown()).isFalse();
    }

    @Test
    void a_page_sits_in_what_is_mapped_where_its_address_and_pgoff_say() {
        events.apply(mapped(vma(VMA, Word.STORE), MM));
        assertThat(get(VMA).linearIndex(START + 0x3000)).isEqualTo(10);
    }

    @Test
    void a_vma_covers_its_addresses_from_its_start_to_before_its_end() {
        events.apply(mapped(vma(VMA, Word.STORE), MM));
        assertThat(vmas.covering(MM, START)).isSameAs(get(VMA));
        assertThat(vmas.covering(MM, END - 1)).isSameAs(get(VMA));
        assertThat(vmas.covering(MM, START - 1)).isNull();
        assertThat(vmas.covering(MM, END)).isNull();
        assertThat(vmas.covering(CHILD_MM, START)).isNull();
    }

    @Test
    void a_forks_copy_is_in_no_tree_until_it_is_stored_and_then_in_the_childs() {
        events.apply(mapped(vma(OTHER_VMA, Word.DUP), MM));
        assertThat(vmas.covering(MM, START)).isNull();
        events.apply(mapped(vma(OTHER_VMA, Word.FORK), CHILD_MM));
        assertThat(vmas.covering(CHILD_MM, START)).isSameAs(get(OTHER_VMA));
        assertThat(vmas.covering(MM, START)).isNull();
        assertThat(vmas.overlapping(MM, 0, -1L >>> 1)).isEmpty();
    }

    @Test
    void vmas_that_only_meet_do_not_overlap() {
        events.apply(mapped(vma(VMA, Word.STORE), MM));
        assertThat(vmas.overlapping(MM, START - 0x1000, START)).isEmpty();
        assertThat(vmas.overlapping(MM, END, END + 0x1000)).isEmpty();
        assertThat(vmas.overlapping(MM, START - 0x1000, START + 0x1000)).containsExactly(get(VMA));
        assertThat(vmas.overlapping(CHILD_MM, START, END)).isEmpty();
    }

    @Test
    void the_vmas_of_an_anon_vma_are_told_by_address_and_without_those_of_an_earlier_life() {
        events.apply(mapped(vma(OTHER_VMA, Word.STORE), MM));
        assigns(OTHER_VMA, ANON_VMA);
        events.apply(mapped(vma(VMA, Word.STORE), MM));
        assertThat(events.touches(
                        events.event(EventKind.VMA_ANON_VMA).set(Field.VMA, VMA).set(Field.ANON_VMA, ANON_VMA)))
                .containsExactly(Key.vma(VMA));
        long line = get(VMA).anonVmaLine();
        assertThat(line).isEqualTo(events.line());
        assertThat(vmas.ofAnonVma(ANON_VMA, 0, 0)).containsExactly(get(VMA), get(OTHER_VMA));
        assertThat(vmas.ofAnonVma(ANON_VMA, 0, VMA)).containsExactly(get(OTHER_VMA));
        assertThat(vmas.ofAnonVma(ANON_VMA, line, 0)).containsExactly(get(VMA));
        assertThat(vmas.ofAnonVma(ANON_VMA, line + 1, 0)).isEmpty();
    }

    @Test
    void a_vma_whose_anon_vma_is_cleared_is_none_of_it_any_more() {
        events.apply(vma(VMA, Word.STORE));
        assigns(VMA, ANON_VMA);
        assigns(VMA, 0);
        assertThat(vmas.ofAnonVma(ANON_VMA, 0, 0)).isEmpty();
        assertThat(get(VMA).anonVmaKnown()).isTrue();
    }

    @Test
    void a_vma_that_is_freed_or_born_anew_has_nothing_of_its_life_before() {
        for (Word end : new Word[] {Word.FREE, Word.ALLOC}) {
            events.apply(mapped(vma(VMA, Word.STORE), MM));
            assigns(VMA, ANON_VMA);
            assertThat(events.touches(vma(VMA, end))).containsExactly(Key.vma(VMA));
            events.apply(vma(VMA, Word.STORE));
            assertThat(vmas.ofAnonVma(ANON_VMA, 0, 0)).as("%s", end).isEmpty();
            assertThat(vmas.overlapping(MM, START, END)).as("%s", end).isEmpty();
            assertThat(get(VMA).anonVmaKnown()).as("%s", end).isFalse();
        }
        events.apply(vma(VMA, Word.FREE));
        assertThat(vmas.find(VMA)).isNull();
        assertThat(vmas.size()).isZero();
    }

    @Test
    void a_later_event_does_not_say_when_an_anon_vma_was_assigned() {
        events.apply(vma(VMA, Word.ADJUST).set(Field.ANON_VMA, ANON_VMA));
        long line = events.line();
        events.apply(vma(VMA, Word.ADJUST).set(Field.ANON_VMA, ANON_VMA));
        assertThat(get(VMA).anonVmaLine()).isEqualTo(line);
        events.apply(vma(VMA, Word.SEEN).set(Field.ANON_VMA, 0));
        assertThat(get(VMA).anonVma()).isZero();
    }

    @Test
    void all_vmas_of_an_mm_are_known_from_its_birth_to_its_end() {
        assertThat(vmas.complete(MM)).isFalse();
        events.apply(events.event(EventKind.MM).set(Field.MM, MM).set(Field.HOW, Word.ALLOC));
        assertThat(vmas.complete(MM)).isTrue();
        assertThat(vmas.complete(CHILD_MM)).isFalse();
        events.apply(events.event(EventKind.MM).set(Field.MM, MM).set(Field.HOW, Word.FREE));
        assertThat(vmas.complete(MM)).isFalse();
    }
}
