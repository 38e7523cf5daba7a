package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TaskLocksTest {

    private static final long LOCK = 0xffff888003450860L;
    /** As lockdep's MAX_LOCK_DEPTH. */
    private static final int MOST = 48;

    private final Events events = new Events();
    private final Locks locks = events.machine.locks();

    private MmEvent lock(EventKind kind, long lock) {
        return events.event(kind).set(Field.LOCK, lock).set(Field.HOW, Word.PTLOCK);
    }

    private void tries(long lock) {
        events.apply(lock(EventKind.LOCK_ACQUIRE, lock).set(Field.TRY, 1));
    }

    private void acquires(long lock) {
        events.apply(lock(EventKind.LOCK_ACQUIRE, lock));
        events.apply(lock(EventKind.LOCK_ACQUIRED, lock));
    }

    @Test
    void a_lock_that_is_waited_for_is_not_held_yet() {
        events.apply(lock(EventKind.LOCK_ACQUIRE, LOCK));
        assertThat(locks.held(PID)).isEmpty();
        assertThat(locks.waitsFor(PID)).as("it may be free").isNull();
        events.apply(lock(EventKind.LOCK_CONTENDED, LOCK));
        assertThat(locks.waitsFor(PID)).isSameAs(locks.find(PID, LOCK));
        events.apply(lock(EventKind.LOCK_ACQUIRED, LOCK));
        assertThat(locks.waitsFor(PID)).isNull();
        assertThat(locks.held(PID)).extracting(Hold::contended).containsExactly(true);
        assertThat(locks.line(PID, LOCK)).isEqualTo(events.line());
    }

    @Test
    void a_trylock_is_told_from_a_wait() {
        tries(LOCK);
        acquires(LOCK + 8);
        assertThat(locks.held(PID)).extracting(Hold::tried).containsExactly(true, false);
        assertThat(locks.held(PID)).extracting(Hold::read).containsExactly(false, false);
    }

    @Test
    void each_step_touches_the_lock_and_the_task() {
        for (EventKind kind : new EventKind[] {
            EventKind.LOCK_ACQUIRE, EventKind.LOCK_CONTENDED, EventKind.LOCK_ACQUIRED, EventKind.LOCK_RELEASE
        }) {
            assertThat(events.touches(lock(kind, LOCK)))
                    .as("%s", kind)
                    .containsExactlyInAnyOrder(Key.lock(LOCK), Key.task(PID));
        }
    }

    @Test
    void a_task_that_seems_to_hold_more_than_lockdep_has_room_for_is_one_whose_releases_are_not_told() {
        events.apply(events.event(EventKind.USER_MODE));
        for (int i = 0; i < MOST; i++) {
            tries(LOCK + (8L * i));
        }
        assertThat(locks.held(PID)).hasSize(MOST);
        assertThat(locks.known(PID)).isTrue();
        tries(LOCK + (8L * MOST));
        assertThat(locks.held(PID)).hasSize(1);
        assertThat(locks.known(PID)).isFalse();
    }

    @Test
    void of_a_task_that_does_something_on_two_cpus_at_one_stamp_nothing_is_known_until_it_holds_none() {
        events.apply(events.event(EventKind.USER_MODE));
        tries(LOCK);
        long stamp = 1000 * events.line();
        events.apply(events.at(EventKind.LOCK_ACQUIRE, PID, 1, stamp)
                .set(Field.LOCK, LOCK + 8)
                .set(Field.TRY, 1)
                .set(Field.HOW, Word.PTLOCK));
        assertThat(locks.held(PID)).isEmpty();
        assertThat(locks.known(PID)).isFalse();
        assertThat(locks.otherHolder(OTHER, LOCK)).as("not told").isZero();
        events.apply(events.event(EventKind.USER_MODE));
        assertThat(locks.known(PID)).isTrue();
        assertThat(locks.knownSince(PID)).isEqualTo(events.line());
        assertThat(locks.otherHolder(OTHER, LOCK)).isEqualTo(-1);
    }

    @Test
    void a_dead_task_that_was_not_seen_to_release_a_lock_still_tells_who_has_it() {
        tries(LOCK);
        MmEvent dead = events.event(EventKind.TASK_DEAD, OTHER).set(Field.PID, PID);
        assertThat(events.touches(dead)).contains(Key.task(PID));
        assertThat(locks.otherHolder(OTHER, LOCK)).isEqualTo(PID);
    }

    @Test
    void a_dead_task_that_holds_nothing_is_not_the_next_one_of_its_pid() {
        events.apply(events.event(EventKind.USER_MODE));
        events.apply(events.event(EventKind.TASK_DEAD, OTHER).set(Field.PID, PID));
        assertThat(locks.known(PID)).isFalse();
    }

    @Test
    void a_new_task_holds_none_of_its_creators_locks() {
        MmEvent attach = events.event(EventKind.MM, OTHER)
                .set(Field.MM, 0xffff888003450700L)
                .set(Field.PID, PID)
                .set(Field.HOW, Word.SEEN);
        events.apply(attach);
        assertThat(locks.known(PID)).isFalse();
        events.apply(events.event(EventKind.MM, OTHER)
                .set(Field.MM, 0xffff888003450700L)
                .set(Field.PID, PID)
                .set(Field.HOW, Word.ATTACH));
        assertThat(locks.known(PID)).isTrue();
        events.apply(events.event(EventKind.MM, OTHER)
                .set(Field.MM, 0xffff888003450700L)
                .set(Field.PID, OTHER)
                .set(Field.HOW, Word.ATTACH));
        assertThat(locks.known(OTHER)).as("its own mm").isFalse();
    }
}
