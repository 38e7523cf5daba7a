package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** mprotect_fixup and change_pte_range. */
public final class Mprotect extends Path {

    private final Mm mm;
    private final long start;
    private final long end;
    private final boolean write;

    private Mprotect(Kernel k, Task t, Mm mm, long start, long end, boolean write) {
        super(k, t);
        this.mm = mm;
        this.start = start;
        this.end = end;
        this.write = write;
    }

    public static void run(Kernel k, Task t, Mm mm, long start, long end, boolean write) {
        Mprotect path = new Mprotect(k, t, mm, start, end, write);
        t.push(path.mmapLock(mm, true), path::locked, path.mmapUnlock(mm, true));
    }

    private void locked() {
        Vma vma = mm.vma(start);
        if (vma == null || vma.is(Vma.WRITE) == write || vma.is(Vma.HUGEPAGE)) {
            return;
        }
        Gather gather = new Gather(k, t, mm, false);
        long to = Math.min(end, vma.end);
        then(
                () -> SplitVma.run(k, t, vma, to),
                () -> SplitVma.run(k, t, vma, start),
                () -> {
                    Vma range = mm.vma(start);
                    if (range != null) {
                        range.flags = write ? range.flags | Vma.WRITE : range.flags & ~Vma.WRITE;
                        k.vmas.event(range, "flags", mm, null);
                        then(() -> walk(gather, range, range.start));
                    }
                },
                gather::finish);
    }

    private void walk(Gather gather, Vma vma, long addr) {
        if (addr >= vma.end) {
            return;
        }
        long next = Math.min(vma.end, ((addr >>> 21) + 1) << 21);
        PageTable table = mm.pteTable(addr);
        if (table == null) {
            walk(gather, vma, next);
            return;
        }
        then(
                lock(table.lock),
                () -> Zap.flushBatchedPending(k, t, mm, table, addr, next),
                () -> ptes(gather, table, addr, next),
                unlock(table.lock),
                () -> walk(gather, vma, next));
    }

    private void ptes(Gather gather, PageTable table, long from, long to) {
        for (long addr = from; addr < to; addr += 4096) {
            long pte = table.entries[table.slot(addr)];
            if (pte != 0 && !Pte.isSwap(pte)) {
                change(gather, table, addr, pte);
                long next = addr + 4096;
                then(() -> ptes(gather, table, next, to));
                return;
            }
        }
    }

    private void change(Gather gather, PageTable table, long addr, long pte) {
        if (Pte.isPresent(pte)) {
            k.tables.clear(mm, table, addr, "clear");
            k.tables.set(mm, table, addr, write ? pte : Pte.readOnly(pte), "set");
            if (!write && Pte.isWritable(pte)) {
                gather.range(addr, addr + 4096);
            }
        } else if (Pte.isMigrationWrite(pte)) {
            k.tables.set(mm, table, addr, Pte.migration(Pte.migrationPfn(pte), false, true), "set");
        }
    }
}
