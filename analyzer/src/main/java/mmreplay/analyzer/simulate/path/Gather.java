package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** An mmu_gather: pages and page tables that are freed after the flush of what was unhooked. */
final class Gather extends Path {

    private static final long TASK_SIZE = 0x7ffffffff000L;

    final Mm mm;
    final boolean fullmm;
    private long start = TASK_SIZE;
    private long end;
    private boolean freedTables;
    /** The number of events when an entry was cleared last. */
    private long cleared;
    /** The bug that spoiled the flush before the next frees. */
    private @Nullable Bug spoiled;

    private final List<Page> pages = new ArrayList<>();
    private final List<Page> tables = new ArrayList<>();
    /** Of 6.2 and later: counts that go down after the flush. */
    private final List<Delayed> delayed = new ArrayList<>();

    private record Delayed(Page page, Vma vma) {}

    Gather(Kernel k, Task t, Mm mm, boolean fullmm) {
        super(k, t);
        this.mm = mm;
        this.fullmm = fullmm;
        event("gather", 0, 0);
    }

    private void event(String op, long from, long to) {
        k.out.begin("tlb_gather")
                .x("mm", mm.address)
                .d("fullmm", fullmm ? 1 : 0)
                .x("start", from)
                .x("end", to)
                .s("op", op)
                .end();
    }

    /** An entry was cleared or lost rights: the range is flushed. */
    void range(long from, long to) {
        cleared = k.out.number();
        start = Math.min(start, from);
        end = Math.max(end, to);
    }

    /** A page whose reference is dropped after the flush. */
    void page(Page page) {
        pages.add(page);
    }

    void table(PageTable table, long addr) {
        tables.add(table.page);
        freedTables = true;
        range(addr, addr + 4096);
    }

    /** Since 6.2 a dirty page of a file is counted down after the flush: played only where that rule is to be broken. */
    boolean delays(Page page, long pte) {
        boolean dirty = k.bugs.planted(Bug.TLB_6) && !fullmm && !page.anon() && Pte.isDirty(pte) && !page.head.locked;
        return dirty && !fire(Bug.TLB_6, page);
    }

    void delay(Page page, Vma vma) {
        delayed.add(new Delayed(page, vma));
    }

    /** tlb_flush_mmu_tlbonly and tlb_flush_rmaps, under the table's lock. */
    void flushRmaps() {
        if (delayed.isEmpty()) {
            return;
        }
        then(flush(mm, start, end, false), () -> {
            k.out.begin("tlb_flush_rmaps").text("(tlb_flush_rmaps+0x0/0x80)").end();
            for (Delayed one : delayed) {
                Zap.removeRmap(k, t, one.page, one.vma);
            }
            delayed.clear();
        });
    }

    /** tlb_finish_mmu. */
    void finish() {
        then(this::flushMmu, () -> event("finish", 0, 0));
    }

    /** Some page is freed by this. */
    private boolean lastUser() {
        return pages.stream().anyMatch(page -> page.head.refs == 1 && page.head == page);
    }

    /** tlb_flush_mmu. */
    void flushMmu() {
        boolean something = end > 0 || fullmm;
        event("flush", fullmm ? 0 : start, fullmm ? Flush.ALL : end);
        boolean others = k.machine.runsElsewhere(mm, t.cpu());
        boolean lazyOne = k.machine.lazyOn(mm, t.cpu());
        boolean noTables = freedTables && !fullmm && lazyOne && fire(Bug.TLB_5, tables.get(0));
        boolean forget = something && !fullmm && lastUser() && others && fire(Bug.TLB_1, pages.get(0));
        spoiled = noTables ? Bug.TLB_5 : forget ? Bug.TLB_1 : null;
        then(() -> event("free", 0, 0), this::freeAll);
        if (something && !forget) {
            boolean all = fullmm || freedTables;
            then(flush(mm, all ? 0 : start, all ? Flush.ALL : end, (freedTables || fullmm) && !noTables));
        }
    }

    private void freeAll() {
        start = TASK_SIZE;
        end = 0;
        freedTables = false;
        List<Page> batch = new ArrayList<>(pages);
        List<Page> freed = new ArrayList<>(tables);
        pages.clear();
        tables.clear();
        then(
                () -> {
                    freed.forEach(page -> {
                        page.refs = 0;
                        k.frames.free(page);
                    });
                    settle(Bug.TLB_5, true);
                },
                () -> freeSome(batch, 0));
    }

    /** What is freed now does no harm if every CPU has come to flush for another reason: then the bug is still to be seen. */
    private void settle(Bug bug, boolean lazy) {
        if (spoiled == bug) {
            spoiled = null;
            if (!k.machine.stale(mm, cleared, lazy)) {
                k.bugs.undone(bug);
            }
        }
    }

    private void freeSome(List<Page> batch, int from) {
        int to = Math.min(batch.size(), from + 4);
        for (Page page : batch.subList(from, to)) {
            Swap.freeIfUnused(k, t, page);
            boolean last = page.head.refs == 1 && page.head == page;
            k.lru.put(t, page);
            if (last) {
                settle(Bug.TLB_1, false);
            }
        }
        if (to < batch.size()) {
            then(() -> freeSome(batch, to));
        } else if (spoiled == Bug.TLB_1) {
            // somebody else has taken a reference meanwhile
            spoiled = null;
            k.bugs.undone(Bug.TLB_1);
        }
    }
}
