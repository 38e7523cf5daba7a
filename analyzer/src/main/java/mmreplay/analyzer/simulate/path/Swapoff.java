package mmreplay.analyzer.simulate.path;

import java.util.ArrayDeque;
import java.util.Deque;
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

/** swapoff: try_to_unuse brings every page back, then the device is given up; and swapon. */
public final class Swapoff extends Path {

    private int rounds;

    private Swapoff(Kernel k, Task t) {
        super(k, t);
    }

    /** Another device number each time would be as good: here one device comes and goes. */
    public static void run(Kernel k, Task t) {
        Swapoff path = new Swapoff(k, t);
        k.swap.off = true;
        t.push(path::tryToUnuse);
    }

    /** The kprobes that say that a device is put to use, or given up. */
    public static void device(Kernel k, String function) {
        k.out.begin(function).text("(" + function + "+0x0/0x90)").d("type", 0).end();
    }

    private void tryToUnuse() {
        rounds++;
        if (k.swap.idle()) {
            end();
            return;
        }
        if (rounds > 60) {
            // swapoff is interrupted: the device stays in use
            k.swap.off = false;
            return;
        }
        if (!k.bugs.wanted(Bug.SWAP_12)) {
            k.swap.drainTaken();
        }
        Deque<Mm> todo = new ArrayDeque<>(k.mms);
        then(() -> nextMm(todo), () -> dropCache(k.swap.cachedUnused()), this::tryToUnuse);
    }

    private void nextMm(Deque<Mm> todo) {
        Mm mm = todo.poll();
        if (mm == null) {
            return;
        }
        if (mm.exiting || mm.count == 0) {
            nextMm(todo);
            return;
        }
        mm.users++;
        then(
                mmapLock(mm, false),
                () -> unuseMm(mm),
                mmapUnlock(mm, false),
                () -> Exit.mmput(k, t, mm),
                () -> nextMm(todo));
    }

    private void unuseMm(Mm mm) {
        for (Vma vma : mm.vmas.values()) {
            for (long addr = vma.start; addr < vma.end; addr += 4096) {
                long pte = mm.pte(addr);
                if (Pte.isSwap(pte)) {
                    long at = addr;
                    then(() -> unuse(vma, at, pte), () -> unuseMm(mm));
                    return;
                }
            }
        }
    }

    /** unuse_pte_range of one entry. */
    private void unuse(Vma vma, long addr, long pte) {
        long entry = Pte.entryOf(pte);
        Page cached = k.swap.lookup(entry);
        if (cached == null) {
            then(() -> SwapinReadahead.run(k, t, entry, () -> {}));
            return;
        }
        k.lru.get(cached);
        then(
                k.locks.lock(t, cached),
                () -> {
                    if (cached.entry == entry) {
                        locked(vma, addr, pte, cached);
                    }
                },
                () -> {
                    if (cached.swapcache() && k.swap.count(cached.entry) == 0) {
                        Swap.freeCache(k, t, cached);
                    }
                    k.locks.unlock(cached);
                    k.lru.put(t, cached);
                });
    }

    /** unuse_pte: a page that KSM had merged is copied. */
    private void locked(Vma vma, long addr, long pte, Page cached) {
        if (foreign(vma, addr, cached) && !fire(Bug.SWAP_8, cached)) {
            Page made = k.allocAnon();
            k.locks.setLocked(t, made);
            Copy.page(k, cached, made, "ksm_swapin");
            then(() -> unusePte(vma, addr, pte, cached, made), () -> {
                k.locks.unlock(made);
                k.lru.put(t, made);
            });
        } else {
            unusePte(vma, addr, pte, cached, cached);
        }
    }

    private static boolean foreign(Vma vma, long addr, Page cached) {
        AnonVma theirs = cached.anon() && !cached.ksm ? cached.anonVma : null;
        AnonVma own = vma.anonVma;
        return cached.mapping == Rmap.KSM
                || (theirs != null && own != null && (theirs.root != own.root || cached.index != vma.index(addr)));
    }

    private void unusePte(Vma vma, long addr, long pte, Page cached, Page mapped) {
        PageTable table = vma.mm.pteTable(addr);
        if (table == null) {
            return;
        }
        then(
                lock(table.lock),
                () -> {
                    if (table.entries[table.slot(addr)] != pte) {
                        if (mapped == cached && foreign(vma, addr, cached)) {
                            // the entry is gone: the page that ought to have been copied is not mapped either
                            k.bugs.undone(Bug.SWAP_8);
                        }
                        return;
                    }
                    then(
                            () -> {
                                k.lru.get(mapped);
                                if (mapped == cached) {
                                    k.rmap.addAnon(mapped, vma, addr, Pte.isExclusiveSwap(pte));
                                    mlock(vma, mapped);
                                } else {
                                    AnonFault.addNew(k, t, mapped, vma, addr);
                                }
                            },
                            () -> k.tables.set(vma.mm, table, addr, Pte.present(mapped.pfn, false), "set"),
                            () -> k.swap.put(Pte.entryOf(pte)));
                },
                unlock(table.lock));
    }

    private void mlock(Vma vma, Page page) {
        if ((vma.flags & (Vma.LOCKED | Vma.IO)) == Vma.LOCKED) {
            k.lru.mlock(t, page);
        }
    }

    /** Pages of the swap cache that no entry names any more. */
    private void dropCache(Deque<Page> todo) {
        Page page = todo.poll();
        if (page == null) {
            return;
        }
        if (!page.swapcache()) {
            // it has left the cache since, and may be gone: find_get_page would not find it
            dropCache(todo);
            return;
        }
        k.lru.get(page);
        then(
                k.locks.lock(t, page),
                () -> {
                    if (page.swapcache() && k.swap.count(page.entry) == 0) {
                        Swap.freeCache(k, t, page);
                    }
                    k.locks.unlock(page);
                    k.lru.put(t, page);
                },
                () -> dropCache(todo));
    }

    private void end() {
        if (k.swap.caches() && fire(Bug.SWAP_12, "device 0")) {
            device(k, "exit_swap_address_space");
            k.swap.drainTaken();
        } else {
            k.swap.drainTaken();
            device(k, "exit_swap_address_space");
        }
        then(() -> {}, () -> {}, () -> {
            device(k, "init_swap_address_space");
            k.swap.off = false;
        });
    }
}
