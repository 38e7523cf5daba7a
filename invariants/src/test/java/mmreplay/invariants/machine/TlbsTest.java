package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
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

/** CPU 0 changes the tables; CPU 1 has the mm loaded. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TlbsTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;
    private static final long ADDRESS = 0x7000_0000_3000L;
    private static final long TABLE = 0xd74c;
    private static final long PMDS = 0xd73e;
    private static final long PFN = 0x1980;
    private static final long HUGE = 0x1a00;
    private static final long PFN_BITS = 0x000f_ffff_ffff_f000L;
    private static final long PROT_NONE = 1L << 8;

    private final Events events = new Events();
    private final Tlbs tlbs = events.machine.tlbs();

    private void born(long mm) {
        events.apply(events.event(EventKind.MM).set(Field.MM, mm).set(Field.HOW, Word.ALLOC));
    }

    private MmEvent loading(int cpu, long mm, long time) {
        return events.at(EventKind.SWITCH_MM, OTHER, cpu, time).set(Field.NEXT, mm);
    }

    private void loads(int cpu, long mm) {
        events.apply(loading(cpu, mm, 1000 * (events.line() + 1)));
    }

    private MmEvent pte(long old, long now) {
        return events.event(EventKind.PTE_WRITE)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.PT, TABLE)
                .set(Field.OLD, old)
                .set(Field.NEW, now);
    }

    private void unmaps(long pfn) {
        events.apply(pte(Events.pte(pfn), 0));
    }

    private void writesPmd(long old, long now) {
        events.apply(events.event(EventKind.PMD_WRITE)
                .set(Field.LEVEL, 2)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.PT, PMDS)
                .set(Field.OLD, old)
                .set(Field.NEW, now));
    }

    private Stale only(long pfn) {
        assertThat(tlbs.of(pfn)).hasSize(1);
        return tlbs.of(pfn).get(0);
    }

    private static long protNone(long pfn) {
        return (~(pfn << 12) & PFN_BITS) | PROT_NONE;
    }

    @Test
    void a_cpu_that_has_the_mm_loaded_may_hold_what_is_unmapped_and_one_that_was_never_seen_may_too() {
        loads(0, OTHER_MM);
        loads(1, MM);
        unmaps(PFN);
        assertThat(only(PFN).held(1)).isTrue();
        assertThat(only(PFN).held(0)).isFalse();
        assertThat(only(PFN).cpus()).isEqualTo((-1L << 2) | 0b10);
        assertThat(only(PFN).address()).isEqualTo(ADDRESS);
        assertThat(only(PFN).mm()).isEqualTo(MM);
    }

    @Test
    void an_mm_that_is_new_is_loaded_only_where_it_was_seen_to_be() {
        born(MM);
        loads(1, MM);
        unmaps(PFN);
        assertThat(only(PFN).cpus()).isEqualTo(0b10);
    }

    @Test
    void an_entry_that_is_made_prot_none_is_stale_though_it_keeps_its_page() {
        loads(1, MM);
        events.apply(pte(Events.pte(PFN), protNone(PFN)));
        assertThat(only(PFN).held(1)).isTrue();
    }

    @Test
    void what_was_not_present_no_cpu_can_hold() {
        loads(1, MM);
        events.apply(pte(protNone(PFN), 0));
        assertThat(tlbs.of(PFN)).isEmpty();
        assertThat(tlbs.mayBeStale(PFN)).isFalse();
    }

    @Test
    void a_huge_translation_is_one_of_each_of_its_pages_and_a_small_one_of_the_first_is_not() {
        loads(1, MM);
        unmaps(HUGE);
        assertThat(tlbs.mayBeStale(HUGE)).isTrue();
        assertThat(tlbs.mayBeStale(HUGE + 5)).isFalse();
        assertThat(tlbs.of(HUGE + 5)).isEmpty();
        writesPmd(Events.hugePmd(HUGE), 0);
        assertThat(tlbs.mayBeStale(HUGE + 5)).isTrue();
        assertThat(only(HUGE + 5).line()).isEqualTo(events.line());
        assertThat(tlbs.of(HUGE)).hasSize(2);
        assertThat(tlbs.mayBeStale(HUGE + 512)).isFalse();
    }

    @Test
    void a_page_that_is_allocated_anew_has_no_translations() {
        loads(1, MM);
        unmaps(PFN);
        events.allocates(PFN, 0);
        assertThat(tlbs.of(PFN)).isEmpty();
    }

    @Test
    void an_entry_of_a_table_that_was_taken_out_is_stale_since_then() {
        loads(1, MM);
        writesPmd(Events.table(TABLE), 0);
        long unhooked = events.line();
        unmaps(PFN);
        assertThat(only(PFN).line()).isEqualTo(unhooked);
        assertThat(only(PFN).linked()).isEqualTo(Tri.YES);
    }

    @Test
    void an_empty_pmd_names_the_table_that_it_held_until_its_own_table_is_freed() {
        loads(1, MM);
        long slot = PageTables.slotOf(PMDS, Pte.index(ADDRESS, 2));
        writesPmd(Events.table(TABLE), 0);
        assertThat(tlbs.replaced(slot)).isNotNull();
        events.frees(PMDS, 0);
        assertThat(tlbs.replaced(slot)).isNull();
    }

    @Test
    void a_table_is_watched_from_when_a_gather_frees_it_until_its_page_is_given_out_anew() {
        loads(1, MM);
        writesPmd(Events.table(TABLE), 0);
        assertThat(tlbs.table(TABLE)).isNull();
        events.apply(events.event(EventKind.PT_FREE)
                .set(Field.MM, MM)
                .set(Field.PFN, TABLE)
                .set(Field.HOW, Word.GATHER));
        assertThat(Objects.requireNonNull(tlbs.table(TABLE)).held(1)).isTrue();
        events.allocates(TABLE, 0);
        assertThat(tlbs.table(TABLE)).isNull();
    }

    @Test
    void a_flush_at_the_stamp_of_an_unmap_on_another_cpu_may_have_come_before_it_even_if_the_mm_was_loaded_all_along() {
        loads(1, MM);
        long stamp = 1000 * (events.line() + 1);
        events.apply(loading(1, MM, stamp).set(Field.FLUSH, 1));
        events.apply(events.at(EventKind.PTE_WRITE, PID, 0, stamp)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.PT, TABLE)
                .set(Field.OLD, Events.pte(PFN))
                .set(Field.NEW, 0));
        assertThat(only(PFN).unordered(1)).isTrue();
        assertThat(tlbs.unordered(PFN)).isTrue();
        events.frees(PFN, 0);
        assertThat(tlbs.unordered(PFN)).isFalse();
    }

    @Test
    void a_cpu_that_flushes_holds_nothing_of_the_range_any_more() {
        born(MM);
        loads(1, MM);
        unmaps(PFN);
        MmEvent flush = events.at(EventKind.TLB_FLUSH_CPU, OTHER, 1, 1000 * (events.line() + 1))
                .set(Field.MM, MM)
                .set(Field.START, ADDRESS)
                .set(Field.END, ADDRESS + 0x1000)
                .set(Field.GEN, 2);
        assertThat(events.touches(flush)).containsExactlyInAnyOrder(Key.cpu(1), Key.stale(PFN), Key.stale(MM, ADDRESS));
        assertThat(tlbs.of(PFN)).isEmpty();
        TlbCpu cpu = Objects.requireNonNull(tlbs.cpu(1));
        assertThat(cpu.generation()).isEqualTo(2);
        assertThat(cpu.generationLine()).isEqualTo(events.line());
    }

    @Test
    void what_is_counted_goes_with_the_pages_and_tables_that_it_is_about() {
        loads(1, MM);
        assertThat(tlbs.size()).isZero();
        unmaps(PFN);
        assertThat(tlbs.size()).isEqualTo(1);
        writesPmd(Events.table(TABLE), 0);
        assertThat(tlbs.size())
                .as("the page; the table as a range and as a table, each by name, too")
                .isEqualTo(5);
        events.frees(TABLE, 0);
        assertThat(tlbs.size()).isEqualTo(3);
        events.machine.forget(Why.LOST);
        assertThat(tlbs.size()).isZero();
    }

    @Test
    void a_task_of_the_mm_that_is_loaded_makes_its_cpu_no_longer_lazy() {
        events.apply(events.event(EventKind.TASK_MM).set(Field.MM, MM));
        events.apply(events.at(EventKind.LAZY, OTHER, 1, 9000).set(Field.MM, MM));
        TlbCpu cpu = Objects.requireNonNull(tlbs.cpu(1));
        assertThat(cpu.lazy()).isEqualTo(TlbCpu.Lazy.YES);
        assertThat(events.touches(
                        events.at(EventKind.SCHED_SWITCH, OTHER, 1, 10_000).set(Field.PID, PID)))
                .containsExactly(Key.cpu(1));
        assertThat(cpu.lazy()).isEqualTo(TlbCpu.Lazy.SWITCHING);
        tlbs.running(77, 1, OTHER);
        assertThat(cpu.lazy()).as("not the task that was chosen").isEqualTo(TlbCpu.Lazy.SWITCHING);
        tlbs.running(78, 1, PID);
        assertThat(cpu.lazy()).isEqualTo(TlbCpu.Lazy.NO);
        assertThat(cpu.activeLine()).isEqualTo(78);
    }

    @Test
    void a_cpu_beyond_the_bits_of_a_word_is_told_of() {
        loads(63, MM);
        assertThat(tlbs.tooManyCpus()).isFalse();
        loads(64, MM);
        assertThat(tlbs.tooManyCpus()).isTrue();
        assertThat(tlbs.cpu(64)).isNull();
    }
}
