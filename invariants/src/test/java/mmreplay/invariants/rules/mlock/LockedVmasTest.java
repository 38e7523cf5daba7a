package mmreplay.invariants.rules.mlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which vmas have VM_LOCKED, and since when that is certain. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LockedVmasTest {

    private static final long VMA = 0xffff888004bd5688L;
    private static final long OTHER_VMA = 0xffff888004bd5720L;
    private static final long LOCKED = 0x102073;
    private static final long UNLOCKED = 0x100073;
    private static final int PID = 203;
    private static final int OTHER = 204;

    private final LockedVmas vmas = new LockedVmas(true);
    private final MmEvent event = new MmEvent();
    private long line;

    private long vma(int pid, Word how, long vma, long flags) {
        vmas.changed(event.begin(EventKind.VMA, ++line, line, 0, pid)
                .set(Field.HOW, how)
                .set(Field.VMA, vma)
                .set(Field.FLAGS, flags));
        return line;
    }

    private long released(int pid) {
        vmas.released(event.begin(EventKind.MMAP_UNLOCKED, ++line, line, 0, pid));
        return line;
    }

    private LockedVmas.State state(long vma) {
        return Objects.requireNonNull(vmas.of(vma));
    }

    @Test
    void a_vma_is_locked_from_the_line_that_said_so_and_settled_from_the_release_of_mmap_lock() {
        long said = vma(PID, Word.STORE, VMA, LOCKED);
        assertThat(state(VMA).locked).isTrue();
        assertThat(state(VMA).line).isEqualTo(said);
        released(OTHER);
        assertThat(state(VMA).settled).isZero();
        long release = released(PID);
        assertThat(state(VMA).settled).isEqualTo(release);
    }

    @Test
    void all_that_a_task_changed_settles_at_its_release() {
        vma(PID, Word.STORE, VMA, LOCKED);
        vma(PID, Word.STORE, OTHER_VMA, UNLOCKED);
        long release = released(PID);
        assertThat(state(VMA).settled).isEqualTo(release);
        assertThat(state(OTHER_VMA).settled).isEqualTo(release);
        assertThat(state(OTHER_VMA).locked).isFalse();
    }

    @Test
    void a_later_release_does_not_settle_again() {
        vma(PID, Word.STORE, VMA, LOCKED);
        long first = released(PID);
        released(PID);
        assertThat(state(VMA).settled).isEqualTo(first);
    }

    @Test
    void what_another_task_said_since_awaits_that_tasks_release() {
        vma(PID, Word.STORE, VMA, LOCKED);
        vma(OTHER, Word.STORE, VMA, UNLOCKED);
        released(PID);
        assertThat(state(VMA).settled).isZero();
        long release = released(OTHER);
        assertThat(state(VMA).settled).isEqualTo(release);
    }

    @Test
    void a_vma_that_is_freed_is_not_known_and_awaits_nothing() {
        vma(PID, Word.STORE, VMA, LOCKED);
        vma(PID, Word.FREE, VMA, LOCKED);
        assertThat(vmas.of(VMA)).isNull();
        vma(OTHER, Word.STORE, VMA, LOCKED); // its address is another vma's
        released(PID);
        assertThat(state(VMA).settled).isZero();
    }

    @Test
    void what_is_disputed_is_not_known() {
        vma(PID, Word.STORE, VMA, LOCKED);
        vmas.disputed(VMA);
        assertThat(vmas.of(VMA)).isNull();
    }

    @Test
    void what_a_dead_task_said_never_settles() {
        vma(PID, Word.STORE, VMA, LOCKED);
        vmas.died(PID);
        released(PID); // another task of its number
        assertThat(state(VMA).settled).isZero();
    }

    @Test
    void after_a_loss_nothing_is_known_and_nothing_settles() {
        vma(PID, Word.STORE, VMA, LOCKED);
        vmas.forget();
        assertThat(vmas.of(VMA)).isNull();
        vma(OTHER, Word.STORE, VMA, LOCKED);
        released(PID);
        assertThat(state(VMA).settled).isZero();
    }

    @Test
    void where_no_release_is_told_nothing_settles() {
        LockedVmas untold = new LockedVmas(false);
        untold.changed(event.begin(EventKind.VMA, 1, 1, 0, PID)
                .set(Field.HOW, Word.STORE)
                .set(Field.VMA, VMA)
                .set(Field.FLAGS, LOCKED));
        untold.released(event.begin(EventKind.MMAP_UNLOCKED, 2, 2, 0, PID));
        assertThat(Objects.requireNonNull(untold.of(VMA)).settled).isZero();
    }
}
