package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** remove_migration_ptes: the copy, or the page itself, takes the place of its migration entries. Both are locked. */
final class RemoveMigrationPtes extends RmapWalk {

    private final Page copy;

    private RemoveMigrationPtes(Kernel k, Task t, Page page, Page copy) {
        super(k, t, page);
        this.copy = copy;
    }

    static void run(Kernel k, Task t, Page page, Page copy) {
        new RemoveMigrationPtes(k, t, page, copy).walk();
    }

    @Override
    boolean needsMapped() {
        return false;
    }

    @Override
    boolean wants(long pte) {
        return Pte.isMigration(pte) && Pte.migrationPfn(pte) == page.pfn;
    }

    @Override
    void one(Vma vma, long addr, PageTable table) {
        if (copy != page && fire(Bug.MIG_3, page)) {
            page.leftIn = table;
            page.leftAt = table.slot(addr);
        } else {
            restore(k, t, copy, vma, addr, table);
        }
    }

    /** The entry that {@link Bug#MIG_3} has left behind was zapped or moved meanwhile, so that it does not outlive the page. */
    static boolean leftNothing(Page page) {
        PageTable table = page.leftIn;
        page.leftIn = null;
        if (table == null) {
            return false;
        }
        long pte = table.entries[page.leftAt];
        return !Pte.isMigration(pte) || Pte.migrationPfn(pte) != page.pfn;
    }

    /** Under the table's lock: a migration entry becomes present. */
    static void restore(Kernel k, Task t, Page copy, Vma vma, long addr, PageTable table) {
        long old = table.entries[table.slot(addr)];
        boolean write = Pte.isMigrationWrite(old) && vma.is(Vma.WRITE);
        k.lru.get(copy);
        if (copy.anon()) {
            k.rmap.addAnon(copy, vma, addr, !Pte.isMigrationShared(old));
        } else {
            k.rmap.addFile(copy, vma);
        }
        if ((vma.flags & (Vma.LOCKED | Vma.IO)) == Vma.LOCKED) {
            k.lru.mlock(t, copy);
        }
        long pte = Pte.present(copy.pfn, write);
        k.tables.set(vma.mm, table, addr, pte, "set");
        TryToMigrate.stock(k, "remove_migration_pte", addr, pte);
    }
}
