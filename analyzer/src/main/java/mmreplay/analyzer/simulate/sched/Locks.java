package mmreplay.analyzer.simulate.sched;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.trace.Printer;

/** Taking and dropping locks, with the events that lockdep and the page lock's tracepoints print. */
public final class Locks {

    private final Printer out;

    Locks(Printer out) {
        this.out = out;
    }

    /** spin_lock: its CPU does nothing else until it has it. */
    public Step spin(Task t, SpinLock lock) {
        return new Step() {
            private boolean waiting;

            @Override
            public void run() {
                if (!waiting) {
                    out.begin("lock_acquire")
                            .pointer(lock.address)
                            .text(lock.name)
                            .end();
                    t.preemptCount++;
                }
                if (lock.owner == null) {
                    lock.owner = t;
                    t.held.add(lock);
                    out.begin("lock_acquired")
                            .pointer(lock.address)
                            .text(lock.name)
                            .end();
                    return;
                }
                if (lock.owner == t) {
                    throw new IllegalStateException(t + " takes " + lock + " twice");
                }
                if (!waiting) {
                    waiting = true;
                    out.begin("lock_contended")
                            .pointer(lock.address)
                            .text(lock.name)
                            .end();
                }
                t.again();
            }
        };
    }

    public void unlock(Task t, SpinLock lock) {
        if (lock.owner != t || !t.held.remove(lock)) {
            throw new IllegalStateException(t + " does not hold " + lock);
        }
        lock.owner = null;
        t.preemptCount--;
        out.begin("lock_release").pointer(lock.address).text(lock.name).end();
    }

    /** A spinlock around one thing that nobody interrupts: the LRU lock. */
    public boolean trySpin(Task t, SpinLock lock) {
        if (lock.owner != null) {
            return false;
        }
        out.begin("lock_acquire").pointer(lock.address).text(lock.name).end();
        out.begin("lock_acquired").pointer(lock.address).text(lock.name).end();
        lock.owner = t;
        t.preemptCount++;
        t.held.add(lock);
        return true;
    }

    /** down_read or down_write. */
    public Step down(Task t, RwSem sem, boolean write) {
        return new Step() {
            private boolean waiting;

            @Override
            public void run() {
                if (!waiting) {
                    acquire(sem, write, false);
                }
                if (sem.canTake(write)) {
                    sem.take(t, write);
                    out.begin("lock_acquired")
                            .pointer(sem.address)
                            .text(sem.name)
                            .end();
                    return;
                }
                if (!waiting) {
                    waiting = true;
                    out.begin("lock_contended")
                            .pointer(sem.address)
                            .text(sem.name)
                            .end();
                }
                if (!sem.waiters.contains(t)) {
                    sem.waiters.add(t);
                }
                t.sleep();
            }
        };
    }

    /** down_read_trylock or down_write_trylock. */
    public boolean tryDown(Task t, RwSem sem, boolean write) {
        if (!sem.canTake(write)) {
            return false;
        }
        acquire(sem, write, true);
        sem.take(t, write);
        return true;
    }

    private void acquire(RwSem sem, boolean write, boolean tried) {
        out.begin("lock_acquire").pointer(sem.address);
        if (tried) {
            out.text("try");
        }
        if (!write) {
            out.text("read");
        }
        out.text(sem.name).end();
    }

    /** up_read that lockdep takes for the release of another lock. */
    public void upAs(Task t, RwSem sem, RwSem printed) {
        if (t.held.remove(sem)) {
            sem.readers.remove(t);
        }
        out.begin("lock_release").pointer(printed.address).text(printed.name).end();
        wake(sem.waiters);
    }

    /** up_read or up_write. */
    public void up(Task t, RwSem sem) {
        if (!t.held.remove(sem)) {
            throw new IllegalStateException(t + " does not hold " + sem);
        }
        if (sem.writer == t) {
            sem.writer = null;
        } else {
            sem.readers.remove(t);
        }
        out.begin("lock_release").pointer(sem.address).text(sem.name).end();
        wake(sem.waiters);
    }

    /** downgrade_write: lockdep prints nothing. */
    public void downgrade(Task t, RwSem sem) {
        sem.writer = null;
        sem.readers.add(t);
        wake(sem.waiters);
    }

    private static void wake(List<Task> waiters) {
        List<Task> all = new ArrayList<>(waiters);
        waiters.clear();
        all.forEach(Task::wake);
    }

    /** folio_trylock. */
    public boolean tryLock(Task t, Page page) {
        boolean ok = !page.locked;
        out.begin("folio_lock")
                .x("pfn", page.pfn)
                .d("ok", ok ? 1 : 0)
                .s("how", "try")
                .end();
        if (ok) {
            page.locked = true;
            page.locker = t;
            t.held.add(page);
        }
        return ok;
    }

    /** __folio_set_locked of a page that nobody else knows. */
    public void setLocked(Task t, Page page) {
        page.locked = true;
        page.locker = t;
        t.held.add(page);
        out.begin("folio_lock").x("pfn", page.pfn).d("ok", 1).s("how", "new").end();
    }

    /** folio_lock; the caller has a reference. */
    public Step lock(Task t, Page page) {
        return new Step() {
            private boolean waiting;

            @Override
            public void run() {
                if (!waiting && tryLock(t, page)) {
                    return;
                }
                if (waiting && !page.locked) {
                    page.locked = true;
                    page.locker = t;
                    t.held.add(page);
                    out.begin("folio_lock")
                            .x("pfn", page.pfn)
                            .d("ok", 1)
                            .s("how", "wait")
                            .end();
                    return;
                }
                waiting = true;
                if (!page.lockWaiters.contains(t)) {
                    page.lockWaiters.add(t);
                }
                t.sleep();
            }
        };
    }

    /** folio_wait_locked: sleeps until nobody has the page locked. */
    public Step waitUnlocked(Task t, Page page) {
        return () -> {
            if (page.locked) {
                if (!page.lockWaiters.contains(t)) {
                    page.lockWaiters.add(t);
                }
                t.sleep();
            }
        };
    }

    public void unlock(Page page) {
        out.begin("folio_unlock")
                .x("pfn", page.pfn)
                .d("waslocked", page.locked ? 1 : 0)
                .end();
        forget(page);
    }

    /** The lock bit is cleared with no event: a page that is freed. */
    public void forget(Page page) {
        page.locked = false;
        if (page.locker != null) {
            page.locker.held.remove(page);
            page.locker = null;
        }
        wake(page.lockWaiters);
    }
}
