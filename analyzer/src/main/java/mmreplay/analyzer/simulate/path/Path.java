package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.sched.RwSem;
import mmreplay.analyzer.simulate.sched.SpinLock;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/**
 * One call of a kernel function by one task. Its fields are the function's variables; its methods are steps, and each says with
 * {@link #then} which come next.
 */
abstract class Path {

    protected final Kernel k;
    protected final Task t;

    Path(Kernel k, Task t) {
        this.k = k;
        this.t = t;
    }

    protected final void then(Step... steps) {
        t.push(steps);
    }

    protected final boolean fire(Bug bug, Object subject) {
        return k.bugs.fire(bug, subject);
    }

    protected final Step lock(SpinLock lock) {
        return k.locks.spin(t, lock);
    }

    protected final Step unlock(SpinLock lock) {
        return () -> k.locks.unlock(t, lock);
    }

    protected final Step down(RwSem sem, boolean write) {
        return k.locks.down(t, sem, write);
    }

    protected final Step up(RwSem sem) {
        return () -> k.locks.up(t, sem);
    }

    protected final Step flush(Mm mm, long start, long end, boolean freedTables) {
        return k.tlbs.flush(t, mm, start, end, freedTables);
    }

    /** mmap_read_lock, mmap_write_lock. */
    protected final Step mmapLock(Mm mm, boolean write) {
        return () -> {
            mmapEvent("mmap_lock_start_locking", mm, write).end();
            then(down(mm.mmapLock, write), () -> mmapEvent("mmap_lock_acquire_returned", mm, write)
                    .s("success", "true")
                    .end());
        };
    }

    /** mmap_read_trylock, mmap_write_trylock. */
    protected final boolean mmapTrylock(Mm mm, boolean write) {
        mmapEvent("mmap_lock_start_locking", mm, write).end();
        boolean ok = k.locks.tryDown(t, mm.mmapLock, write);
        mmapEvent("mmap_lock_acquire_returned", mm, write)
                .s("success", ok ? "true" : "false")
                .end();
        return ok;
    }

    /** mmap_read_unlock, mmap_write_unlock. */
    protected final Step mmapUnlock(Mm mm, boolean write) {
        return () -> {
            mmapEvent("mmap_lock_released", mm, write).end();
            k.locks.up(t, mm.mmapLock);
        };
    }

    /** mmap_write_downgrade. */
    protected final Step mmapDowngrade(Mm mm) {
        return () -> {
            mmapEvent("mmap_lock_acquire_returned", mm, false)
                    .s("success", "true")
                    .end();
            k.locks.downgrade(t, mm.mmapLock);
        };
    }

    private mmreplay.analyzer.simulate.trace.Printer mmapEvent(String event, Mm mm, boolean write) {
        return k.out.begin(event)
                .s("mm", Long.toHexString(mm.address))
                .s("memcg_path", "/")
                .s("write", write ? "true" : "false");
    }

    /** The rest of this path happens only while the condition holds; it is asked before each turn. */
    protected final void loop(java.util.function.BooleanSupplier more, Step body) {
        if (more.getAsBoolean()) {
            then(body, () -> loop(more, body));
        }
    }

    protected final void pteSame(Mm mm, long addr, long orig, long now, String where) {
        k.out.begin("pte_same")
                .x("mm", mm.address)
                .x("addr", addr)
                .x("orig", orig)
                .x("cur", now)
                .d("result", orig == now ? 1 : 0)
                .s("where", where)
                .end();
    }

    protected static PageTable table(@org.jspecify.annotations.Nullable PageTable table) {
        if (table == null) {
            throw new IllegalStateException("no page table");
        }
        return table;
    }
}
