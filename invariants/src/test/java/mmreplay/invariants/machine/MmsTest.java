package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
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
class MmsTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;
    private static final long MMAP_LOCK = MM + 0x160;
    private static final long PAGE_TABLE_LOCK = MM + 0x80;
    private static final long ADDRESS = 0x7000_0020_3000L;
    private static final long PGD = 0xd700;
    private static final long PFN = 0x1980;

    private final Events events = new Events();
    private final Mms mms = events.machine.mms();

    private MmEvent mm(long mm, Word how) {
        return events.event(EventKind.MM).set(Field.MM, mm).set(Field.HOW, how);
    }

    private void runsOn(int pid, long mm) {
        events.apply(events.event(EventKind.TASK_MM, pid).set(Field.MM, mm));
    }

    /** The entry of the table of this level that leads to {@link #ADDRESS}. */
    private void writes(int level, long now) {
        events.apply(events.event(level == 1 ? EventKind.PTE_WRITE : EventKind.PMD_WRITE)
                .set(Field.MM, MM)
                .set(Field.ADDR, ADDRESS)
                .set(Field.LEVEL, level)
                .set(Field.PT, tableOf(level))
                .set(Field.OLD, 0)
                .set(Field.NEW, now));
    }

    private static long tableOf(int level) {
        return PGD + 4 - level;
    }

    private Mms.Walk leaf(int level, long value) {
        return new Mms.Walk(Tri.YES, PageTables.slotOf(tableOf(level), Pte.index(ADDRESS, level)), level, value);
    }

    @Test
    void a_task_runs_on_the_mm_that_it_was_seen_on_until_it_execs_or_dies() {
        assertThat(mms.ofTask(PID)).isZero();
        runsOn(PID, MM);
        runsOn(OTHER, MM);
        assertThat(mms.ofTask(PID)).isEqualTo(MM);
        events.apply(events.event(EventKind.TASK_EXEC).set(Field.PID, PID));
        assertThat(mms.ofTask(PID)).isZero();
        events.apply(events.event(EventKind.TASK_DEAD).set(Field.PID, OTHER));
        assertThat(mms.ofTask(OTHER)).isZero();
    }

    @Test
    void fork_and_exec_attach_a_task_to_its_mm() {
        events.apply(mm(MM, Word.ATTACH).set(Field.PID, OTHER));
        assertThat(mms.ofTask(OTHER)).isEqualTo(MM);
        events.apply(mm(OTHER_MM, Word.EXEC).set(Field.PID, OTHER));
        assertThat(mms.ofTask(OTHER)).isEqualTo(OTHER_MM);
        events.apply(mm(MM, Word.SEEN).set(Field.PID, OTHER));
        assertThat(mms.ofTask(OTHER)).isEqualTo(OTHER_MM);
    }

    @Test
    void what_an_event_tells_of_an_mm_touches_it() {
        assertThat(events.touches(mm(MM, Word.ALLOC))).containsExactly(Key.mm(MM));
    }

    @Test
    void an_mm_can_be_walked_from_when_its_pgd_is_told_until_it_is_freed() {
        assertThat(mms.walkable(MM)).isFalse();
        events.apply(mm(MM, Word.ALLOC).set(Field.PGD_PFN, PGD));
        assertThat(mms.walkable(MM)).isTrue();
        assertThat(mms.walkable(OTHER_MM)).isFalse();
        events.apply(mm(MM, Word.FREE).set(Field.PGD_PFN, PGD));
        assertThat(mms.walkable(MM)).isFalse();
    }

    @Test
    void a_walk_ends_at_the_leaf_or_at_an_empty_entry_or_where_nothing_is_known() {
        assertThat(mms.walk(MM, ADDRESS).known()).isEqualTo(Tri.UNKNOWN);
        events.apply(mm(MM, Word.ALLOC).set(Field.PGD_PFN, PGD));
        assertThat(mms.walk(MM, ADDRESS).known()).isEqualTo(Tri.UNKNOWN);
        writes(4, Events.table(tableOf(3)));
        writes(3, Events.table(tableOf(2)));
        assertThat(mms.walk(MM, ADDRESS).known()).isEqualTo(Tri.UNKNOWN);
        writes(2, 0);
        assertThat(mms.walk(MM, ADDRESS)).isEqualTo(leaf(2, 0));
        writes(2, Events.hugePmd(0x1a00));
        assertThat(mms.walk(MM, ADDRESS)).isEqualTo(leaf(2, Events.hugePmd(0x1a00)));
        writes(2, Events.table(tableOf(1)));
        writes(1, Events.pte(PFN));
        assertThat(mms.walk(MM, ADDRESS)).isEqualTo(leaf(1, Events.pte(PFN)));
    }

    @Test
    void the_locks_of_one_mm_tell_where_those_of_every_other_lie() {
        events.apply(mm(MM, Word.ALLOC).set(Field.LOCK, MMAP_LOCK).set(Field.PAGE_TABLE_LOCK, PAGE_TABLE_LOCK));
        assertThat(mms.mmapLock(MM)).isEqualTo(MMAP_LOCK);
        assertThat(mms.pageTableLock(MM)).isEqualTo(PAGE_TABLE_LOCK);
        assertThat(mms.told(MM)).isTrue();
        assertThat(mms.told(OTHER_MM)).isFalse();
        assertThat(mms.mmapLock(OTHER_MM)).as("at the very stamp").isZero();
        runsOn(PID, OTHER_MM);
        assertThat(mms.mmapLock(OTHER_MM)).isEqualTo(OTHER_MM + 0x160);
        assertThat(mms.pageTableLock(OTHER_MM)).isEqualTo(OTHER_MM + 0x80);
        events.apply(mm(MM, Word.FREE));
        assertThat(mms.told(MM)).isFalse();
    }

    @Test
    void a_gap_leaves_no_task_and_no_table_but_the_layout_of_the_struct() {
        events.apply(mm(MM, Word.ALLOC).set(Field.LOCK, MMAP_LOCK).set(Field.PGD_PFN, PGD));
        runsOn(PID, MM);
        events.machine.forget(Why.LOST);
        assertThat(mms.ofTask(PID)).isZero();
        assertThat(mms.walkable(MM)).isFalse();
        assertThat(mms.told(MM)).isFalse();
        assertThat(mms.mmapLock(MM)).isEqualTo(MMAP_LOCK);
    }
}
