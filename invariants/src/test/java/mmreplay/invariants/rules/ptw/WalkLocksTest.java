package mmreplay.invariants.rules.ptw;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.machine.Key;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What an event about page tables names. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WalkLocksTest {

    private static final int PID = 203;
    private static final long MM = 0xffff888004bef700L;
    private static final long TABLE = 0xd740;
    private static final long ADDRESS = 0x7000_0020_5000L;
    private static final long TABLE_ENTRY = 0xd741067L;
    private static final long HUGE_PAGE = 0x80000000054000e7L;

    private final MmEvent event = new MmEvent().begin(EventKind.PTE_WRITE, 1, 1, 0, PID);

    @Test
    void a_store_names_its_entry_and_the_page_that_is_its_table() {
        event.set(Field.PT, TABLE).set(Field.ADDR, ADDRESS).set(Field.LEVEL, 1);
        assertThat(WalkLocks.slotKey(event)).isEqualTo(Key.slot(TABLE, 5));
        assertThat(WalkLocks.tableKey(event)).isEqualTo(Key.page(TABLE));
    }

    @Test
    void an_event_that_does_not_tell_the_table_names_its_task() {
        event.set(Field.ADDR, ADDRESS);
        assertThat(WalkLocks.slotKey(event)).isEqualTo(Key.task(PID));
        assertThat(WalkLocks.tableKey(event)).isEqualTo(Key.task(PID));
    }

    @Test
    void the_upper_half_is_the_kernels() {
        assertThat(WalkLocks.ofKernel(event.set(Field.ADDR, ADDRESS))).isFalse();
        assertThat(WalkLocks.ofKernel(event.set(Field.ADDR, 0xffff_8880_0000_0000L)))
                .isTrue();
        assertThat(WalkLocks.base(event.set(Field.ADDR, ADDRESS))).isEqualTo(0x7000_0020_0000L);
    }

    private boolean unhooks(long old, long now, int level) {
        return WalkLocks.unhooksTable(event.set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.LEVEL, level)
                .set(Field.OLD, old)
                .set(Field.NEW, now));
    }

    @Test
    void only_a_cleared_pmd_that_pointed_to_a_table_unhooks_one() {
        assertThat(unhooks(TABLE_ENTRY, 0, 2)).isTrue();
        assertThat(unhooks(TABLE_ENTRY, TABLE_ENTRY, 2)).isFalse();
        assertThat(unhooks(HUGE_PAGE, 0, 2)).isFalse();
        assertThat(unhooks(0, 0, 2)).isFalse();
        assertThat(unhooks(TABLE_ENTRY, 0, 1)).isFalse();
    }
}
