package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Page tables as objects: allocated, hooked into a higher table, taken out of it, and freed. What they hold is in {@link PageTables}. */
public final class TableLives {

    private record Collapse(long mm, long base) {}

    private final Touched touched;
    private Long2ObjectHashMap<TableLife> byPfn = new Long2ObjectHashMap<>();
    /** Which range a task is collapsing. */
    private Int2ObjectHashMap<Collapse> collapses = new Int2ObjectHashMap<>();

    TableLives(Transitions transitions, Touched touched) {
        this.touched = touched;
        transitions.on(EventKind.PT_ALLOC, this::allocated);
        transitions.on(EventKind.PT_LINK, this::link);
        transitions.on(EventKind.PT_UNLINK, this::unlink);
        transitions.on(EventKind.PMD_WRITE, this::write);
        transitions.on(EventKind.STEP, this::step);
        transitions.on(EventKind.TASK_DEAD, event -> forgetTask((int) event.get(Field.PID)));
        transitions.on(EventKind.PAGE_FREE, this::gone);
        transitions.on(EventKind.PAGE_ALLOC, this::gone);
    }

    /** What is known of the table in this page; null if nothing. */
    public @Nullable TableLife find(long pfn) {
        return byPfn.get(pfn);
    }

    /** The task is inside collapse_huge_page, past its locks, and it is about this range. */
    public boolean collapses(int pid, long mm, long address) {
        Collapse collapse = collapses.get(pid);
        return collapse != null && collapse.mm == mm && collapse.base == base(address, 1);
    }

    /** An entry that pointed to a lower table does so no more. */
    public static boolean unhooks(MmEvent event) {
        return event.has(Field.OLD)
                && tableIn(event, Field.OLD) >= 0
                && tableIn(event, Field.NEW) != tableIn(event, Field.OLD);
    }

    /** An entry that did not point to the lower table does so now. */
    public static boolean hooks(MmEvent event) {
        return tableIn(event, Field.NEW) >= 0
                && (!event.has(Field.OLD) || tableIn(event, Field.OLD) != tableIn(event, Field.NEW));
    }

    /** The table that a PMD event's entry points to, -1 for none. */
    public static long tableIn(MmEvent event, Field field) {
        int level = PageTables.level(event);
        long value = event.get(field);
        boolean table = level > 1 && Pte.present(value, level) && !Pte.leaf(value, level) && !Pte.none(value);
        return table ? Pte.pfn(value) : -1;
    }

    int size() {
        return byPfn.size();
    }

    private TableLife get(long pfn) {
        TableLife life = byPfn.get(pfn);
        if (life == null) {
            life = new TableLife(pfn);
            byPfn.put(pfn, life);
        }
        touched.touch(Key.page(pfn));
        return life;
    }

    private void allocated(MmEvent event) {
        byPfn.remove(event.get(Field.PFN));
        TableLife life = get(event.get(Field.PFN));
        life.born = true;
        life.hooked = Tri.NO;
        life.level = (int) event.get(Field.LEVEL, 1);
        life.mm = event.get(Field.MM);
        life.lock = event.get(Field.LOCK);
    }

    private void link(MmEvent event) {
        if (event.get(Field.SLOT_IDX) >= 0) {
            hook(event, event.get(Field.PFN), (int) event.get(Field.LEVEL, 1), PageTables.upperSlotOf(event));
        }
    }

    private void hook(MmEvent event, long pfn, int level, long slot) {
        TableLife life = get(pfn);
        life.level = level;
        life.hooked = Tri.YES;
        life.unhooking = null;
        life.slot = slot;
        life.hookLine = event.line();
        life.hookPid = event.pid();
        life.base = event.has(Field.ADDR) ? base(event.get(Field.ADDR), level) : -1;
        life.mm = event.get(Field.MM, life.mm);
    }

    private void unlink(MmEvent event) {
        int level = (int) event.get(Field.LEVEL, 1);
        Word how = event.is(Field.HOW, Word.MOVE) ? Word.MOVE : Word.FREE;
        unhook(event, event.get(Field.PFN), level, how, -1);
    }

    private void write(MmEvent event) {
        long slot = PageTables.slotOf(event);
        int below = PageTables.level(event) - 1;
        if (unhooks(event)) {
            boolean collapse = collapses(event.pid(), event.get(Field.MM), event.get(Field.ADDR));
            unhook(event, tableIn(event, Field.OLD), below, collapse ? Word.COLLAPSE : Word.RETRACT, slot);
        }
        if (hooks(event)) {
            hook(event, tableIn(event, Field.NEW), below, slot);
        }
    }

    private void unhook(MmEvent event, long pfn, int level, Word how, long slot) {
        TableLife life = get(pfn);
        life.level = level;
        life.hooked = Tri.NO;
        life.slot = slot >= 0 ? slot : life.slot;
        life.base = event.has(Field.ADDR) ? base(event.get(Field.ADDR), level) : life.base;
        life.mm = event.get(Field.MM, life.mm);
        life.unhooking = new TableLife.Unhooking(event.pid(), event.line(), event.time(), how, life.slot);
    }

    private static long base(long address, int level) {
        return address & -TableLife.span(level);
    }

    private void step(MmEvent event) {
        if (event.is(Field.HOW, Word.COLLAPSE_LOCKED)) {
            collapses.put(event.pid(), new Collapse(event.get(Field.MM), base(event.get(Field.ADDR), 1)));
        } else {
            collapses.remove(event.pid());
        }
    }

    /** The page is something else from now on. */
    private void gone(MmEvent event) {
        long order = event.get(Field.ORDER);
        if (!byPfn.isEmpty() && PageOrder.valid(order)) {
            for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
                byPfn.remove(pfn);
            }
        }
    }

    /** What happened to it last is uncertain. */
    void forget(long pfn) {
        byPfn.remove(pfn);
    }

    void forgetTask(int pid) {
        collapses.remove(pid);
    }

    void forget() {
        byPfn = new Long2ObjectHashMap<>();
        collapses = new Int2ObjectHashMap<>();
    }
}
