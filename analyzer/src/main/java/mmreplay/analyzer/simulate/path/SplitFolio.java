package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** split_huge_page of an anonymous huge page: its entries freeze as migration entries, the tails become pages. */
public final class SplitFolio extends Path {

    private static final int PIECES = 512;

    /** Where a piece is mapped. */
    private record Place(Page page, Vma vma, long addr, PageTable table) {}

    private final Page head;
    private final AnonVma anonVma;
    private final List<Place> places = new ArrayList<>();
    private boolean split;

    private SplitFolio(Kernel k, Task t, Page head, AnonVma anonVma) {
        super(k, t);
        this.head = head;
        this.anonVma = anonVma;
    }

    /** Some huge page on the LRU. */
    public static void some(Kernel k, Task t) {
        for (Page page : k.lru.evictable()) {
            AnonVma anonVma = page.anonVma;
            if (page.order > 0 && page.anon() && anonVma != null && page.mapped()) {
                SplitFolio path = new SplitFolio(k, t, page, anonVma);
                k.lru.get(page);
                t.push(path::start);
                return;
            }
        }
    }

    private void start() {
        if (!k.locks.tryLock(t, head)) {
            k.lru.put(t, head);
            return;
        }
        if (head.totalMapcount == 0) {
            k.locks.unlock(head);
            k.lru.put(t, head);
            return;
        }
        anonVma.refs++;
        k.anonVmas.reader(head, anonVma, "get");
        then(down(anonVma.lock(), true), this::unmapPage, this::splitIfFrozen, this::remap, up(anonVma.lock()), () -> {
            k.anonVmas.put(anonVma);
            unlockAll(0);
        });
    }

    /** unmap_page: the PMD is split, and each entry becomes a migration entry. */
    private void unmapPage() {
        for (Vma vma : anonVma.vmas) {
            long addr = vma.start + ((head.index - vma.pgoff) << 12);
            long pmd = addr >= vma.start && addr < vma.end ? vma.mm.pmd(addr) : 0;
            if (Pte.isHuge(pmd) && Pte.pfn(pmd) == head.pfn) {
                then(() -> SplitHugePmd.run(k, t, vma, addr), this::freeze);
                return;
            }
        }
        freeze();
    }

    private void freeze() {
        for (Vma vma : anonVma.vmas) {
            for (int i = 0; i < PIECES; i++) {
                long addr = vma.addressOf(head.index + i);
                PageTable table = addr < 0 ? null : vma.mm.pteTable(addr);
                if (table != null) {
                    long pte = table.entries[table.slot(addr)];
                    if (Pte.isPresent(pte) && Pte.pfn(pte) == head.pfn + i) {
                        places.add(new Place(k.page(pte), vma, addr, table));
                    }
                }
            }
        }
        freezeOne(0);
    }

    private void freezeOne(int i) {
        if (i == places.size()) {
            return;
        }
        Place place = places.get(i);
        PageTable table = place.table;
        then(
                lock(table.lock),
                () -> {
                    long old = table.entries[table.slot(place.addr)];
                    if (Pte.isPresent(old) && Pte.pfn(old) == place.page.pfn) {
                        then(
                                () -> k.tables.clear(place.vma.mm, table, place.addr, "clear"),
                                flush(place.vma.mm, place.addr, place.addr + 4096, false),
                                () -> frozen(place, old));
                    }
                },
                unlock(table.lock),
                () -> freezeOne(i + 1));
    }

    private void frozen(Place place, long old) {
        long entry = Pte.migration(place.page.pfn, Pte.isWritable(old), place.page.exclusive);
        place.page.exclusive = false;
        k.tables.set(place.vma.mm, place.table, place.addr, entry, "set");
        TryToMigrate.stock(k, "set_migration_pte", place.addr, entry);
        Zap.removeRmap(k, t, place.page, place.vma);
        head.refs--;
    }

    /** __split_huge_page, if nobody else has a reference. */
    private void splitIfFrozen() {
        if (head.totalMapcount > 0 || head.refs != 1) {
            return;
        }
        split = true;
        k.lru.splitTails(t, head, () -> {
            for (int i = PIECES - 1; i > 0; i--) {
                tail(k.frames.page(head.pfn + i), head.index + i);
            }
        });
        head.order = 0;
    }

    private void tail(Page tail, long index) {
        tail.head = tail;
        tail.anonVma = anonVma;
        tail.locked = true;
        tail.locker = t;
        tail.uptodate = true;
        tail.dirty = true;
        tail.refs = 0;
        k.rmap.setMapping(tail, head.mapping, index, 0, false, "split");
        tail.refs = 1;
        tail.lru = head.lru;
    }

    /**
     * remap_page: under the anon_vma's lock that is held already. mremap, which had linked its copy of the vma before, needs only the
     * tables' locks to move an entry meanwhile; the walk meets the copy later than the original.
     */
    private void remap() {
        then(() -> remapOne(places, 0), () -> remapOne(moved(), 0));
    }

    private List<Place> moved() {
        List<Place> moved = new ArrayList<>();
        for (Vma vma : anonVma.vmas) {
            for (Place place : places) {
                long addr = vma.addressOf(head.index + place.page.pfn - head.pfn);
                PageTable table = addr < 0 ? null : vma.mm.pteTable(addr);
                if (table != null && stands(table.entries[table.slot(addr)], place.page)) {
                    moved.add(new Place(place.page, vma, addr, table));
                }
            }
        }
        return moved;
    }

    private static boolean stands(long pte, Page page) {
        return Pte.isMigration(pte) && Pte.migrationPfn(pte) == page.pfn;
    }

    private void remapOne(List<Place> at, int i) {
        if (i == at.size()) {
            return;
        }
        Place place = at.get(i);
        PageTable table = place.table;
        then(
                lock(table.lock),
                () -> {
                    if (stands(table.entries[table.slot(place.addr)], place.page)) {
                        RemoveMigrationPtes.restore(k, t, place.page, place.vma, place.addr, table);
                    }
                },
                unlock(table.lock),
                () -> remapOne(at, i + 1));
    }

    private void unlockAll(int i) {
        if (!split) {
            k.locks.unlock(head);
            k.lru.put(t, head);
            return;
        }
        if (i == PIECES) {
            return;
        }
        Page page = k.frames.page(head.pfn + i);
        k.locks.unlock(page);
        k.lru.put(t, page);
        then(() -> unlockAll(i + 1));
    }
}
