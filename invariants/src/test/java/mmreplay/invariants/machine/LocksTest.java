package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mmreplay.invariants.machine.Locks.Mode;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who holds what, and when that is not known. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LocksTest {

    private static final int PID = 203;
    private static final int OTHER = 204;
    private static final long MM = 0xffff888003450700L;
    private static final long LOCK = 0xffff888003450860L;
    private static final long PFN = 0x1980;

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
    private final MmEvent event = new MmEvent();
    private long line;

    private MmEvent event(EventKind kind, int pid) {
        return at(kind, pid, 0, 1000 * (line + 1));
    }

    private MmEvent at(EventKind kind, int pid, int cpu, long time) {
        return event.begin(kind, ++line, time, cpu, pid);
    }

    private void apply() {
        machine.complete(event);
        machine.apply(event);
    }

    private void fromUserMode(int pid) {
        event(EventKind.USER_MODE, pid);
        apply();
    }

    private void lock(EventKind kind, Word lock, long address) {
        event(kind, PID).set(Field.LOCK, address).set(Field.HOW, lock);
        apply();
    }

    private void mmapLocked(boolean write, boolean ok) {
        event(EventKind.MMAP_LOCKED, PID)
                .set(Field.MM, MM)
                .set(Field.WRITE, write ? 1 : 0)
                .set(Field.OK, ok ? 1 : 0);
        apply();
    }

    private void mmapUnlocked(int pid) {
        event(EventKind.MMAP_UNLOCKED, pid).set(Field.MM, MM);
        apply();
    }

    private Tri mmapLock(Mode mode) {
        return machine.locks().holdsMmapLock(PID, MM, mode);
    }

    @Test
    void without_lockdep_the_mmap_lock_tracepoints_tell_who_holds_it() {
        fromUserMode(PID);
        assertThat(mmapLock(Mode.READ)).isEqualTo(Tri.UNKNOWN);
        mmapLocked(true, true);
        assertThat(mmapLock(Mode.WRITE)).isEqualTo(Tri.YES);
        mmapLocked(false, true);
        assertThat(mmapLock(Mode.WRITE)).as("downgraded").isEqualTo(Tri.NO);
        assertThat(mmapLock(Mode.READ)).isEqualTo(Tri.YES);
        mmapUnlocked(PID);
        assertThat(mmapLock(Mode.READ)).isEqualTo(Tri.NO);
        mmapLocked(false, false);
        assertThat(mmapLock(Mode.READ)).as("a trylock that failed").isEqualTo(Tri.NO);
    }

    @Test
    void where_lockdep_shows_mmap_lock_its_tracepoints_are_no_second_acquisition() {
        event(EventKind.MM, PID).set(Field.MM, MM).set(Field.LOCK, LOCK).set(Field.HOW, Word.ALLOC);
        apply();
        fromUserMode(PID);
        lock(EventKind.LOCK_ACQUIRE, Word.MMAP_LOCK, LOCK);
        lock(EventKind.LOCK_ACQUIRED, Word.MMAP_LOCK, LOCK);
        mmapLocked(true, true);
        assertThat(machine.locks().held(PID)).hasSize(1);
        mmapUnlocked(PID);
        assertThat(mmapLock(Mode.WRITE)).isEqualTo(Tri.YES);
        lock(EventKind.LOCK_RELEASE, Word.MMAP_LOCK, LOCK);
        assertThat(mmapLock(Mode.READ)).isEqualTo(Tri.NO);
    }

    /** The trace begins between lockdep's line and the tracepoint of one acquisition, of an mm that was there before. */
    @Test
    void where_lockdep_shows_mmap_lock_that_of_an_older_mm_is_not_known_to_be_free() {
        fromUserMode(PID);
        mmapLocked(true, true);
        mmapUnlocked(PID);
        fromUserMode(PID);
        lock(EventKind.LOCK_ACQUIRE, Word.MMAP_LOCK, LOCK);
        lock(EventKind.LOCK_ACQUIRED, Word.MMAP_LOCK, LOCK);
        assertThat(mmapLock(Mode.READ)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void an_interrupt_may_release_what_a_task_took_for_reading() {
        fromUserMode(PID);
        mmapLocked(false, true);
        mmapUnlocked(OTHER);
        assertThat(mmapLock(Mode.READ)).isEqualTo(Tri.NO);
    }

    @Test
    void a_class_that_never_showed_is_not_known_to_be_free() {
        fromUserMode(PID);
        lock(EventKind.LOCK_ACQUIRE, Word.PTLOCK, LOCK);
        lock(EventKind.LOCK_RELEASE, Word.PTLOCK, LOCK);
        assertThat(machine.locks().holdsAny(PID, Word.PTLOCK)).isEqualTo(Tri.NO);
        assertThat(machine.locks().holdsAny(PID, Word.ANON_VMA_RWSEM)).isEqualTo(Tri.UNKNOWN);
        assertThat(machine.locks().holdsAny(OTHER, Word.PTLOCK)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void what_an_interrupt_locks_the_task_does_not_hold() {
        fromUserMode(PID);
        RawEvent raw = new RawEvent();
        raw.setContext(0, 1, 1, 0, PID, PID);
        raw.setInterrupt((byte) 'h');
        event.begin(EventKind.LOCK_ACQUIRE, raw).set(Field.LOCK, LOCK).set(Field.TRY, 1);
        event.set(Field.HOW, Word.LRU_LOCK);
        apply();
        assertThat(machine.locks().held(PID)).isEmpty();
        assertThat(machine.locks().known(PID)).isTrue();
    }

    private void page(EventKind kind, int pid, Word how) {
        event(kind, pid).set(Field.PFN, PFN).set(Field.OK, 1).set(Field.HOW, how);
        apply();
    }

    @Test
    void a_page_lock_is_a_tasks_own_until_anybody_unlocks_the_page() {
        page(EventKind.FOLIO_LOCK, PID, Word.TRY);
        assertThat(machine.pageLocks().first(PID)).isEqualTo(new PageLocks.Locked(PFN, line));
        page(EventKind.FOLIO_UNLOCK, OTHER, Word.OTHER);
        assertThat(machine.pageLocks().first(PID)).isNull();
        page(EventKind.FOLIO_LOCK, PID, Word.WAIT);
        page(EventKind.PAGE_FREE, OTHER, Word.OTHER);
        assertThat(machine.pageLocks().first(PID)).isNull();
    }

    @Test
    void a_page_that_is_born_locked_or_handed_over_is_not_the_tasks() {
        page(EventKind.FOLIO_LOCK, PID, Word.NEW);
        assertThat(machine.pageLocks().first(PID)).isNull();
        page(EventKind.FOLIO_LOCK, PID, Word.HANDOFF);
        assertThat(machine.pageLocks().first(PID)).isNull();
        page(EventKind.FOLIO_LOCK, PID, Word.TRY);
        fromUserMode(PID);
        assertThat(machine.pageLocks().first(PID)).as("left to the I/O").isNull();
    }

    @Test
    void a_lock_and_an_unlock_at_one_stamp_leave_the_task_unsure_until_the_page_is_heard_of() {
        at(EventKind.FOLIO_LOCK, PID, 0, 5).set(Field.PFN, PFN).set(Field.OK, 1).set(Field.HOW, Word.TRY);
        apply();
        at(EventKind.FOLIO_UNLOCK, OTHER, 1, 5).set(Field.PFN, PFN);
        apply();
        assertThat(machine.pageLocks().first(PID)).isNull();
        assertThat(machine.pageLocks().known(PID)).isFalse();
        at(EventKind.FOLIO_UNLOCK, PID, 0, 9).set(Field.PFN, PFN);
        apply();
        assertThat(machine.pageLocks().known(PID)).isTrue();
    }

    private void otherTakesAndReleases(Word kind, long lock) {
        event(EventKind.LOCK_ACQUIRE, OTHER).set(Field.LOCK, lock).set(Field.HOW, kind);
        apply();
        event(EventKind.LOCK_ACQUIRED, OTHER).set(Field.LOCK, lock).set(Field.HOW, kind);
        apply();
        event(EventKind.LOCK_RELEASE, OTHER).set(Field.LOCK, lock).set(Field.HOW, kind);
        apply();
    }

    private void timePasses() {
        event(EventKind.TLB_GEN, OTHER);
        apply();
    }

    @Test
    void a_release_at_the_stamp_of_the_question_tells_nothing() {
        otherTakesAndReleases(Word.PTLOCK, LOCK);
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_task_that_was_never_in_user_mode_does_not_hold_a_table_lock_that_another_has_released_since() {
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.UNKNOWN);
        otherTakesAndReleases(Word.PTLOCK, LOCK);
        timePasses();
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.NO);
        lock(EventKind.LOCK_ACQUIRE, Word.PTLOCK, LOCK);
        lock(EventKind.LOCK_ACQUIRED, Word.PTLOCK, LOCK);
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.YES);
    }

    @Test
    void what_a_task_did_in_an_unknown_order_is_not_made_known_by_a_release_before() {
        otherTakesAndReleases(Word.PTLOCK, LOCK);
        lock(EventKind.LOCK_ACQUIRE, Word.PTLOCK, LOCK);
        machine.locks().forgetTask(PID);
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.UNKNOWN);
        otherTakesAndReleases(Word.PTLOCK, LOCK);
        timePasses();
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.NO);
    }

    @Test
    void a_release_at_the_stamp_at_which_a_task_was_put_out_of_mind_tells_nothing_of_it() {
        lock(EventKind.LOCK_ACQUIRE, Word.PTLOCK, LOCK);
        machine.locks().forgetTask(PID);
        long stamp = 1000 * line;
        for (EventKind kind : List.of(EventKind.LOCK_ACQUIRE, EventKind.LOCK_ACQUIRED, EventKind.LOCK_RELEASE)) {
            at(kind, OTHER, 1, stamp).set(Field.LOCK, LOCK).set(Field.HOW, Word.PTLOCK);
            apply();
        }
        timePasses();
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void an_acquisition_that_began_unseen_makes_an_earlier_release_tell_nothing() {
        otherTakesAndReleases(Word.PTLOCK, LOCK);
        lock(EventKind.LOCK_ACQUIRED, Word.PTLOCK, LOCK);
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void the_release_of_a_lock_that_readers_share_tells_nothing_of_others() {
        otherTakesAndReleases(Word.MMAP_LOCK, LOCK);
        timePasses();
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.READ)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_release_before_the_loss_tells_nothing() {
        otherTakesAndReleases(Word.PTLOCK, LOCK);
        machine.locks().forget();
        timePasses();
        assertThat(machine.locks().holds(PID, LOCK, Locks.Mode.WRITE)).isEqualTo(Tri.UNKNOWN);
    }
}
