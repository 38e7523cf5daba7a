package mmreplay.analyzer.simulate.path;

import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** free_pgtables: the vmas leave the trees of the rmap, then the tables that no other vma needs are freed. */
final class FreePgtables extends Path {

    private final Gather gather;
    private final Mm mm;
    private final List<Vma> vmas;
    private final long floor;
    private final long ceiling;
    private int next;

    private FreePgtables(Kernel k, Task t, Gather gather, List<Vma> vmas, long floor, long ceiling) {
        super(k, t);
        this.gather = gather;
        this.mm = gather.mm;
        this.vmas = vmas;
        this.floor = floor;
        this.ceiling = ceiling;
    }

    /**
     * A step that does it.
     *
     * @param floor the end of the vma before
     * @param ceiling the start of the one behind
     */
    static Step of(Kernel k, Task t, Gather gather, List<Vma> vmas, long floor, long ceiling) {
        return () -> new FreePgtables(k, t, gather, vmas, floor, ceiling).nextVma();
    }

    private void nextVma() {
        if (next == vmas.size()) {
            return;
        }
        Vma vma = vmas.get(next++);
        long up = next < vmas.size() ? vmas.get(next).start : ceiling;
        boolean frees = vma.anonVma != null && mm.pteTable(vma.start) != null && inside(vma.start, 21, up);
        if (frees && !gather.fullmm && fire(Bug.PTW_2, vma)) {
            then(() -> freeRange(vma, up), () -> UnlinkAnonVmas.run(k, t, vma), this::nextVma);
        } else {
            then(() -> UnlinkAnonVmas.run(k, t, vma), () -> freeRange(vma, up), this::nextVma);
        }
    }

    private boolean inside(long addr, int shift, long up) {
        long from = addr >>> shift << shift;
        return from >= floor && from + (1L << shift) <= up;
    }

    /** free_pgd_range. */
    private void freeRange(Vma vma, long up) {
        for (long addr = vma.start >>> 21 << 21; addr < vma.end; addr += 1L << 21) {
            PageTable table = mm.pteTable(addr);
            if (table != null && inside(addr, 21, up)) {
                k.tables.unlink(mm, table, addr, "free_pte_range");
                k.tables.free(mm, table, addr, "gather");
                gather.table(table, addr);
            }
        }
        upper(vma.start, up, 30);
        upper(vma.start, up, 39);
    }

    private void upper(long start, long up, int shift) {
        var tables = shift == 30 ? mm.pmds : mm.puds;
        PageTable table = tables.get(start >>> shift);
        if (table != null && inside(start, shift, up)) {
            tables.remove(start >>> shift);
            long addr = start >>> shift << shift;
            k.tables.free(mm, table, addr, "gather");
            gather.table(table, addr);
        }
    }
}
