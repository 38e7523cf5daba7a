package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Flushes that reclaim puts off. try_to_unmap takes an entry away, marks the mm, and goes on with the next page; one
 * try_to_unmap_flush is to serve them all. Which entry an add is about shows in what the task cleared right before it.
 */
public final class Deferrals {

    private static final long PRESENT = 1;
    private static final long DIRTY = 1L << 6;
    /** What a page table covers: 2 MiB. */
    private static final int TABLE_SHIFT = 21;

    private final Touched touched;
    private final Int2ObjectHashMap<Task> tasks = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<List<Deferral>> byPage = new Long2ObjectHashMap<>();
    private int size;
    /** How many are in batches. Reclaim is rare, and every store of an entry asks. */
    private int batched;

    private final FlushOrder order = new FlushOrder(this::dispute);
    /** Those that were put off at the last stamp. */
    private final List<Deferral> recent = new ArrayList<>();

    private long recentTime;

    /** What one task cleared last, and what it has put off. */
    private static final class Task {
        /** Where that shows, 0 if it has cleared nothing since its last add. */
        long line;

        long mm;
        long address;
        long pfn;
        boolean dirty;
        /** arch_tlbbatch_add_mm raises the generation right after the add: that is no flush. */
        boolean raises;

        final List<Deferral> batch = new ArrayList<>();
    }

    Deferrals(Transitions transitions, Touched touched) {
        this.touched = touched;
        transitions.on(EventKind.PTE_WRITE, this::write);
        transitions.on(EventKind.TLB_BATCH, this::batch);
        transitions.on(EventKind.TLB_GEN, this::generation);
        transitions.on(EventKind.TASK_DEAD, this::dead);
        transitions.on(EventKind.PAGE_ALLOC, this::newLife);
        transitions.on(EventKind.PAGE_FREE, this::newLife);
    }

    /** Those of this page, since it was allocated. */
    public List<Deferral> of(long pfn) {
        return byPage.getOrDefault(pfn, List.of());
    }

    /** One of this mm of which no flush has begun; null if there is none. */
    public @Nullable Deferral pending(long mm) {
        return batched == 0
                ? null
                : find(deferral -> deferral.pending() && deferral.unmap().mm() == mm);
    }

    /** One of the page table that covers this address, put off before {@code line}, of which no flush has begun; or null. */
    public @Nullable Deferral pending(long mm, long address, long line) {
        return batched == 0
                ? null
                : find(deferral -> deferral.pending()
                        && deferral.unmap().mm() == mm
                        && (deferral.unmap().address() ^ address) >>> TABLE_SHIFT == 0
                        && deferral.line() < line);
    }

    private @Nullable Deferral find(Predicate<Deferral> wanted) {
        for (Task task : tasks.values()) {
            for (Deferral deferral : task.batch) {
                if (wanted.test(deferral)) {
                    return deferral;
                }
            }
        }
        return null;
    }

    int size() {
        return size;
    }

    private Task task(int pid) {
        Task task = tasks.get(pid);
        if (task == null) {
            task = new Task();
            tasks.put(pid, task);
        }
        return task;
    }

    private void write(MmEvent event) {
        long old = event.get(Field.OLD);
        if ((old & PRESENT) == 0 || (event.get(Field.NEW) & PRESENT) != 0 || Pte.special(old)) {
            return;
        }
        Task task = task(event.pid());
        task.line = event.line();
        task.mm = event.get(Field.MM);
        task.address = event.get(Field.ADDR);
        task.pfn = Pte.pfn(old);
        task.dirty = (old & DIRTY) != 0;
    }

    private void batch(MmEvent event) {
        Task task = task(event.pid());
        if (event.is(Field.HOW, Word.ADD)) {
            add(event, task);
        } else {
            task.batch.forEach(deferral -> flushed(deferral, event));
            batched -= task.batch.size();
            task.batch.clear();
        }
    }

    private void add(MmEvent event, Task task) {
        task.raises = true;
        if (task.line != 0 && task.mm == event.get(Field.MM)) {
            Deferral.Unmap unmap = new Deferral.Unmap(event.pid(), task.mm, task.address, task.pfn, task.line);
            Deferral deferral = new Deferral(unmap, event, task.dirty);
            task.batch.add(deferral);
            batched++;
            byPage.computeIfAbsent(unmap.pfn(), pfn -> new ArrayList<>()).add(deferral);
            size++;
            if (event.time() != recentTime) {
                recent.clear();
                recentTime = event.time();
            }
            recent.add(deferral);
            touched.touch(Key.deferred(unmap.pfn()));
            order.unmapped(event, unmap.mm(), unmap.pfn(), unmap.address());
        }
        task.line = 0;
    }

    private void flushed(Deferral deferral, MmEvent event) {
        deferral.flush(event);
        touched.touch(Key.deferred(deferral.unmap().pfn()));
    }

    /** Some flush of the mm serves what was put off there, too, if it covers the address. */
    private void generation(MmEvent event) {
        Task own = tasks.get(event.pid());
        if (own != null && own.raises) {
            own.raises = false;
            return;
        }
        long start = event.get(Field.START);
        long end = event.get(Field.END, -1);
        order.flushed(event, event.get(Field.MM), start, end);
        if (batched == 0) {
            return;
        }
        for (Task task : tasks.values()) {
            for (Deferral deferral : task.batch) {
                long address = deferral.unmap().address();
                if (deferral.unmap().mm() == event.get(Field.MM)
                        && start <= address
                        && Long.compareUnsigned(end, address) > 0) {
                    flushed(deferral, event);
                }
            }
        }
    }

    /** The task ran on two CPUs at one stamp: whether it flushed before or after it put a flush off is not told. */
    void forgetTask(int pid) {
        recent.stream().filter(deferral -> deferral.unmap().pid() == pid).forEach(Deferral::dispute);
    }

    private void dispute(long pfn) {
        of(pfn).forEach(Deferral::dispute);
    }

    private void dead(MmEvent event) {
        Task task = tasks.get((int) event.get(Field.PID));
        if (task != null && task.batch.isEmpty()) {
            tasks.remove((int) event.get(Field.PID));
        }
    }

    private void newLife(MmEvent event) {
        long first = event.get(Field.PFN);
        if (byPage.isEmpty() || !PageOrder.valid(event.get(Field.ORDER))) {
            return;
        }
        for (long pfn = first; pfn < first + (1L << event.get(Field.ORDER)); pfn++) {
            List<Deferral> gone = byPage.remove(pfn);
            if (gone != null) {
                size -= gone.size();
                for (Task task : tasks.values()) {
                    batched -= task.batch.size();
                    task.batch.removeAll(gone);
                    batched += task.batch.size();
                }
            }
        }
    }

    void forget() {
        recent.clear();
        tasks.clear();
        byPage.clear();
        size = 0;
        batched = 0;
    }
}
