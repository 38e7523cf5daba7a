package mmreplay.analyzer.simulate.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.sched.Task;

/** shrink_inactive_list: isolates pages, unmaps them, writes them out, and frees them after the flush. */
public final class Reclaim extends Path {

    private final Deque<Page> todo = new ArrayDeque<>();
    private final List<Page> keep = new ArrayList<>();
    private final List<Page> freed = new ArrayList<>();

    private Reclaim(Kernel k, Task t) {
        super(k, t);
    }

    public static void run(Kernel k, Task t, int count) {
        Reclaim reclaim = new Reclaim(k, t);
        k.lru.drain(t);
        t.push(() -> {
            reclaim.todo.addAll(k.lru.isolateOldest(t, count));
            if (k.oneIn(2)) {
                reclaim.todo.addAll(k.preferred(t));
            }
            if (k.bugs.wanted(Bug.MLOCK_7)) {
                reclaim.todo.addAll(k.someMlocked(t));
            }
            reclaim.next();
        });
    }

    private void next() {
        Page page = todo.poll();
        if (page == null) {
            finish();
            return;
        }
        if (page.order > 0 || !k.locks.tryLock(t, page)) {
            keep.add(page);
            then(this::next);
            return;
        }
        if (page.mlocked && !k.bugs.wanted(Bug.MLOCK_7)) {
            // !folio_evictable
            then(() -> keepLocked(page), this::next);
            return;
        }
        if (page.mlocked) {
            // which MLOCK-7 is to be broken for: folio_referenced would mlock it once more
            then(() -> judge(page), this::next);
            return;
        }
        then(() -> Referenced.run(k, t, page), () -> judge(page), this::next);
    }

    private boolean reachable(Page page) {
        return page.mapcount == 1 && !page.swapcache();
    }

    private void keepLocked(Page page) {
        k.locks.unlock(page);
        keep.add(page);
    }

    private void judge(Page page) {
        boolean own = page.anon() && !page.ksm && page.anonVma != null;
        if (page.mlocked && own && reachable(page) && k.bugs.wanted(Bug.MLOCK_7)) {
            // folio_evictable overlooks it: so reclaim comes to where only try_to_unmap_one can save it
            anon(page);
        } else if (page.mlocked || k.oneIn(4)) {
            keepLocked(page);
        } else if (page.anon()) {
            anon(page);
        } else {
            then(() -> TryToUnmap.run(k, t, page), () -> fileUnmapped(page));
        }
    }

    private void anon(Page page) {
        if (!page.swapcache()) {
            long entry = k.swap.off ? -1 : k.swap.alloc();
            if (entry < 0) {
                keepLocked(page);
                return;
            }
            k.swap.add(page, entry);
            page.dirty = true;
        }
        then(() -> TryToUnmap.run(k, t, page), () -> unmapped(page));
    }

    private void unmapped(Page page) {
        if (page.mapped()) {
            keepLocked(page);
        } else if (page.dirty) {
            if (putOff(page) && fire(Bug.SWAP_11, page)) {
                then(() -> pageout(page));
            } else {
                then(
                        () -> linger(t.batched && k.bugs.wanted(Bug.TLB_3) ? 400 : 0),
                        () -> TryToUnmap.flushBatch(k, t),
                        () -> pageout(page));
            }
        } else {
            removeMapping(page);
        }
    }

    /** The flush of a dirty entry of the page is in this task's batch, and nobody has flushed since. */
    private boolean putOff(Page page) {
        return t.batched
                && page.putOffIn != null
                && page.putOffBatch == t.batches
                && page.putOffIn.gen == page.putOffGen;
    }

    /** Some time goes by. */
    private void linger(int steps) {
        if (steps > 0) {
            then(() -> linger(steps - 1));
        }
    }

    /** swap_writepage to a device that writes at once: the page comes back unlocked. */
    private void pageout(Page page) {
        page.dirty = false;
        page.writeback = true;
        k.out.begin("mm_vmscan_write_folio")
                .s("page", Long.toHexString(mmreplay.analyzer.simulate.mm.Frames.pointer(page)))
                .x("pfn", page.pfn)
                .text("RECLAIM_WB_ANON|RECLAIM_WB_ASYNC")
                .end();
        then(() -> k.locks.unlock(page), () -> page.writeback = false, () -> {
            if (k.locks.tryLock(t, page)) {
                removeMapping(page);
            } else {
                keep.add(page);
            }
        });
    }

    /** __remove_mapping: nobody but the isolation and the cache has a reference. */
    private void removeMapping(Page page) {
        if (page.refs != 2 || page.mapped() || page.dirty || !page.swapcache()) {
            keepLocked(page);
            return;
        }
        Swap.freeCache(k, t, page);
        k.locks.unlock(page);
        freed.add(page);
    }

    private void fileUnmapped(Page page) {
        if (page.mapped() || page.file == null || page.refs != 2) {
            keepLocked(page);
            return;
        }
        page.file.pages.remove(page.index);
        page.file = null;
        k.lru.put(t, page);
        k.locks.unlock(page);
        freed.add(page);
    }

    private void finish() {
        then(
                () -> TryToUnmap.flushBatch(k, t),
                () -> freed.forEach(page -> k.lru.put(t, page)),
                () -> k.lru.putbackAll(t, keep));
    }
}
