package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.PID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.invariants.machine.Locks.Mode;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A kernel without lockdep, whose rwsem functions are probed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RwsemsTest {

    private static final long MM = 0xffff888003450700L;
    private static final long MMAP_LOCK = MM + 0x160;
    private static final long ANON_VMA = 0xffff888005a00000L;
    private static final long ANON_VMA_RWSEM = ANON_VMA + 8;

    private final Events events = new Events();
    private final Locks locks = events.machine.locks();

    private MmEvent enter(long sem) {
        return events.event(EventKind.RWSEM_ENTER).set(Field.LOCK, sem);
    }

    private void returns(boolean ok) {
        events.apply(events.event(EventKind.RWSEM_RETURN).set(Field.OK, ok ? 1 : 0));
    }

    private void about(EventKind kind, long sem) {
        events.apply(events.event(kind).set(Field.LOCK, sem));
    }

    private Hold held() {
        assertThat(locks.held(PID)).hasSize(1);
        return locks.held(PID).get(0);
    }

    @Test
    void an_rwsem_is_held_from_its_functions_return() {
        assertThat(locks.entered(PID)).isNull();
        events.apply(enter(MMAP_LOCK).set(Field.READ, 1));
        Hold entered = Objects.requireNonNull(locks.entered(PID));
        assertThat(entered.lock()).isEqualTo(MMAP_LOCK);
        assertThat(entered.waiting()).isTrue();
        assertThat(entered.time()).isEqualTo(1000);
        assertThat(locks.held(PID)).isEmpty();
        returns(true);
        assertThat(locks.entered(PID)).isNull();
        assertThat(held()).isSameAs(entered);
        assertThat(held().waiting()).isFalse();
        assertThat(held().read()).isTrue();
        assertThat(held().tried()).isFalse();
        assertThat(held().kind()).isEqualTo(Word.RWSEM);
        assertThat(held().line()).isEqualTo(2);
        assertThat(held().time()).isEqualTo(2000);
        about(EventKind.RWSEM_RELEASE, MMAP_LOCK);
        assertThat(locks.held(PID)).isEmpty();
    }

    @Test
    void a_trylock_that_fails_or_a_wait_that_is_killed_gets_nothing() {
        events.apply(enter(MMAP_LOCK).set(Field.TRY, 1));
        returns(false);
        assertThat(locks.held(PID)).isEmpty();
        assertThat(locks.entered(PID)).isNull();
    }

    @Test
    void a_downgrade_leaves_the_rwsem_held_for_reading() {
        events.apply(enter(MMAP_LOCK));
        returns(true);
        assertThat(locks.holds(PID, MMAP_LOCK, Mode.WRITE)).isEqualTo(Tri.YES);
        about(EventKind.RWSEM_DOWNGRADE, MMAP_LOCK + 8);
        assertThat(locks.holds(PID, MMAP_LOCK, Mode.WRITE)).isEqualTo(Tri.YES);
        about(EventKind.RWSEM_DOWNGRADE, MMAP_LOCK);
        assertThat(locks.holds(PID, MMAP_LOCK, Mode.WRITE)).isEqualTo(Tri.NO);
        assertThat(locks.holds(PID, MMAP_LOCK, Mode.READ)).isEqualTo(Tri.YES);
    }

    @Test
    void a_release_shows_that_a_return_was_missed() {
        events.apply(enter(MMAP_LOCK));
        about(EventKind.RWSEM_RELEASE, MMAP_LOCK);
        assertThat(locks.entered(PID)).isNull();
    }

    @Test
    void the_rwsem_of_an_anon_vma_lies_in_it() {
        events.apply(
                events.event(EventKind.AV_ALLOC).set(Field.ANON_VMA, ANON_VMA).set(Field.HOW, Word.ALLOC));
        events.apply(enter(ANON_VMA_RWSEM));
        returns(true);
        assertThat(held().kind()).isEqualTo(Word.ANON_VMA_RWSEM);
        about(EventKind.RWSEM_RELEASE, ANON_VMA_RWSEM);
        events.apply(events.event(EventKind.AV_FREE).set(Field.ANON_VMA, ANON_VMA));
        events.apply(enter(ANON_VMA_RWSEM));
        returns(true);
        assertThat(held().kind()).as("something else by now").isEqualTo(Word.RWSEM);
    }

    @Test
    void the_rwsem_that_is_taken_while_mmap_lock_is_taken_is_mmap_lock() {
        events.apply(events.event(EventKind.MMAP_START).set(Field.MM, MM));
        assertThat(locks.rwsemOfMmapLock(PID)).isNull();
        events.apply(enter(MMAP_LOCK).set(Field.READ, 1).set(Field.TRY, 1));
        returns(true);
        assertThat(locks.rwsemOfMmapLock(PID)).isSameAs(held());
        events.apply(events.event(EventKind.MMAP_LOCKED)
                .set(Field.MM, MM)
                .set(Field.WRITE, 0)
                .set(Field.OK, 1));
        assertThat(held().lock()).isEqualTo(MM);
        assertThat(held().kind()).isEqualTo(Word.MMAP_LOCK);
        assertThat(held().tried()).isTrue();
        assertThat(locks.rwsemOfMmapLock(PID)).isNull();
    }

    @Test
    void where_lockdep_shows_locks_the_probes_tell_nothing() {
        events.apply(events.event(EventKind.LOCK_ACQUIRE)
                .set(Field.LOCK, MMAP_LOCK)
                .set(Field.TRY, 1)
                .set(Field.HOW, Word.MMAP_LOCK));
        events.apply(enter(ANON_VMA_RWSEM));
        assertThat(locks.entered(PID)).isNull();
    }
}
