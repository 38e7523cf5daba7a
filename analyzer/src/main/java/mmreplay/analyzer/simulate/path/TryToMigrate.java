package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** try_to_migrate: migration entries take the place of the page's. The page is locked. */
final class TryToMigrate extends RmapWalk {

    private TryToMigrate(Kernel k, Task t, Page page) {
        super(k, t, page);
    }

    static void run(Kernel k, Task t, Page page) {
        new TryToMigrate(k, t, page).walk();
    }

    @Override
    void one(Vma vma, long addr, PageTable table) {
        long old = table.entries[table.slot(addr)];
        then(
                () -> k.tables.clear(vma.mm, table, addr, "clear"),
                flush(vma.mm, addr, addr + 4096, false),
                () -> replace(vma, addr, table, old));
    }

    private void replace(Vma vma, long addr, PageTable table, long old) {
        if (Pte.isDirty(old)) {
            page.dirty = true;
        }
        boolean exclusive = page.anon() && page.exclusive;
        page.exclusive = false;
        long entry = Pte.migration(page.pfn, Pte.isWritable(old), exclusive);
        k.tables.set(vma.mm, table, addr, entry, "set");
        stock(k, "set_migration_pte", addr, entry);
        Zap.removeRmap(k, t, page, vma);
        k.lru.put(t, page);
    }

    static void stock(Kernel k, String event, long addr, long pte) {
        k.out.begin(event)
                .text("addr=" + Long.toHexString(addr) + ", pte=" + Long.toHexString(pte) + " order=0")
                .end();
    }
}
