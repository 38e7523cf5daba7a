package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** read_swap_cache_async of an entry and its neighbour. */
final class SwapinReadahead extends Path {

    private SwapinReadahead(Kernel k, Task t) {
        super(k, t);
    }

    static void run(Kernel k, Task t, long entry, Step done) {
        SwapinReadahead path = new SwapinReadahead(k, t);
        t.push(() -> path.one(entry ^ 1), () -> path.one(entry), done);
    }

    private void one(long entry) {
        if (!k.swap.valid(entry) || k.swap.count(entry) == 0 || k.swap.lookup(entry) != null || k.frames.free() < 100) {
            return;
        }
        Page page = k.frames.alloc(true);
        then(() -> {
            if (k.swap.count(entry) == 0 || !k.swap.prepare(entry)) {
                k.lru.put(t, page);
                return;
            }
            then(
                    () -> k.locks.setLocked(t, page),
                    () -> {
                        k.swap.add(page, entry);
                        k.lru.add(t, page);
                    },
                    () -> complete(k, page),
                    () -> k.locks.unlock(page),
                    () -> k.lru.put(t, page));
        });
    }

    /** The data is there. */
    static void complete(Kernel k, Page page) {
        page.uptodate = true;
        k.lru.flag(page, "uptodate", 1, "mark");
    }
}
