package mmreplay.analyzer.simulate.path;

import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** __unmap_and_move of one isolated page, as compaction and move_pages do it. */
public final class Migrate extends Path {

    private final Page page;
    private final Page copy;
    private @Nullable AnonVma anonVma;
    private boolean unmapped;
    private boolean moved;
    /** Whose page it was, when the copy has taken its place. */
    private @Nullable FileMapping fileOf;

    private Migrate(Kernel k, Task t, Page page) {
        super(k, t);
        this.page = page;
        this.copy = k.frames.alloc(true);
    }

    /** Compaction takes some page that lies on the LRU. */
    public static void compact(Kernel k, Task t) {
        List<Page> some = k.lru.evictable();
        if (some.isEmpty() || k.frames.free() < 200) {
            return;
        }
        Page page = some.get(k.random.nextInt(some.size()));
        if (page.order == 0 && !page.ksm && k.lru.isolate(t, page, k.oneIn(2) ? "compact_isolate" : "isolate")) {
            t.push(() -> new Migrate(k, t, page).start());
        }
    }

    private void start() {
        if (!k.locks.tryLock(t, page)) {
            giveBack();
            return;
        }
        then(this::unmap, this::move, this::restore, this::finish);
    }

    private void giveBack() {
        k.lru.put(t, copy);
        k.lru.putback(t, page);
    }

    private void unmap() {
        if (page.anon()) {
            getAnonVma();
        }
        then(
                () -> {
                    k.locks.tryLock(t, copy);
                },
                () -> {
                    if (page.mapped() && (!page.anon() || anonVma != null)) {
                        unmapped = true;
                        TryToMigrate.run(k, t, page);
                    }
                });
    }

    /** folio_get_anon_vma: the reference prints nothing. */
    private void getAnonVma() {
        AnonVma found = page.anonVma;
        if (page.mapped() && found != null) {
            found.refs++;
            k.anonVmas.reader(page, found, "get");
            anonVma = found;
        }
    }

    /** move_to_new_folio: nobody else has a reference. */
    private void move() {
        int expected = 1 + (page.swapcache() ? 1 : 0) + (page.file != null ? 1 : 0);
        boolean known = page.swapcache() || page.file != null || anonVma != null;
        if (page.mapped() || page.refs != expected || !known || page.writeback) {
            return;
        }
        moved = true;
        if (page.anon() && fire(Bug.MLOCK_4, page)) {
            k.lru.flag(page, "lru", 0, "isolate");
        }
        if (fire(Bug.MIG_1, page)) {
            k.locks.unlock(copy);
        }
        migrateMapping();
        then(
                () -> Copy.page(k, page, copy, "migrate"),
                () -> {
                    copy.uptodate = true;
                    k.lru.flag(copy, "uptodate", 1, "mark");
                },
                () -> {
                    k.lru.add(t, copy);
                    k.lru.drain(t);
                },
                () -> {
                    k.copied = k.bugs.wanted(Bug.MIG_2) ? frozenPlace() : null;
                    linger(k.copied != null ? 1500 : 0);
                });
    }

    /** Where a migration entry stands for the page in a vma that somebody could mlock. */
    private Kernel.@Nullable Hot frozenPlace() {
        for (Vma vma : anonVma == null ? List.<Vma>of() : anonVma.vmas) {
            long addr = vma.addressOf(page.index);
            long pte = addr < 0 ? 0 : vma.mm.pte(addr);
            boolean lockable = !vma.is(Vma.LOCKED) && !vma.is(Vma.HUGEPAGE) && !vma.mm.exiting;
            if (lockable && !page.mlocked && Pte.isMigration(pte) && Pte.migrationPfn(pte) == page.pfn) {
                return new Kernel.Hot(vma.mm, addr, t);
            }
        }
        return null;
    }

    /** The copy takes a while. */
    private void linger(int steps) {
        page.copied = true;
        if (steps > 0 && k.bugs.wanted(Bug.MIG_2)) {
            then(() -> linger(steps - 1));
        }
    }

    /** folio_migrate_mapping. */
    private void migrateMapping() {
        copy.anonVma = page.anonVma;
        copy.dirty = page.dirty;
        if (page.anon()) {
            k.rmap.setMapping(copy, page.mapping, page.index, 0, false, "migrate");
        }
        if (page.swapcache()) {
            long entry = page.entry;
            k.swap.delete(page);
            k.lru.put(t, page);
            k.swap.add(copy, entry);
        } else if (page.file != null) {
            copy.file = page.file;
            copy.mapping = page.mapping;
            copy.index = page.index;
            copy.file.pages.put(copy.index, copy);
            copy.refs++;
            page.file = null;
            k.lru.put(t, page);
            fileOf = copy.file;
        }
    }

    private void restore() {
        if (unmapped) {
            page.file = page.file == null ? fileOf : page.file;
            then(() -> RemoveMigrationPtes.run(k, t, page, moved ? copy : page), () -> {
                if (fileOf != null) {
                    page.file = null;
                }
            });
        }
    }

    private void finish() {
        page.copied = false;
        k.copied = null;
        if (copy.locked) {
            k.locks.unlock(copy);
        }
        if (anonVma != null) {
            k.anonVmas.put(anonVma);
        }
        k.locks.unlock(page);
        if (fire(Bug.LOCK_2, page)) {
            k.locks.unlock(page);
        }
        k.lru.put(t, copy);
        if (moved) {
            if (RemoveMigrationPtes.leftNothing(page)) {
                k.bugs.undone(Bug.MIG_3);
            }
            k.lru.put(t, page);
        } else {
            k.lru.putback(t, page);
        }
    }
}
