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

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeferralsTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;
    private static final long ADDRESS = 0x7000_0000_3000L;
    private static final long TABLE = 0xd74c;
    private static final long PFN = 0x1980;
    private static final long DIRTY = 1L << 6;

    private final Events events = new Events();
    private final Deferrals deferrals = events.machine.deferrals();

    private long now() {
        return 1000 * (events.line() + 1);
    }

    private void clears(long time, long old) {
        events.apply(events.at(EventKind.PTE_WRITE, PID, 0, time)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.PT, TABLE)
                .set(Field.OLD, old)
                .set(Field.NEW, 0));
    }

    private MmEvent batch(Word how, long time) {
        return events.at(EventKind.TLB_BATCH, PID, 0, time).set(Field.MM, MM).set(Field.HOW, how);
    }

    private void putsOff(long pfn) {
        putsOff(pfn, now());
    }

    private void putsOff(long pfn, long time) {
        clears(time, Events.pte(pfn));
        events.apply(batch(Word.ADD, time));
    }

    private MmEvent flush(long mm, int cpu, long time, long start, long end) {
        return events.at(EventKind.TLB_GEN, OTHER, cpu, time)
                .set(Field.MM, mm)
                .set(Field.START, start)
                .set(Field.END, end);
    }

    private Deferral only(long pfn) {
        assertThat(deferrals.of(pfn)).hasSize(1);
        return deferrals.of(pfn).get(0);
    }

    @Test
    void what_the_task_cleared_last_is_what_it_puts_off() {
        clears(now(), Events.pte(PFN) & ~DIRTY);
        long cleared = events.line();
        assertThat(events.touches(batch(Word.ADD, now()))).containsExactly(Key.deferred(PFN));
        assertThat(only(PFN).unmap()).isEqualTo(new Deferral.Unmap(PID, MM, ADDRESS, PFN, cleared));
        assertThat(only(PFN).line()).isEqualTo(events.line());
        assertThat(only(PFN).dirty()).isFalse();
        assertThat(only(PFN).pending()).isTrue();
        assertThat(only(PFN).cause()).contains("" + PID);
        events.apply(batch(Word.ADD, now()));
        assertThat(deferrals.size()).as("nothing was cleared since").isEqualTo(1);
    }

    @Test
    void through_a_dirty_entry_a_cpu_may_write_until_the_flush() {
        putsOff(PFN);
        assertThat(only(PFN).dirty()).isTrue();
    }

    @Test
    void one_flush_serves_the_whole_batch() {
        putsOff(PFN);
        putsOff(PFN + 1);
        assertThat(events.touches(batch(Word.FLUSH, now())))
                .containsExactlyInAnyOrder(Key.deferred(PFN), Key.deferred(PFN + 1));
        assertThat(only(PFN).pending()).isFalse();
        assertThat(only(PFN).flushLine()).isEqualTo(events.line());
        assertThat(only(PFN + 1).flusher()).isEqualTo(PID);
        assertThat(deferrals.pending(MM)).isNull();
    }

    @Test
    void what_is_pending_is_found_by_its_mm_and_by_its_page_table() {
        putsOff(PFN);
        assertThat(deferrals.pending(MM)).isSameAs(only(PFN));
        assertThat(deferrals.pending(OTHER_MM)).isNull();
        long next = events.line() + 1;
        assertThat(deferrals.pending(MM, ADDRESS + 0x1000, next)).isSameAs(only(PFN));
        assertThat(deferrals.pending(MM, ADDRESS + 0x20_0000, next)).isNull();
        assertThat(deferrals.pending(OTHER_MM, ADDRESS, next)).isNull();
        assertThat(deferrals.pending(MM, ADDRESS, events.line())).isNull();
    }

    @Test
    void a_flush_of_the_mm_that_covers_the_address_serves_it_too() {
        putsOff(PFN);
        events.apply(flush(MM, 1, now(), ADDRESS + 0x1000, -1));
        events.apply(flush(MM, 1, now(), 0, ADDRESS));
        events.apply(flush(OTHER_MM, 1, now(), 0, -1));
        assertThat(only(PFN).pending()).isTrue();
        events.apply(flush(MM, 1, now(), ADDRESS, ADDRESS + 0x1000));
        assertThat(only(PFN).flushLine()).isEqualTo(events.line());
        assertThat(only(PFN).flusher()).isEqualTo(OTHER);
    }

    @Test
    void the_generation_that_the_add_itself_raises_is_no_flush() {
        putsOff(PFN);
        events.apply(events.event(EventKind.TLB_GEN).set(Field.MM, MM));
        assertThat(only(PFN).pending()).isTrue();
        events.apply(events.event(EventKind.TLB_GEN).set(Field.MM, MM));
        assertThat(only(PFN).pending()).isFalse();
    }

    @Test
    void another_cpus_flush_at_the_stamp_of_the_add_may_have_come_before_it() {
        long stamp = now();
        putsOff(PFN, stamp);
        assertThat(only(PFN).unordered()).isFalse();
        events.apply(flush(MM, 1, stamp, 0, -1));
        assertThat(only(PFN).unordered()).isTrue();
        events.apply(batch(Word.FLUSH, now()));
        assertThat(only(PFN).unordered()).as("flushed since").isFalse();
    }

    @Test
    void a_flush_that_is_printed_before_an_add_of_its_stamp_may_have_come_after_it() {
        long stamp = now();
        events.apply(flush(MM, 1, stamp, 0, -1));
        putsOff(PFN, stamp);
        assertThat(only(PFN).unordered()).isTrue();
    }

    @Test
    void a_task_that_ran_on_two_cpus_at_one_stamp_put_all_of_that_stamp_off_in_no_order() {
        putsOff(PFN);
        long stamp = now();
        putsOff(PFN + 1, stamp);
        putsOff(PFN + 2, stamp);
        events.machine.forget(Key.runner(OTHER), events.line());
        assertThat(only(PFN + 1).unordered()).isFalse();
        events.machine.forget(Key.runner(PID), events.line());
        assertThat(only(PFN).unordered()).isFalse();
        assertThat(only(PFN + 1).unordered()).isTrue();
        assertThat(only(PFN + 2).unordered()).isTrue();
    }

    @Test
    void what_a_dead_task_put_off_is_still_to_be_flushed() {
        putsOff(PFN);
        events.apply(events.event(EventKind.TASK_DEAD).set(Field.PID, PID));
        assertThat(deferrals.pending(MM)).isSameAs(only(PFN));
    }

    @Test
    void what_a_task_cleared_before_it_died_is_not_what_its_pids_next_task_puts_off() {
        clears(now(), Events.pte(PFN));
        events.apply(events.event(EventKind.TASK_DEAD).set(Field.PID, PID));
        events.apply(batch(Word.ADD, now()));
        assertThat(deferrals.of(PFN)).isEmpty();
    }

    @Test
    void a_page_that_is_freed_needs_no_flush_and_those_around_it_do() {
        putsOff(PFN);
        events.frees(PFN - 1, 0);
        assertThat(deferrals.of(PFN)).hasSize(1);
        events.frees(PFN - 1, 1);
        assertThat(deferrals.of(PFN)).isEmpty();
        assertThat(deferrals.pending(MM)).isNull();
        assertThat(deferrals.size()).isZero();
    }

    @Test
    void a_gap_leaves_none() {
        putsOff(PFN);
        Objects.requireNonNull(deferrals.pending(MM));
        events.machine.forget(Why.LOST);
        assertThat(deferrals.of(PFN)).isEmpty();
        assertThat(deferrals.pending(MM)).isNull();
        assertThat(deferrals.size()).isZero();
    }
}
