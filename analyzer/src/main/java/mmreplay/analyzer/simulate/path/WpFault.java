package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Rmap;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** do_wp_page: reuse of an exclusive page, or wp_page_copy. Begins and ends with the table's lock as the caller has it. */
final class WpFault extends Path {

    private final Vma vma;
    private final Mm mm;
    private final long addr;
    private final PageTable table;
    private final long orig;
    private final Page old;

    private WpFault(Kernel k, Task t, Vma vma, long addr, PageTable table, long orig) {
        super(k, t);
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = addr;
        this.table = table;
        this.orig = orig;
        this.old = k.page(orig);
    }

    /** With the lock held; it is released. */
    static void run(Kernel k, Task t, Vma vma, long addr, PageTable table, long orig) {
        new WpFault(k, t, vma, addr, table, orig).doWpPage();
    }

    private void doWpPage() {
        if (vma.shared()) {
            // do_shared_fault's mkwrite, without a filesystem
            reuse();
        } else if (!old.anon() || old.head.order > 0 || old.head != old) {
            copy();
        } else if (old.exclusive) {
            reuse();
        } else if (old.ksm || old.refs > 3) {
            copy();
        } else {
            if (!old.lru) {
                k.lru.drain(t);
            }
            tryReuse();
        }
    }

    private void tryReuse() {
        if (old.mapcount == 2 && old.refs == 2 && old.anonVma != vma.anonVma && fire(Bug.ANON_5, old)) {
            then(() -> k.locks.lock(t, old).run(), this::move, () -> k.locks.unlock(old), this::reuse);
            return;
        }
        if (old.refs == 1 && !old.locked && old.anonVma != vma.anonVma && fire(Bug.ANON_1, old)) {
            then(this::move, this::reuse);
            return;
        }
        if (old.refs > 1 + (old.swapcache() ? 1 : 0) || !k.locks.tryLock(t, old)) {
            copy();
            return;
        }
        if (old.swapcache() && k.swap.count(old.entry) == 0 && !old.writeback) {
            Swap.freeCache(k, t, old);
        }
        if (old.ksm || old.refs != 1) {
            k.locks.unlock(old);
            copy();
            return;
        }
        then(this::move, () -> k.locks.unlock(old), this::reuse);
    }

    /** page_move_anon_rmap. */
    private void move() {
        k.rmap.setAnon(old, Rmap.ofVma(vma), vma, addr, true, "move");
        old.exclusive = true;
    }

    private void reuse() {
        k.tables.set(mm, table, addr, orig | Pte.RW | Pte.DIRTY, "access");
        then(unlock(table.lock));
    }

    /** wp_page_copy. */
    private void copy() {
        k.lru.get(old);
        then(unlock(table.lock), () -> AnonVmaPrepare.run(k, t, vma), this::copyTo);
    }

    private void copyTo() {
        Page page = k.allocAnon();
        then(lock(table.lock), () -> {
            long now = table.entries[table.slot(addr)];
            pteSame(mm, addr, orig, now, "wp_page_copy");
            if (now != orig) {
                then(unlock(table.lock), () -> k.lru.put(t, page), () -> k.lru.put(t, old));
                return;
            }
            then(
                    () -> k.tables.clear(mm, table, addr, "clear"),
                    flush(mm, addr, addr + 4096, false),
                    () -> AnonFault.addNew(k, t, page, vma, addr),
                    () -> k.tables.set(mm, table, addr, Pte.present(page.pfn, true), "set"),
                    () -> {
                        if (fire(Bug.MAP_3, old)) {
                            then(unlock(table.lock), () -> Zap.removeRmap(k, t, old, vma));
                        } else {
                            then(() -> Zap.removeRmap(k, t, old, vma), unlock(table.lock));
                        }
                    },
                    () -> Swap.freeIfUnused(k, t, old),
                    () -> k.lru.put(t, old),
                    () -> k.lru.put(t, old));
        });
    }
}
