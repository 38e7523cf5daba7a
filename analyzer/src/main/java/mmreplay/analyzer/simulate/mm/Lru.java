package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.sched.Cpu;
import mmreplay.analyzer.simulate.sched.Cpu.MlockWork;
import mmreplay.analyzer.simulate.sched.Locks;
import mmreplay.analyzer.simulate.sched.SpinLock;
import mmreplay.analyzer.simulate.sched.Task;
import mmreplay.analyzer.simulate.trace.Printer;
import org.jspecify.annotations.Nullable;

/** The LRU lists, the batches on the way there, and the last reference of a page. */
public final class Lru {

    private static final int BATCH = 7;

    private final Printer out;
    private final Frames frames;
    private final SpinLock lock;
    private final Locks locks;
    private final Bugs bugs;
    /** The evictable pages, oldest first. */
    private final Set<Page> list = new LinkedHashSet<>();

    Lru(Printer out, Frames frames, Locks locks, Bugs bugs, long lock) {
        this.bugs = bugs;
        this.out = out;
        this.frames = frames;
        this.locks = locks;
        this.lock = new SpinLock(lock, "&lruvec->lru_lock");
    }

    private void locked(Task t, Runnable section) {
        if (!locks.trySpin(t, lock)) {
            throw new IllegalStateException("lru_lock is held across steps");
        }
        section.run();
        locks.unlock(t, lock);
    }

    public void flag(Page page, String flag, int value, String where) {
        out.begin("folio_flag")
                .x("pfn", page.pfn)
                .s("flag", flag)
                .d("val", value)
                .d("locked", page.locked ? 1 : 0)
                .d("lru", page.lru ? 1 : 0)
                .d("mlocked", page.mlocked ? 1 : 0)
                .s("where", where)
                .end();
    }

    /** folio_add_lru. */
    public void add(Task t, Page page) {
        Cpu cpu = t.cpu();
        page.refs++;
        cpu.lruAdd.add(page);
        if (cpu.lruAdd.size() >= BATCH || page.order > 0) {
            drainAdd(t);
        }
    }

    private void drainAdd(Task t) {
        Cpu cpu = t.cpu();
        if (cpu.lruAdd.isEmpty()) {
            return;
        }
        List<Page> batch = new ArrayList<>(cpu.lruAdd);
        cpu.lruAdd.clear();
        locked(t, () -> batch.forEach(page -> onto(page, "add")));
        batch.forEach(page -> put(t, page));
    }

    private void onto(Page page, String where) {
        page.lru = true;
        page.unevictable = page.mlocked;
        if (page.mlocked) {
            page.mlockCount = 0;
        } else {
            list.add(page);
        }
        flag(page, "lru", 1, where);
    }

    /** Reclaim looks at a page that it should pass by: an mlocked one. */
    public @Nullable Page isolateMlocked(Task t, Page page) {
        return page.mlocked && page.anon() && page.order == 0 && isolate(t, page, "isolate") ? page : null;
    }

    /** lru_add_drain: this CPU's batches. */
    public void drain(Task t) {
        drainAdd(t);
        drainMlock(t);
    }

    /** folio_isolate_lru: false if somebody else has it. It gives the caller a reference. */
    public boolean isolate(Task t, Page page, String where) {
        if (!page.lru) {
            return false;
        }
        page.lru = false;
        page.isolations++;
        page.refs++;
        locked(t, () -> list.remove(page));
        flag(page, "lru", 0, where);
        return true;
    }

    /** isolate_lru_folios: the oldest pages. */
    public List<Page> isolateOldest(Task t, int count) {
        List<Page> taken = new ArrayList<>();
        locked(t, () -> {
            Iterator<Page> oldest = list.iterator();
            while (oldest.hasNext() && taken.size() < count) {
                Page page = oldest.next();
                if (page.refs == 0) {
                    continue;
                }
                oldest.remove();
                page.lru = false;
                page.isolations++;
                page.refs++;
                flag(page, "lru", 0, "reclaim_isolate");
                taken.add(page);
            }
        });
        return taken;
    }

    /** folio_putback_lru: by way of the batch. The isolation's reference goes. */
    public void putback(Task t, Page page) {
        flag(page, "putback", 1, "putback");
        add(t, page);
        put(t, page);
    }

    /** move_folios_to_lru. */
    public void putbackAll(Task t, List<Page> pages) {
        if (pages.isEmpty()) {
            return;
        }
        locked(t, () -> pages.forEach(page -> onto(page, "reclaim_putback")));
        pages.forEach(page -> put(t, page));
    }

    /** folio_get. */
    public void get(Page page) {
        page.head.refs++;
    }

    /** folio_put: the last reference frees the page. */
    public void put(Task t, Page part) {
        Page page = part.head;
        if (page.refs <= 0) {
            throw new IllegalStateException(page + " has no reference left");
        }
        if (--page.refs == 0) {
            free(t, page);
        }
    }

    private void free(Task t, Page page) {
        if (page.totalMapcount != 0 || page.swapcache() || page.locked) {
            throw new IllegalStateException(page + " is freed in use: mapped " + page.totalMapcount + " entry "
                    + page.entry + " locked " + page.locked);
        }
        if (page.lru) {
            page.lru = false;
            locked(t, () -> list.remove(page));
        }
        if (page.mlocked) {
            page.mlocked = false;
            flag(page, "mlocked", 0, "free");
        }
        frames.free(page);
    }

    /** mlock_folio; its caller holds the lock of the entry's table. */
    public void mlock(Task t, Page page) {
        mlockCall("mlock_folio", page);
        page.mlocks++;
        page.mlockedBy = t.pid;
        page.mlockedInPassing |= !page.lru;
        if (!page.mlocked) {
            page.mlocked = true;
            flag(page, "mlocked", 1, "mlock_folio");
        }
        batch(t, page, MlockWork.Kind.MLOCK);
    }

    /** mlock_new_page. */
    public void mlockNew(Task t, Page page) {
        mlockCall("mlock_new_page", page);
        page.mlocks++;
        page.mlockedBy = t.pid;
        page.mlockedInPassing |= page.lru;
        page.mlocked = true;
        flag(page, "mlocked", 1, "mlock_new");
        batch(t, page, MlockWork.Kind.MLOCK_NEW);
    }

    /** munlock_page. */
    public void munlock(Task t, Page page) {
        mlockCall("munlock_page", page);
        batch(t, page, MlockWork.Kind.MUNLOCK);
    }

    private void mlockCall(String function, Page page) {
        long flags =
                (page.locked ? 1 : 0) | (page.uptodate ? 4 : 0) | (page.lru ? 0x10 : 0) | (page.mlocked ? 1L << 21 : 0);
        out.begin(function)
                .text("(" + function + "+0x0/0xc0)")
                .x("page", Frames.pointer(page))
                .x("pflags", flags)
                .end();
    }

    private void batch(Task t, Page page, MlockWork.Kind kind) {
        Cpu cpu = t.cpu();
        page.refs++;
        cpu.mlock.add(new MlockWork(page, kind));
        if (cpu.mlock.size() >= BATCH) {
            drainMlock(t);
        }
    }

    /** mlock_pagevec: the LRU lock is held over a run of pages that this CPU could isolate. */
    private void drainMlock(Task t) {
        Cpu cpu = t.cpu();
        List<MlockWork> work = new ArrayList<>(cpu.mlock);
        cpu.mlock.clear();
        boolean held = false;
        for (MlockWork one : work) {
            if (one.kind() == MlockWork.Kind.MUNLOCK
                    && t.mm != null
                    && one.page().lru
                    && lastMunlock(one.page())
                    && bugs.fire(Bug.MLOCK_2, one.page())) {
                if (held) {
                    locks.unlock(t, lock);
                    held = false;
                }
                clearMlocked(one.page(), "munlock");
            }
            if (!held && (one.kind() == MlockWork.Kind.MLOCK_NEW || one.page().lru)) {
                held = locks.trySpin(t, lock);
            }
            pagevec(one.page(), one.kind());
        }
        if (held) {
            locks.unlock(t, lock);
        }
        work.forEach(one -> put(t, one.page()));
    }

    private void pagevec(Page page, MlockWork.Kind kind) {
        switch (kind) {
            case MLOCK -> {
                if (page.lru && page.mlocked) {
                    list.remove(page);
                    page.mlockCount = page.unevictable ? page.mlockCount + 1 : 1;
                    page.unevictable = true;
                }
            }
            case MLOCK_NEW -> {
                page.lru = true;
                page.unevictable = page.mlocked;
                page.mlockCount = page.mlocked ? 1 : 0;
                if (!page.mlocked) {
                    list.add(page);
                }
            }
            case MUNLOCK -> munlocked(page);
        }
    }

    private void munlocked(Page page) {
        if (!page.lru) {
            clearMlocked(page, "munlock_noiso");
            return;
        }
        if (page.unevictable && page.mlockCount > 0 && --page.mlockCount > 0) {
            return;
        }
        if (!(simpleLife(page) && bugs.fire(Bug.MLOCK_3, page))) {
            page.lru = false;
            clearMlocked(page, "munlock");
            page.lru = true;
        }
        page.unevictable = page.mlocked;
        if (!page.unevictable) {
            list.add(page);
        }
    }

    /**
     * One mapping, one mlock, both of one task, and gone from both: no mlock_count, which is not recorded, and no munlock that is
     * under way can have been the reason to keep the flag.
     */
    private static boolean simpleLife(Page page) {
        Mm from = page.unmappedFrom;
        return page.anon()
                && page.adds == 1
                && page.mlocks == 1
                && !page.mlockedInPassing
                && page.isolations == 0
                && page.totalMapcount == 0
                && !page.swapcache()
                && !Frames.inBlock(page)
                && from != null
                && !from.threaded
                && page.unmappedBy == page.mlockedBy;
    }

    private static boolean lastMunlock(Page page) {
        return page.mlocked && (!page.unevictable || page.mlockCount <= 1);
    }

    private void clearMlocked(Page page, String where) {
        if (page.mlocked) {
            page.mlocked = false;
            flag(page, "mlocked", 0, where);
        }
    }

    /** The tails of a huge page become pages: on the LRU beside the head, if it is there. */
    public void splitTails(Task t, Page head, Runnable tails) {
        locked(t, () -> {
            tails.run();
            for (int i = 1; i < 1 << head.order && head.lru; i++) {
                list.add(frames.page(head.pfn + i));
            }
        });
    }

    /** Some page that reclaim may take, to have KSM or compaction look at it. */
    public List<Page> evictable() {
        return new ArrayList<>(list);
    }
}
