package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
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
class FoliosTest {

    private static final long PFN = 0x1980;
    private static final long HUGE = 0x1a00;
    private static final long ANON_VMA = 0xffff888005a00000L;
    private static final long ANON = 1;
    private static final long FILE_MAPPING = 0xffff888006b00000L;
    private static final long VMA = 0xffff888005016000L;

    private final Events events = new Events();
    private final Folios folios = events.machine.folios();

    private MmEvent about(EventKind kind, long pfn) {
        return events.event(kind).set(Field.PFN, pfn);
    }

    private MmEvent rmap(EventKind kind, long pfn, int cpu) {
        return events.at(kind, PID, cpu, 1000 * (events.line() + 1)).set(Field.PFN, pfn);
    }

    private void mapping(long pfn, long mapping) {
        events.apply(about(EventKind.MAPPING_SET, pfn).set(Field.NEW, mapping).set(Field.INDEX, 3));
    }

    private Page page(long pfn) {
        return Objects.requireNonNull(folios.find(pfn));
    }

    @Test
    void a_page_that_is_allocated_begins_without_a_mapping_and_off_all_lists() {
        assertThat(events.touches(about(EventKind.PAGE_ALLOC, PFN).set(Field.ORDER, 1)))
                .containsExactlyInAnyOrder(Key.page(PFN), Key.page(PFN + 1));
        assertThat(folios.touched(PFN)).isNull();
        assertThat(folios.born(PFN)).isTrue();
        assertThat(folios.born(PFN + 2)).isFalse();
        assertThat(page(PFN + 1).bornLine()).isEqualTo(1);
        assertThat(page(PFN + 1).allocPid()).isEqualTo(PID);
        assertThat(page(PFN + 1).mappingKnown()).isTrue();
        assertThat(page(PFN + 1).mapping()).isZero();
        assertThat(page(PFN + 1).inCache()).isEqualTo(Tri.NO);
        assertThat(page(PFN + 1).locked()).isEqualTo(Tri.NO);
        assertThat(page(PFN + 1).lru()).isEqualTo(Tri.NO);
    }

    @Test
    void a_pid_that_no_kernel_gives_makes_no_block_of_two_allocations() {
        events.apply(
                events.event(EventKind.PAGE_ALLOC, 1 << 22).set(Field.PFN, PFN).set(Field.ORDER, 0));
        events.apply(
                events.event(EventKind.PAGE_ALLOC, 0).set(Field.PFN, PFN + 1).set(Field.ORDER, 0));
        assertThat(folios.inBlock(PFN)).isFalse();
        assertThat(page(PFN).bornLine()).isEqualTo(1);
    }

    @Test
    void the_pages_of_one_allocation_are_a_block_until_one_of_them_is_freed() {
        events.allocates(PFN, 1);
        events.allocates(PFN + 2, 0);
        assertThat(folios.inBlock(PFN)).isTrue();
        assertThat(folios.inBlock(PFN + 1)).isTrue();
        assertThat(folios.inBlock(PFN + 2)).isFalse();
        assertThat(folios.blockEnd(PFN)).isEqualTo(PFN + 2);
        events.frees(PFN + 1, 0);
        assertThat(folios.inBlock(PFN)).isFalse();
        assertThat(folios.blockEnd(PFN)).isEqualTo(PFN + 1);
    }

    @Test
    void a_page_that_is_freed_takes_all_that_is_known_of_it_with_it() {
        events.allocates(PFN, 0);
        mapping(PFN, FILE_MAPPING);
        assertThat(events.touches(about(EventKind.PAGE_FREE, PFN).set(Field.ORDER, 0)))
                .containsExactly(Key.page(PFN));
        assertThat(folios.find(PFN)).isNull();
        assertThat(folios.size()).isZero();
    }

    @Test
    void nothing_follows_from_a_damaged_line() {
        events.allocates(PFN, 0);
        events.frees(PFN, PageOrder.MAX + 1);
        events.apply(events.event(EventKind.PAGE_FREE).set(Field.ORDER, 0));
        assertThat(folios.born(PFN)).isTrue();
        events.allocates(HUGE, PageOrder.MAX + 1);
        assertThat(folios.born(HUGE)).isFalse();
    }

    @Test
    void a_page_that_is_allocated_while_it_is_shows_that_its_free_was_not_recorded() {
        events.allocates(PFN, 0);
        events.frees(PFN, 0);
        events.allocates(PFN, 0);
        assertThat(folios.contradictions()).isZero();
        events.allocates(PFN, 0);
        assertThat(folios.contradictions()).isEqualTo(1);
    }

    @Test
    void the_order_of_rmap_events_is_certain_only_on_one_cpu() {
        events.apply(rmap(EventKind.RMAP_ADD, PFN, 1));
        events.apply(rmap(EventKind.RMAP_REMOVE, PFN, 1));
        assertThat(page(PFN).rmapOrderCertain()).isTrue();
        events.apply(rmap(EventKind.RMAP_ADD, PFN, 2));
        assertThat(page(PFN).rmapOrderCertain()).isFalse();
        events.apply(rmap(EventKind.RMAP_ADD, HUGE, 1));
        events.apply(rmap(EventKind.RMAP_REMOVE, HUGE, 2));
        assertThat(page(HUGE).rmapOrderCertain()).isFalse();
    }

    @Test
    void adds_and_removes_are_counted_as_small_and_as_whole() {
        events.allocates(HUGE, 9);
        events.apply(about(EventKind.RMAP_ADD, HUGE).set(Field.COMPOUND, 1).set(Field.VMA, VMA));
        events.apply(about(EventKind.RMAP_ADD, HUGE).set(Field.VMA, VMA).set(Field.HOW, Word.DUP));
        assertThat(page(HUGE).rmapCount()).isEqualTo(1);
        assertThat(page(HUGE).compoundCount()).isEqualTo(1);
        assertThat(page(HUGE).everCompound()).isTrue();
        assertThat(page(HUGE).mappers())
                .as("a duplicate names the parent's vma")
                .containsExactly(VMA);
        assertThat(page(HUGE).mapped()).isEqualTo(Tri.YES);
        events.apply(about(EventKind.RMAP_REMOVE, HUGE).set(Field.COMPOUND, 1).set(Field.VMA, VMA));
        events.apply(about(EventKind.RMAP_REMOVE, HUGE));
        assertThat(page(HUGE).rmapCount()).isZero();
        assertThat(page(HUGE).compoundCount()).isZero();
        assertThat(page(HUGE).mappers()).isEmpty();
        assertThat(page(HUGE).mapped()).isEqualTo(Tri.NO);
        assertThat(page(HUGE).rmapLine()).isEqualTo(events.line());
    }

    @Test
    void a_page_older_than_the_trace_is_unmapped_once_its_mapcount_says_so() {
        events.apply(about(EventKind.RMAP_REMOVE, PFN));
        assertThat(page(PFN).mapped()).isEqualTo(Tri.UNKNOWN);
        events.apply(about(EventKind.RMAP_REMOVE, PFN).set(Field.MAPCOUNT, 1));
        assertThat(page(PFN).mapped()).isEqualTo(Tri.UNKNOWN);
        events.apply(about(EventKind.RMAP_REMOVE, PFN).set(Field.MAPCOUNT, 0));
        assertThat(page(PFN).mapped()).isEqualTo(Tri.NO);
        events.apply(about(EventKind.RMAP_ADD, PFN));
        assertThat(page(PFN).mapped()).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void the_mapcount_of_a_huge_pages_head_does_not_tell_of_its_tails() {
        events.apply(about(EventKind.RMAP_REMOVE, HUGE).set(Field.MAPCOUNT, 0));
        assertThat(page(HUGE).mapped()).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void whether_an_anonymous_page_is_mapped_is_a_fact_about_its_anon_vma_too() {
        mapping(PFN, ANON_VMA | ANON);
        assertThat(events.touches(about(EventKind.RMAP_ADD, PFN)))
                .containsExactlyInAnyOrder(Key.page(PFN), Key.pagesOf(ANON_VMA));
        assertThat(events.touches(about(EventKind.RMAP_REMOVE, PFN)))
                .containsExactlyInAnyOrder(Key.page(PFN), Key.pagesOf(ANON_VMA));
        mapping(PFN, FILE_MAPPING);
        assertThat(events.touches(about(EventKind.RMAP_ADD, PFN))).containsExactly(Key.page(PFN));
    }

    @Test
    void the_mapping_of_a_huge_pages_tail_stands_in_its_head() {
        mapping(HUGE, ANON_VMA | ANON);
        assertThat(events.touches(about(EventKind.RMAP_ADD, HUGE + 5)))
                .containsExactlyInAnyOrder(Key.page(HUGE + 5), Key.pagesOf(ANON_VMA));
        assertThat(events.touches(about(EventKind.RMAP_ADD, HUGE + 512))).containsExactly(Key.page(HUGE + 512));
    }

    @Test
    void a_sample_tells_what_it_prints_and_leaves_the_rest() {
        events.apply(about(EventKind.PAGE_SAMPLE, PFN).set(Field.MAPPING, ANON_VMA | ANON));
        assertThat(page(PFN).mapping()).isEqualTo(ANON_VMA | ANON);
        assertThat(page(PFN).indexKnown()).isFalse();
        assertThat(page(PFN).sampledCount()).isEqualTo(Integer.MIN_VALUE);
        events.apply(about(EventKind.PAGE_SAMPLE, PFN).set(Field.MAPCOUNT, 2).set(Field.INDEX, 9));
        assertThat(page(PFN).sampledCount()).isEqualTo(2);
        assertThat(page(PFN).sampleLine()).isEqualTo(events.line());
        assertThat(page(PFN).index()).isEqualTo(9);
        assertThat(page(PFN).mappingLine()).isEqualTo(1);
    }

    @Test
    void a_small_anonymous_page_is_told_from_a_part_of_a_large_one() {
        assertThat(folios.smallAnon(PFN)).isEqualTo(Tri.UNKNOWN);
        events.allocates(PFN, 0);
        assertThat(folios.smallAnon(PFN)).as("no mapping").isEqualTo(Tri.NO);
        mapping(PFN, ANON_VMA | ANON);
        assertThat(folios.smallAnon(PFN)).isEqualTo(Tri.YES);
        events.allocates(HUGE, 9);
        mapping(HUGE, ANON_VMA | ANON);
        assertThat(folios.smallAnon(HUGE)).isEqualTo(Tri.NO);
        mapping(HUGE + 5, ANON_VMA | ANON);
        assertThat(folios.smallAnon(HUGE + 5)).as("split off").isEqualTo(Tri.YES);
        mapping(HUGE + 1024, ANON_VMA | ANON);
        assertThat(folios.smallAnon(HUGE + 1024)).as("older than the trace").isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_page_that_another_task_than_its_allocator_changes_is_touched_by_others() {
        events.allocates(PFN, 0);
        mapping(PFN, FILE_MAPPING);
        assertThat(page(PFN).touchedByOthers()).isFalse();
        events.apply(events.event(EventKind.FOLIO_UNLOCK, OTHER).set(Field.PFN, PFN));
        assertThat(page(PFN).touchedByOthers()).isTrue();
    }

    @Test
    void a_page_that_two_cpus_changed_at_one_stamp_is_known_no_more_and_if_it_was_born_then_its_birth_neither() {
        events.allocates(PFN, 0);
        mapping(PFN, ANON_VMA | ANON);
        events.machine.forget(Key.page(PFN), events.line());
        assertThat(page(PFN).mappingKnown()).isFalse();
        assertThat(page(PFN).indexKnown()).isFalse();
        assertThat(page(PFN).inCache()).isEqualTo(Tri.UNKNOWN);
        assertThat(page(PFN).locked()).isEqualTo(Tri.UNKNOWN);
        assertThat(page(PFN).lru()).isEqualTo(Tri.UNKNOWN);
        assertThat(page(PFN).uptodate()).isEqualTo(Tri.UNKNOWN);
        assertThat(page(PFN).mlocked()).isEqualTo(Tri.UNKNOWN);
        assertThat(page(PFN).born()).isTrue();
        assertThat(Objects.requireNonNull(events.machine.anonVmas().find(ANON_VMA))
                        .pages())
                .isEmpty();
        events.machine.forget(Key.page(PFN), 1);
        assertThat(page(PFN).born()).isFalse();
        assertThat(folios.born(PFN)).isFalse();
    }
}
