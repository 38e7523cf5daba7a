package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** do_anonymous_page. */
final class AnonFault extends Path {

    private final Vma vma;
    private final Mm mm;
    private final long addr;
    private final @Nullable PageTable found;

    private AnonFault(Kernel k, Task t, Vma vma, long addr, @Nullable PageTable found) {
        super(k, t);
        this.found = found;
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = addr;
    }

    /** @param found the table in which the fault found no entry, if there was one */
    static void run(Kernel k, Task t, Vma vma, long addr, boolean write, @Nullable PageTable found) {
        AnonFault fault = new AnonFault(k, t, vma, addr, found);
        t.push(() -> PteAlloc.all(k, t, vma.mm, addr), write ? fault::prepare : fault::zeroPage);
    }

    /** A read maps nothing here: the zero page has neither count nor anon_vma. */
    private void zeroPage() {
        PageTable table = mm.pteTable(addr);
        if (table != null) {
            then(lock(table.lock), unlock(table.lock));
        }
    }

    private void prepare() {
        if (mm.pteTable(addr) == null) {
            return;
        }
        then(() -> AnonVmaPrepare.run(k, t, vma), this::install);
    }

    private void install() {
        PageTable table = mm.pteTable(addr);
        if (table == null) {
            return;
        }
        Page page = k.allocAnon();
        if (table.entries[table.slot(addr)] == 0 && mm.users == 1 && fire(Bug.PTW_8, page)) {
            then(() -> map(page), () -> k.tables.set(mm, table, addr, Pte.present(page.pfn, true), "set"));
            return;
        }
        boolean waits = k.bugs.wanted(Bug.PTW_5) && table == found && mm.users > 1 && vma.is(Vma.HUGEPAGE);
        table.faults += waits ? 1 : 0;
        then(() -> linger(table, waits ? 1500 : 0), lock(table.lock), () -> {
            table.faults -= waits ? 1 : 0;
            if (table.entries[table.slot(addr)] != 0) {
                then(unlock(table.lock), () -> k.lru.put(t, page));
                return;
            }
            then(() -> map(page), () -> {
                k.tables.set(mm, table, addr, Pte.present(page.pfn, true), "set");
                then(unlock(table.lock));
            });
        });
    }

    /** Some time goes by; if a collapse races with this, until it has taken the table. */
    private void linger(PageTable table, int steps) {
        if (steps > 0 && mm.pteTable(addr) == table) {
            then(() -> linger(table, table.raced ? steps : steps - 1));
        }
    }

    private void map(Page page) {
        addNew(k, t, page, vma, addr);
    }

    /** page_add_new_anon_rmap and lru_cache_add_inactive_or_unevictable: the caller's reference becomes the entry's. */
    static void addNew(Kernel k, Task t, Page page, Vma vma, long addr) {
        k.rmap.addNew(page, vma, addr);
        if ((vma.flags & (Vma.LOCKED | Vma.IO)) == Vma.LOCKED) {
            k.lru.mlockNew(t, page);
        } else {
            k.lru.add(t, page);
        }
    }
}
