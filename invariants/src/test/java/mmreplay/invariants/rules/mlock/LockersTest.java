package mmreplay.invariants.rules.mlock;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who changed VM_LOCKED in an mm. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LockersTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003450e00L;
    private static final long LOCKED = 0x102073;
    private static final long UNLOCKED = 0x100073;
    private static final int PID = 203;
    private static final int OTHER = 204;

    private final Lockers lockers = new Lockers();
    private final MmEvent event = new MmEvent();

    private void vma(int pid, Word how, long mm, long flags) {
        lockers.changed(event.begin(EventKind.VMA, 1, 1, 0, pid)
                .set(Field.HOW, how)
                .set(Field.MM, mm)
                .set(Field.FLAGS, flags));
    }

    private void mm(Word how) {
        lockers.lives(
                event.begin(EventKind.MM, 1, 1, 0, PID).set(Field.HOW, how).set(Field.MM, MM));
    }

    @Test
    void a_task_that_sets_VM_LOCKED_is_the_only_one_there_and_nowhere_else() {
        vma(PID, Word.STORE, MM, LOCKED);
        assertThat(lockers.only(MM, PID)).isTrue();
        assertThat(lockers.only(MM, OTHER)).isFalse();
        assertThat(lockers.only(OTHER_MM, PID)).isFalse();
    }

    @Test
    void it_stays_the_only_one_when_it_does_so_again() {
        vma(PID, Word.STORE, MM, LOCKED);
        vma(PID, Word.STORE, MM, LOCKED);
        assertThat(lockers.only(MM, PID)).isTrue();
    }

    @Test
    void after_two_tasks_nobody_is_the_only_one() {
        vma(PID, Word.STORE, MM, LOCKED);
        vma(OTHER, Word.STORE, MM, LOCKED);
        assertThat(lockers.only(MM, PID)).isFalse();
        assertThat(lockers.only(MM, OTHER)).isFalse();
    }

    @Test
    void a_vma_without_the_flag_says_nothing_unless_its_flags_change_to_that() {
        vma(PID, Word.STORE, MM, UNLOCKED);
        assertThat(lockers.only(MM, PID)).isFalse();
        vma(PID, Word.VM_FLAGS, MM, UNLOCKED); // what they were before is not shown
        assertThat(lockers.only(MM, PID)).isTrue();
    }

    @Test
    void a_vma_that_is_freed_or_of_no_mm_says_nothing() {
        vma(PID, Word.FREE, MM, LOCKED);
        vma(PID, Word.STORE, 0, LOCKED);
        assertThat(lockers.only(MM, PID)).isFalse();
        assertThat(lockers.only(0, PID)).isFalse();
    }

    @Test
    void who_was_at_an_mm_does_not_outlive_it() {
        for (Word how : new Word[] {Word.ALLOC, Word.FREE}) {
            vma(PID, Word.STORE, MM, LOCKED);
            mm(Word.ATTACH);
            assertThat(lockers.only(MM, PID)).isTrue();
            mm(how);
            assertThat(lockers.only(MM, PID)).as("%s", how).isFalse();
        }
    }

    @Test
    void where_events_were_lost_nobody_is_known() {
        vma(PID, Word.STORE, MM, LOCKED);
        lockers.forget();
        assertThat(lockers.only(MM, PID)).isFalse();
    }
}
