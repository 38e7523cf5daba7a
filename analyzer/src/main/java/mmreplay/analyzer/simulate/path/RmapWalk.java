package mmreplay.analyzer.simulate.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.StableNode.RmapItem;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.RwSem;
import mmreplay.analyzer.simulate.sched.Task;

/** rmap_walk: visits each entry of a page, under the lock of its anon_vmas' root or of its file, and under the table's lock. */
abstract class RmapWalk extends Path {

    /** One place where the page may be mapped. */
    private record Place(Vma vma, long addr) {}

    protected final Page page;
    private boolean stopped;

    RmapWalk(Kernel k, Task t, Page page) {
        super(k, t);
        this.page = page;
    }

    /** The entry is one that this walk is about. Asked under the table's lock. */
    boolean wants(long pte) {
        return Pte.isPresent(pte) && Pte.pfn(pte) == page.pfn;
    }

    /** Under the table's lock; it pushes what it does. */
    abstract void one(Vma vma, long addr, PageTable table);

    /** No further entries are visited. */
    final void stop() {
        stopped = true;
    }

    /** folio_lock_anon_vma_read looks whether the page is mapped; remove_migration_ptes does not. */
    boolean needsMapped() {
        return true;
    }

    /** The walk: a step. */
    final void walk() {
        if (page.ksm) {
            ksm();
        } else if (page.anon()) {
            anon();
        } else if (page.file != null) {
            file(page.file.iMmap);
        }
    }

    private void anon() {
        AnonVma anonVma = page.anonVma;
        if (anonVma == null || (needsMapped() && !page.mapped())) {
            return;
        }
        RwSem lock = anonVma.lock();
        then(() -> linger(k.bugs.wanted(Bug.AV_4) ? 100 : 0), () -> take(anonVma, lock));
    }

    /** Some time goes by. */
    private void linger(int steps) {
        if (steps > 0) {
            then(() -> linger(steps - 1));
        }
    }

    private void take(AnonVma anonVma, RwSem lock) {
        if (k.locks.tryDown(t, lock, false)) {
            then(() -> locked(anonVma, lock, "lock"));
        } else {
            // the reference that is taken meanwhile prints nothing
            anonVma.refs++;
            then(down(lock, false), () -> {
                anonVma.refs--;
                locked(anonVma, lock, "lock_slow");
            });
        }
    }

    /** The second look at folio_mapped. */
    private void locked(AnonVma anonVma, RwSem lock, String how) {
        if (needsMapped()) {
            if (!page.mapped() && !(how.equals("lock") && fire(Bug.AV_4, page))) {
                then(up(lock));
                return;
            }
            k.anonVmas.reader(page, anonVma, how);
        }
        Deque<Place> places = new ArrayDeque<>();
        for (Vma vma : anonVma.vmas) {
            place(places, vma, vma.addressOf(page.index));
        }
        anonVma.readers += needsMapped() ? 1 : 0;
        then(() -> linger(k.bugs.wanted(Bug.AV_5) && k.oneIn(4) ? 900 : 0), () -> next(places), () -> {
            anonVma.readers -= needsMapped() ? 1 : 0;
            if (anonVma.rwsem != lock && t.mm != null && fire(Bug.AV_7, anonVma)) {
                k.locks.upAs(t, lock, anonVma.rwsem);
            } else {
                k.locks.up(t, lock);
            }
        });
    }

    private void file(RwSem lock) {
        then(
                down(lock, false),
                () -> {
                    Deque<Place> places = new ArrayDeque<>();
                    for (Vma vma : page.file == null ? List.<Vma>of() : page.file.vmas) {
                        place(places, vma, vma.addressOf(page.index));
                    }
                    next(places);
                },
                up(lock));
    }

    private void ksm() {
        Deque<RmapItem> items = new ArrayDeque<>(page.stableNode == null ? List.of() : page.stableNode.items);
        nextItem(items);
    }

    private void nextItem(Deque<RmapItem> items) {
        RmapItem item = items.poll();
        if (item == null || stopped) {
            return;
        }
        RwSem lock = item.anonVma().lock();
        then(
                down(lock, false),
                () -> {
                    Deque<Place> places = new ArrayDeque<>();
                    for (Vma vma : item.anonVma().vmas) {
                        place(places, vma, vma.covers(item.addr()) ? item.addr() : -1);
                    }
                    next(places);
                },
                up(lock),
                () -> nextItem(items));
    }

    private static void place(Deque<Place> places, Vma vma, long addr) {
        if (addr >= 0) {
            places.add(new Place(vma, addr));
        }
    }

    private void next(Deque<Place> places) {
        Place place = places.poll();
        if (place == null || stopped) {
            return;
        }
        PageTable table = place.vma.mm.pteTable(place.addr);
        if (table == null) {
            next(places);
            return;
        }
        List<mmreplay.analyzer.simulate.sched.Step> steps = new ArrayList<>();
        steps.add(lock(table.lock));
        steps.add(() -> {
            // page_vma_mapped_walk looks at the entry under the lock
            if (place.vma.mm.pteTable(place.addr) == table && wants(table.entries[table.slot(place.addr)])) {
                one(place.vma, place.addr, table);
            }
        });
        steps.add(unlock(table.lock));
        steps.add(() -> next(places));
        then(steps.toArray(mmreplay.analyzer.simulate.sched.Step[]::new));
    }
}
