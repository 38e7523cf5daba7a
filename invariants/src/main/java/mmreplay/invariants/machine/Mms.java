package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;

/** The mms and which task runs on which: enough to walk from a pid and an address to the entry that maps it. */
public final class Mms {

    private static final long UNKNOWN = 0;
    private static final int TOP_LEVEL = 4;

    private final Touched touched;
    private final PageTables tables;
    private Long2LongHashMap pgds = new Long2LongHashMap(UNKNOWN);
    private Int2ObjectHashMap<Long> byPid = new Int2ObjectHashMap<>();
    private Long2LongHashMap mmapLocks = new Long2LongHashMap(UNKNOWN);
    private Long2LongHashMap pageTableLocks = new Long2LongHashMap(UNKNOWN);
    /** No state: a gap changes neither. */
    private final FieldOffset mmapLockOffset = new FieldOffset();

    private final FieldOffset pageTableLockOffset = new FieldOffset();
    private long now = Long.MIN_VALUE;

    Mms(Transitions transitions, Touched touched, PageTables tables) {
        this.touched = touched;
        this.tables = tables;
        transitions.on(EventKind.MM, this::mm);
        transitions.on(EventKind.TASK_MM, event -> attach(event.pid(), event.get(Field.MM)));
        transitions.on(EventKind.TASK_EXEC, event -> byPid.remove((int) event.get(Field.PID)));
        transitions.on(EventKind.TASK_DEAD, event -> byPid.remove((int) event.get(Field.PID)));
    }

    /** An event of this time comes. */
    void at(long time) {
        now = time;
    }

    /** Stamp of the latest event, in the trace clock's unit. */
    long now() {
        return now;
    }

    /** The mm that a task runs on, 0 for unknown. */
    public long ofTask(int pid) {
        Long mm = byPid.get(pid);
        return mm == null ? UNKNOWN : mm;
    }

    /** Address of its mmap_lock, 0 for unknown. */
    public long mmapLock(long mm) {
        long stated = mmapLocks.get(mm);
        return stated == UNKNOWN ? mmapLockOffset.of(mm, now) : stated;
    }

    /** An event has told of it as of an mm that tasks run on, or may. */
    public boolean told(long mm) {
        return mmapLocks.get(mm) != UNKNOWN;
    }

    /** Address of its page_table_lock, 0 for unknown. */
    public long pageTableLock(long mm) {
        long stated = pageTableLocks.get(mm);
        return stated == UNKNOWN ? pageTableLockOffset.of(mm, now) : stated;
    }

    /** The top-level table's pfn is known. */
    public boolean walkable(long mm) {
        return pgds.get(mm) != UNKNOWN;
    }

    /** What a walk arrived at. */
    public record Walk(Tri known, long slot, int level, long value) {

        private static final Walk UNKNOWN_WALK = new Walk(Tri.UNKNOWN, -1, 0, 0);
    }

    /**
     * Walks the four levels. The result is the leaf entry (level 1, or 2 and up for a huge one), or the empty entry at which
     * the walk ended; UNKNOWN if an entry on the way is.
     */
    public Walk walk(long mm, long address) {
        long table = pgds.get(mm);
        if (table == UNKNOWN) {
            return Walk.UNKNOWN_WALK;
        }
        for (int level = TOP_LEVEL; ; level--) {
            long slot = PageTables.slotOf(table, Pte.index(address, level));
            if (!tables.known(slot)) {
                return Walk.UNKNOWN_WALK;
            }
            long value = tables.value(slot);
            if (Pte.none(value) || !Pte.present(value, level) || Pte.leaf(value, level)) {
                return new Walk(Tri.YES, slot, level, value);
            }
            table = Pte.pfn(value);
        }
    }

    private void mm(MmEvent event) {
        long mm = event.get(Field.MM);
        if (event.is(Field.HOW, Word.FREE)) {
            pgds.remove(mm);
            mmapLocks.remove(mm);
            pageTableLocks.remove(mm);
        } else if (event.has(Field.PGD_PFN) && event.get(Field.PGD_PFN) != 0) {
            pgds.put(mm, event.get(Field.PGD_PFN));
        }
        if (event.is(Field.LOCK) && !event.is(Field.HOW, Word.FREE)) {
            mmapLocks.put(mm, event.get(Field.LOCK));
            mmapLockOffset.learn(mm, event.get(Field.LOCK), event.time());
        }
        if (event.is(Field.PAGE_TABLE_LOCK) && !event.is(Field.HOW, Word.FREE)) {
            pageTableLocks.put(mm, event.get(Field.PAGE_TABLE_LOCK));
            pageTableLockOffset.learn(mm, event.get(Field.PAGE_TABLE_LOCK), event.time());
        }
        if (event.has(Field.PID) && (event.is(Field.HOW, Word.ATTACH) || event.is(Field.HOW, Word.EXEC))) {
            attach((int) event.get(Field.PID), mm);
        }
        touched.touch(Key.mm(mm));
    }

    private void attach(int pid, long mm) {
        if (ofTask(pid) != mm) {
            byPid.put(pid, Long.valueOf(mm));
        }
    }

    void forget() {
        pgds = new Long2LongHashMap(UNKNOWN);
        mmapLocks = new Long2LongHashMap(UNKNOWN);
        pageTableLocks = new Long2LongHashMap(UNKNOWN);
        byPid = new Int2ObjectHashMap<>();
    }
}
