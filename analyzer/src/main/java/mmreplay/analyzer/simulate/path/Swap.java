package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.sched.Task;

/** What several paths do with a swap entry or a page of the swap cache. */
final class Swap {

    private Swap() {}

    /** delete_from_swap_cache: the page is locked. */
    static void freeCache(Kernel k, Task t, Page page) {
        long entry = page.entry;
        k.swap.delete(page);
        k.swap.clearCache(entry);
        k.lru.put(t, page);
    }

    /** free_swap_cache: nobody maps the page of the swap cache, and nobody has it locked. */
    static void freeIfUnused(Kernel k, Task t, Page page) {
        if (page.swapcache()
                && !page.mapped()
                && !page.locked
                && k.swap.count(page.entry) == 0
                && k.bugs.fire(Bug.SWAP_5, page)) {
            freeCache(k, t, page);
            return;
        }
        if (page.swapcache() && !page.mapped() && k.locks.tryLock(t, page)) {
            if (k.swap.count(page.entry) == 0 && !page.writeback) {
                freeCache(k, t, page);
            }
            k.locks.unlock(page);
        }
    }

    /** free_swap_and_cache: a PTE that named the entry is gone. */
    static void freeSwapAndCache(Kernel k, Task t, long entry) {
        k.swap.put(entry);
        if (k.swap.count(entry) == 0 && k.bugs.fire(Bug.SWAP_10, "entry " + entry)) {
            k.swap.putAgain(entry);
        }
        if (k.swap.count(entry) > 0) {
            return;
        }
        Page page = k.swap.lookup(entry);
        if (page != null && k.swap.hasCache(entry) && !page.mapped() && k.locks.tryLock(t, page)) {
            page.refs++;
            if (page.entry == entry && !page.writeback) {
                freeCache(k, t, page);
            }
            k.locks.unlock(page);
            k.lru.put(t, page);
        }
    }
}
