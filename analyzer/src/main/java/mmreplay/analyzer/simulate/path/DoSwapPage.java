package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Rmap;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** do_swap_page: from the swap cache, from the device into the cache, or past it. mmap_lock is held for reading. */
final class DoSwapPage extends Path {

    private final PageFault fault;
    private final Vma vma;
    private final Mm mm;
    private final long addr;
    private final long orig;
    private final long entry;
    private final boolean write;
    /** What is mapped in the end. */
    private @Nullable Page page;

    private boolean recheck = true;
    private boolean early;
    /** Of planted bugs that take a while to come about: what the fault has lived to see. */
    private boolean abandoned;

    private boolean reused;
    private boolean unlockedUse;
    /** The page of the swap cache, or null when it is passed by. */
    private @Nullable Page swapcache;

    private DoSwapPage(Kernel k, Task t, PageFault fault, Vma vma, long addr, long orig, boolean write) {
        super(k, t);
        this.fault = fault;
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = addr;
        this.orig = orig;
        this.entry = Pte.entryOf(orig);
        this.write = write;
    }

    static void run(Kernel k, Task t, PageFault fault, Vma vma, long addr, long orig, boolean write) {
        new DoSwapPage(k, t, fault, vma, addr, orig, write).lookup();
    }

    private static Page page(@Nullable Page page) {
        if (page == null) {
            throw new IllegalStateException("no page");
        }
        return page;
    }

    private void lookup() {
        Page cached = k.swap.lookup(entry);
        Page neighbour = k.swap.valid(entry ^ 1) ? k.swap.lookup(entry ^ 1) : null;
        if (neighbour != null
                && cached != null
                && neighbour.uptodate
                && !neighbour.locked
                && neighbour.mapcount == 0
                && fire(Bug.SWAP_3, neighbour)) {
            recheck = false;
            found(neighbour);
        } else if (cached != null) {
            found(cached);
        } else if (k.swap.count(entry) == 1 && k.oneIn(2)) {
            skipCache();
        } else {
            then(() -> SwapinReadahead.run(k, t, entry, this::read));
        }
    }

    /** swapin_readahead is done, or has found that somebody else was faster. */
    private void read() {
        Page cached = k.swap.lookup(entry);
        if (cached != null) {
            found(cached);
        }
    }

    /** SWP_SYNCHRONOUS_IO: SWAP_HAS_CACHE keeps others away. */
    private void skipCache() {
        if (!k.swap.prepare(entry)) {
            return;
        }
        Page made = k.frames.alloc(true);
        page = made;
        then(
                () -> k.locks.setLocked(t, made),
                () -> SwapinReadahead.complete(k, made),
                () -> {
                    if (fire(Bug.SWAP_1, made)) {
                        early = true;
                        k.swap.clearCache(entry);
                    } else if (k.bugs.wanted(Bug.SWAP_2) && mm.users > 1) {
                        early = true;
                        k.swap.clearCache(entry);
                        k.hot = new Kernel.Hot(mm, addr, t);
                        patience(k.swap.generation(entry), 15_000);
                    }
                },
                () -> compare(made));
    }

    /** Waits for the slot to be reused under this fault, and for the PTE to be the same again. */
    private void patience(int generation, int steps) {
        reused = k.swap.generation(entry) != generation && mm.pte(addr) == orig;
        if (reused) {
            k.hot = null;
            return;
        }
        if (steps > 0) {
            then(() -> patience(generation, steps - 1));
        } else if (hotDone() || !k.swap.prepare(entry)) {
            abandoned = true;
        } else {
            early = false;
        }
    }

    private boolean hotDone() {
        k.hot = null;
        return mm.pte(addr) != orig;
    }

    private void found(Page cached) {
        swapcache = cached;
        page = cached;
        k.lru.get(cached);
        then(() -> {
            if (k.locks.tryLock(t, cached)) {
                then(this::recheck);
            } else {
                mapsNothing();
                fault.retry(cached);
                then(() -> k.lru.put(t, cached));
            }
        });
    }

    /** Under the page's lock: is it still the cache of the entry? */
    private void recheck() {
        Page cached = page(swapcache);
        if (cached.entry != entry && recheck) {
            giveUp();
            return;
        }
        if (cached.uptodate && !foreign(cached) && fire(Bug.SWAP_4, cached)) {
            unlockedUse = true;
            k.locks.unlock(cached);
            then(() -> compare(cached));
            return;
        }
        then(this::ksmMightNeedToCopy);
    }

    private void ksmMightNeedToCopy() {
        Page cached = page(swapcache);
        boolean foreign = foreign(cached);
        if (foreign && fire(Bug.SWAP_6, cached)) {
            // the read failed, as far as this fault sees
            cached.uptodate = false;
        } else if (!foreign
                || !cached.uptodate
                || fire(Bug.SWAP_7, cached)
                || (mappedElsewhere(cached) && fire(Bug.KSM_2, cached))) {
            then(() -> compare(cached));
            return;
        }
        Page made = k.allocAnon();
        page = made;
        then(
                () -> k.locks.setLocked(t, made),
                () -> {
                    Copy.page(k, cached, made, "ksm_swapin");
                    cached.uptodate = true;
                },
                () -> compare(made));
    }

    /** By a vma of another tree. */
    private boolean mappedElsewhere(Page cached) {
        AnonVma theirs = cached.anonVma;
        AnonVma own = vma.anonVma;
        return cached.mapcount > 0 && !cached.ksm && theirs != null && own != null && theirs.root != own.root;
    }

    /** ksm_might_need_to_copy's question. */
    private boolean foreign(Page cached) {
        AnonVma anonVma = cached.anon() && !cached.ksm ? cached.anonVma : null;
        if (cached.ksm) {
            // without a stable node it must be copied, too
            return cached.mapping == Rmap.KSM;
        }
        AnonVma own = vma.anonVma;
        return anonVma != null && own != null && (anonVma.root != own.root || cached.index != vma.index(addr));
    }

    private void compare(Page mapped) {
        if (abandoned) {
            k.locks.unlock(mapped);
            k.lru.put(t, mapped);
            return;
        }
        PageTable table = mm.pteTable(addr);
        if (table == null) {
            giveUp();
            return;
        }
        then(lock(table.lock), () -> {
            long now = table.entries[table.slot(addr)];
            if (now == orig && reused) {
                k.bugs.fireAtOnce(Bug.SWAP_2, mapped);
            }
            pteSame(mm, addr, orig, now, "do_swap_page");
            if (now != orig || !mapped.uptodate) {
                then(unlock(table.lock), this::giveUp);
            } else {
                map(mapped, table);
            }
        });
    }

    private void map(Page mapped, PageTable table) {
        Page cached = swapcache;
        boolean exclusive = cached != mapped || (Pte.isExclusiveSwap(orig) && !mapped.writeback);
        if (cached == mapped && mapped.mapcount == 0 && fire(Bug.SWAP_9, mapped)) {
            unlockedUse = true;
            k.locks.unlock(mapped);
        }
        then(
                () -> k.swap.put(entry),
                () -> {
                    boolean free = cached != null
                            && cached == mapped
                            && (vma.is(Vma.LOCKED) || (write && mapped.refs == 2) || k.oneIn(3));
                    if (free && k.swap.count(entry) == 0 && mapped.swapcache() && !mapped.writeback) {
                        Swap.freeCache(k, t, mapped);
                    }
                },
                () -> {
                    boolean alone = !mapped.ksm && (exclusive || mapped.refs == 1);
                    addRmap(mapped, cached, alone);
                    boolean writable = alone && write && vma.is(Vma.WRITE);
                    k.tables.set(mm, table, addr, Pte.present(mapped.pfn, writable), "set");
                },
                () -> {
                    if (!unlockedUse) {
                        k.locks.unlock(mapped);
                    }
                },
                () -> {
                    if (cached != null && cached != mapped) {
                        k.locks.unlock(cached);
                    }
                },
                unlock(table.lock),
                () -> {
                    if (cached == null) {
                        if (!early) {
                            k.swap.clearCache(entry);
                        }
                    } else if (cached != mapped) {
                        k.lru.put(t, cached);
                    }
                });
    }

    private void addRmap(Page mapped, @Nullable Page cached, boolean alone) {
        if (cached != null && cached != mapped) {
            AnonFault.addNew(k, t, mapped, vma, addr);
            return;
        }
        if (cached != null && mapped.mapcount > 0 && !mapped.ksm && fire(Bug.ANON_2, mapped)) {
            k.rmap.addNewAgain(mapped, vma, addr);
        } else {
            k.rmap.addAnon(mapped, vma, addr, alone);
        }
        if (cached == null) {
            k.lru.add(t, mapped);
        }
        if ((vma.flags & (Vma.LOCKED | Vma.IO)) == Vma.LOCKED) {
            k.lru.mlock(t, mapped);
        }
    }

    /** Where another page was found than the entry's, it is not mapped. */
    private void mapsNothing() {
        if (!recheck) {
            k.bugs.undone(Bug.SWAP_3);
        }
    }

    /** out_page: what was locked is unlocked, nothing is mapped. */
    private void giveUp() {
        mapsNothing();
        Page mapped = page;
        Page cached = swapcache;
        if (mapped != null && mapped != cached) {
            k.locks.unlock(mapped);
            k.lru.put(t, mapped);
        }
        if (cached != null) {
            if (!unlockedUse) {
                k.locks.unlock(cached);
            }
            k.lru.put(t, cached);
        } else if (!early) {
            k.swap.clearCache(entry);
        }
    }
}
