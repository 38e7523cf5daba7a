package mmreplay.invariants.rules.mlock;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.machine.Tri;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the kernel's own account of an mm says of VM_LOCKED and PG_mlocked. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountTest {

    private static final int PID = 203;
    private static final int OTHER = 204;
    private static final long START = 0x7000_0000_0000L;
    private static final long END = START + 0x2000;
    private static final long MLOCKED = 1L << 33;
    private static final long KSM = 1L << 21;
    private static final long LRU = 1L << 5;

    private final LockedRanges ranges = new LockedRanges();
    private final MmEvent event = new MmEvent();

    private MmEvent event(EventKind kind, int pid) {
        return event.begin(kind, 1, 1, 0, PID).set(Field.PID, pid);
    }

    private void vma(boolean locked) {
        ranges.mark(event(EventKind.GT_VMA, PID)
                .set(Field.START, START)
                .set(Field.END, END)
                .set(Field.VM_LOCKED, locked ? 1 : 0));
    }

    private Tri locked(int pid, long address) {
        return ranges.locked(event(EventKind.GT_PAGE, pid).set(Field.ADDR, address));
    }

    @Test
    void a_vma_covers_the_pages_from_its_start_to_before_its_end() {
        vma(true);
        assertThat(locked(PID, START - 1)).isEqualTo(Tri.UNKNOWN);
        assertThat(locked(PID, START)).isEqualTo(Tri.YES);
        assertThat(locked(PID, END - 1)).isEqualTo(Tri.YES);
        assertThat(locked(PID, END)).isEqualTo(Tri.UNKNOWN);
        assertThat(locked(OTHER, START)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_vma_without_the_flag_is_not_locked_and_one_that_does_not_say_is_unknown() {
        vma(false);
        assertThat(locked(PID, START)).isEqualTo(Tri.NO);
        ranges.forget();
        ranges.mark(event(EventKind.GT_VMA, PID).set(Field.START, START).set(Field.END, END));
        assertThat(locked(PID, START)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void the_vmas_of_an_account_end_with_it_and_with_a_loss() {
        vma(true);
        ranges.mark(event(EventKind.GT_END, PID));
        assertThat(locked(PID, START)).isEqualTo(Tri.UNKNOWN);
        vma(true);
        ranges.forget();
        assertThat(locked(PID, START)).isEqualTo(Tri.UNKNOWN);
    }

    private MmEvent page(long flags) {
        return event(EventKind.GT_PAGE, PID)
                .set(Field.PRESENT, 1)
                .set(Field.PFN, 0x1980)
                .set(Field.FLAGS, flags);
    }

    @Test
    void an_ordinary_page_with_the_flag_is_mlocked() {
        assertThat(KpageFlags.mlocked(page(MLOCKED | LRU))).isTrue();
        assertThat(KpageFlags.mlocked(page(LRU))).isFalse();
    }

    @Test
    void a_page_of_many_vmas_and_one_that_is_not_there_do_not_count() {
        assertThat(KpageFlags.mlocked(page(MLOCKED | KSM))).isFalse();
        assertThat(KpageFlags.mlocked(page(MLOCKED).set(Field.PRESENT, 0))).isFalse();
        assertThat(KpageFlags.mlocked(page(MLOCKED).set(Field.PFN, 0))).isFalse();
    }
}
