package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.result.Why;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnknownsTest {

    private static final long PFN = 0x1980;
    private static final long OTHER = 0x2980;
    private static final long VMA = 0xffff888005016000L;
    private static final int PID = 203;

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);

    @Test
    void what_was_never_seen_is_older_than_the_trace_until_events_are_lost() {
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.PRE_TRACE);
        machine.forget(Why.LOST);
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.LOST);
        machine.forget(Why.CLOCK);
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.CLOCK);
    }

    @Test
    void a_page_that_two_cpus_changed_at_one_stamp_is_unknown_for_its_clock_and_no_other_is() {
        machine.forget(Key.page(PFN), 1);
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.CLOCK);
        assertThat(machine.why(Key.deferred(PFN))).isEqualTo(Why.CLOCK);
        assertThat(machine.why(new long[] {Key.page(OTHER), Key.page(PFN)})).isEqualTo(Why.CLOCK);
        assertThat(machine.why(Key.page(OTHER))).isEqualTo(Why.PRE_TRACE);
    }

    @Test
    void a_page_that_is_allocated_anew_has_its_dispute_behind_it() {
        machine.forget(Key.page(PFN + 1), 1);
        machine.forget(Key.page(PFN + 2), 1);
        machine.apply(new MmEvent()
                .begin(EventKind.PAGE_ALLOC, 2, 2000, 0, PID)
                .set(Field.PFN, PFN)
                .set(Field.ORDER, 1));
        assertThat(machine.why(Key.page(PFN + 1))).isEqualTo(Why.PRE_TRACE);
        assertThat(machine.why(Key.page(PFN + 2))).as("not part of it").isEqualTo(Why.CLOCK);
    }

    @Test
    void a_task_on_two_cpus_at_one_stamp_is_unknown_for_its_clock_until_it_comes_from_user_mode() {
        machine.forget(Key.runner(PID), 1);
        assertThat(machine.why(Key.task(PID))).isEqualTo(Why.CLOCK);
        machine.apply(new MmEvent().begin(EventKind.USER_MODE, 2, 2000, 0, PID));
        assertThat(machine.why(Key.task(PID))).isEqualTo(Why.PRE_TRACE);
    }

    @Test
    void a_dispute_over_one_vma_is_the_reason_for_all_anon_vmas() {
        machine.forget(Key.vma(VMA), 1);
        assertThat(machine.why(Key.anonVma(VMA + 0x1000))).isEqualTo(Why.CLOCK);
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.PRE_TRACE);
    }

    @Test
    void a_loss_is_the_reason_for_what_was_disputed_before() {
        machine.forget(Key.page(PFN), 1);
        machine.forget(Key.vma(VMA), 1);
        machine.forget(Why.LOST);
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.LOST);
        assertThat(machine.why(Key.vma(VMA))).isEqualTo(Why.LOST);
    }

    @Test
    void a_swap_entry_that_is_given_out_anew_has_its_dispute_behind_it() {
        machine.forget(Key.swap(0x17), 1);
        assertThat(machine.why(Key.swap(0x17))).isEqualTo(Why.CLOCK);
        machine.apply(new MmEvent()
                .begin(EventKind.SWAP_MAP, 2, 2000, 0, PID)
                .set(Field.ENTRY, 0x17)
                .set(Field.HOW, Word.ALLOC));
        assertThat(machine.why(Key.swap(0x17))).isEqualTo(Why.PRE_TRACE);
    }

    @Test
    void a_dispute_that_puts_nothing_out_of_mind_is_no_reason() {
        machine.forget(Key.chainOf(VMA), 1);
        assertThat(machine.why(Key.vma(VMA))).isEqualTo(Why.PRE_TRACE);
        for (long table = 0; table <= 1 << 16; table++) {
            machine.forget(Key.slot(table, 0), 1);
        }
        assertThat(machine.why(Key.page(PFN))).isEqualTo(Why.PRE_TRACE);
    }

    @Test
    void more_disputes_than_are_kept_apart_are_the_reason_for_everything() {
        for (long pfn = 0; pfn <= 1 << 16; pfn++) {
            machine.forget(Key.page(pfn), 1);
        }
        assertThat(machine.why(Key.page(1 << 20))).isEqualTo(Why.CLOCK);
    }
}
