package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.sched.SpinLock;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** __pud_alloc, __pmd_alloc, __pte_alloc: the tables down to an address. */
final class PteAlloc extends Path {

    private final Mm mm;
    private final long addr;
    private final boolean pte;
    private @Nullable PageTable spare;

    private PteAlloc(Kernel k, Task t, Mm mm, long addr, boolean pte) {
        super(k, t);
        this.mm = mm;
        this.addr = addr;
        this.pte = pte;
    }

    /** Down to the PTE table. */
    static void all(Kernel k, Task t, Mm mm, long addr) {
        new PteAlloc(k, t, mm, addr, true).next();
    }

    /** Down to the PMD table. */
    static void upper(Kernel k, Task t, Mm mm, long addr) {
        new PteAlloc(k, t, mm, addr, false).next();
    }

    private void next() {
        if (!mm.puds.containsKey(addr >>> 39)) {
            level(3, mm.pageTableLock);
        } else if (!mm.pmds.containsKey(addr >>> 30)) {
            level(2, mm.pageTableLock);
        } else if (pte && mm.pmd(addr) == 0) {
            level(1, table(mm.pmdTable(addr)).lock);
        }
    }

    private void level(int level, SpinLock lock) {
        PageTable made = k.tables.alloc(mm, level, addr);
        spare = made;
        then(
                lock(lock),
                () -> {
                    if (missing(level)) {
                        k.tables.link(mm, made, addr);
                        spare = null;
                    }
                },
                unlock(lock),
                this::freeSpare,
                this::next);
    }

    private boolean missing(int level) {
        return switch (level) {
            case 3 -> !mm.puds.containsKey(addr >>> 39);
            case 2 -> !mm.pmds.containsKey(addr >>> 30);
            default -> mm.pmd(addr) == 0;
        };
    }

    /** Somebody else was faster. */
    private void freeSpare() {
        PageTable table = spare;
        if (table != null) {
            spare = null;
            if (table.level < 3) {
                k.tables.free(mm, table, addr, "pte_free");
            }
            table.page.refs = 0;
            k.frames.free(table.page);
        }
    }
}
