package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.machine.PageLocks.Locked;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageLocksTest {

    private static final long PFN = 0x1980;

    private final Events events = new Events();
    private final PageLocks locks = events.machine.pageLocks();

    private MmEvent lock(int pid, long pfn, Word how) {
        return events.event(EventKind.FOLIO_LOCK, pid).set(Field.PFN, pfn).set(Field.HOW, how);
    }

    private void locks(int pid, long pfn) {
        events.apply(lock(pid, pfn, Word.TRY).set(Field.OK, 1));
    }

    @Test
    void the_pages_of_a_task_are_told_from_the_one_it_has_held_longest_on() {
        locks(PID, PFN + 1);
        locks(PID, PFN);
        locks(OTHER, PFN + 2);
        assertThat(locks.held(PID)).containsExactly(new Locked(PFN + 1, 1), new Locked(PFN, 2));
        assertThat(locks.first(PID)).isEqualTo(new Locked(PFN + 1, 1));
        assertThat(locks.line(PID, PFN)).isEqualTo(2);
        assertThat(locks.line(PID, PFN + 2)).as("another's").isZero();
    }

    @Test
    void a_task_that_locked_none_holds_none() {
        assertThat(locks.held(PID)).isEmpty();
        assertThat(locks.line(PID, PFN)).isZero();
        assertThat(locks.known(PID)).isTrue();
    }

    @Test
    void a_trylock_that_fails_leaves_the_page_with_its_holder() {
        locks(PID, PFN);
        events.apply(lock(OTHER, PFN, Word.TRY).set(Field.OK, 0));
        assertThat(locks.line(PID, PFN)).isEqualTo(1);
        assertThat(locks.held(OTHER)).isEmpty();
    }

    @Test
    void who_gets_the_lock_shows_that_the_holder_before_has_lost_it() {
        locks(PID, PFN);
        locks(OTHER, PFN);
        assertThat(locks.line(PID, PFN)).isZero();
        assertThat(locks.line(OTHER, PFN)).isEqualTo(2);
    }

    @Test
    void a_slow_path_that_is_entered_shows_no_holder_any_more() {
        locks(PID, PFN);
        events.apply(lock(OTHER, PFN, Word.WAIT));
        assertThat(locks.line(PID, PFN)).isZero();
        assertThat(locks.held(OTHER)).isEmpty();
    }

    @Test
    void a_page_that_is_freed_takes_its_lock_with_it_and_leaves_its_neighbours() {
        locks(PID, PFN);
        locks(PID, PFN + 1);
        locks(PID, PFN + 2);
        events.frees(PFN, 1);
        assertThat(locks.held(PID)).containsExactly(new Locked(PFN + 2, 3));
    }

    @Test
    void a_dead_task_holds_none() {
        locks(PID, PFN);
        events.apply(events.event(EventKind.TASK_DEAD, OTHER).set(Field.PID, PID));
        assertThat(locks.held(PID)).isEmpty();
    }

    @Test
    void what_a_task_left_to_the_io_is_no_more_its_own_when_that_unlocks_it() {
        locks(PID, PFN);
        events.apply(events.event(EventKind.USER_MODE));
        locks(PID, PFN + 1);
        long stamp = 1000 * events.line();
        events.apply(events.at(EventKind.FOLIO_UNLOCK, OTHER, 1, stamp).set(Field.PFN, PFN));
        assertThat(locks.known(PID)).isTrue();
        assertThat(locks.held(PID)).hasSize(1);
    }

    @Test
    void a_page_whose_order_is_not_told_its_holder_may_hold_or_not() {
        locks(PID, PFN);
        events.machine.forget(Key.page(PFN), 1);
        assertThat(locks.first(PID)).isNull();
        assertThat(locks.known(PID)).isFalse();
        events.apply(events.event(EventKind.USER_MODE));
        assertThat(locks.known(PID)).isTrue();
    }
}
