package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;

/** collapse_huge_page of khugepaged or of madvise(MADV_COLLAPSE). */
public final class Collapse extends Path {

    private static final long HUGE = 1L << 21;

    /** A small page and where it is mapped. */
    private record Small(Page page, long addr) {}

    private final Mm mm;
    private final long addr;
    private final Page huge;
    private final List<Small> isolated = new ArrayList<>();
    private boolean failed;
    /** Where the flush was forgotten: the number of events then, or -1. */
    private long unflushed = -1;

    private Collapse(Kernel k, Task t, Mm mm, long addr) {
        super(k, t);
        this.mm = mm;
        this.addr = addr;
        this.huge = k.frames.allocHuge();
    }

    /** The first address in the vma at which a huge page may begin. */
    static long first(Vma vma) {
        return (vma.start + HUGE - 1) >>> 21 << 21;
    }

    /** Looks for a place in the mm, and collapses it. */
    public static void scan(Kernel k, Task t, Mm mm, Vma vma) {
        long addr = first(vma);
        PageTable table = mm.pteTable(addr);
        boolean fits = vma.is(Vma.HUGEPAGE) && vma.file == null && addr + HUGE <= vma.end && vma.anonVma != null;
        if (!fits || table == null || table.empty() || k.frames.freeBlocks() < 4) {
            return;
        }
        k.lru.drain(t);
        k.machine.onEachCpu(k.lru::drain);
        Collapse collapse = new Collapse(k, t, mm, addr);
        mm.count++;
        t.push(collapse::start, () -> k.machine.drop(mm));
    }

    private void step(String step, long pfn, int result) {
        k.out.begin("step")
                .x("mm", mm.address)
                .x("addr", addr)
                .s("step", step)
                .x("pfn", pfn)
                .d("result", result)
                .end();
    }

    private void start() {
        if (mm.exiting) {
            k.lru.put(t, huge);
            return;
        }
        k.computing = k.bugs.wanted(Bug.TLB_7) ? mm : null;
        PageTable found = mm.pteTable(addr);
        boolean exclusive = !(found != null && found.faults > 0 && allSuitable(k, found) && fire(Bug.PTW_5, mm));
        if (found != null && !exclusive) {
            found.raced = true;
        }
        then(mmapLock(mm, false), mmapUnlock(mm, false), mmapLock(mm, exclusive), () -> {
            step("collapse_start", huge.pfn, 0);
            Vma vma = mm.vma(addr);
            PageTable table = mm.pteTable(addr);
            AnonVma own = vma == null ? null : vma.anonVma;
            boolean fits = vma != null && vma.file == null && vma.start <= addr && addr + HUGE <= vma.end;
            if (vma == null || own == null || table == null || !fits || mm.exiting) {
                then(mmapUnlock(mm, exclusive), this::giveUp);
                return;
            }
            boolean without = t.mm != null && fire(Bug.PTW_3, vma);
            then(
                    without ? () -> {} : down(own.lock(), true),
                    () -> {
                        step("collapse_locked", huge.pfn, 0);
                        then(() -> unhook(table), without ? () -> {} : up(own.lock()));
                    },
                    () -> copyAll(vma, table, 0),
                    mmapUnlock(mm, exclusive),
                    this::giveUp);
        });
    }

    /** It will be collapsed, as far as can be told before. */
    static boolean allSuitable(Kernel k, PageTable table) {
        return Arrays.stream(table.entries)
                .allMatch(pte -> pte == 0
                        || (Pte.isPresent(pte)
                                && k.page(pte).head.order == 0
                                && k.page(pte).anon()
                                && !k.page(pte).ksm
                                && !k.page(pte).locked
                                && suitable(k.page(pte))));
    }

    private void giveUp() {
        k.computing = null;
        PageTable table = mm.pteTable(addr);
        if (table != null) {
            table.raced = false;
        }
        if (unflushed >= 0) {
            // no huge page took the table's place, or every CPU had come to flush for another reason
            k.bugs.undone(Bug.TLB_7);
        }
        step("collapse_done", 0, failed || huge.mapping == 0 ? 0 : 1);
        k.lru.put(t, huge);
    }

    private void unhook(PageTable table) {
        PageTable pmd = table(mm.pmdTable(addr));
        then(
                lock(pmd.lock),
                () -> k.tables.clearPmd(mm, pmd, addr),
                () -> {
                    boolean stale = k.machine.runsElsewhere(mm, t.cpu()) && allSuitable(k, table);
                    if (stale && fire(Bug.TLB_7, mm)) {
                        unflushed = k.out.number();
                    } else {
                        then(flush(mm, 0, Flush.ALL, true));
                    }
                },
                unlock(pmd.lock),
                lock(table.lock),
                () -> isolate(table, 0),
                unlock(table.lock),
                () -> {
                    if (failed) {
                        then(lock(pmd.lock), () -> k.tables.link(mm, table, addr), unlock(pmd.lock), this::putBack);
                    }
                });
    }

    /** __collapse_huge_page_isolate. */
    private void isolate(PageTable table, int from) {
        for (int i = from; i < 512 && !failed; i++) {
            long pte = table.entries[i];
            if (pte == 0) {
                continue;
            }
            Page page = Pte.isPresent(pte) ? k.page(pte) : null;
            if (page == null || page.head.order > 0 || !page.anon() || page.ksm || !suitable(page)) {
                failed = true;
                return;
            }
            int next = i + 1;
            long at = addr + i * 4096L;
            then(() -> take(page, at), () -> isolate(table, next));
            return;
        }
    }

    /** Nobody but the entries and the swap cache has a reference. */
    private static boolean suitable(Page page) {
        return page.refs == page.mapcount + (page.swapcache() ? 1 : 0) && page.lru && !page.mlocked;
    }

    private void take(Page page, long at) {
        if (!k.locks.tryLock(t, page)) {
            failed = true;
        } else if (!suitable(page) || !k.lru.isolate(t, page, "isolate")) {
            k.locks.unlock(page);
            failed = true;
        } else {
            isolated.add(new Small(page, at));
        }
    }

    private void putBack() {
        for (Small small : isolated) {
            k.locks.unlock(small.page);
            k.lru.putback(t, small.page);
        }
    }

    /** __collapse_huge_page_copy, then the huge page is mapped. */
    private void copyAll(Vma vma, PageTable table, int i) {
        if (failed) {
            return;
        }
        if (i == isolated.size()) {
            then(() -> install(vma, table));
            return;
        }
        Small small = isolated.get(i);
        Page page = small.page;
        then(
                () -> {
                    Copy.page(k, page, k.frames.page(huge.pfn + ((small.addr - addr) >> 12)), "collapse");
                    k.locks.unlock(page);
                    k.lru.flag(page, "putback", 1, "putback");
                },
                lock(table.lock),
                () -> {
                    k.tables.clear(mm, table, small.addr, "clear");
                    Zap.removeRmap(k, t, page, vma);
                },
                unlock(table.lock),
                () -> {
                    Swap.freeIfUnused(k, t, page);
                    // one reference was the entry's, the other the isolation's
                    k.lru.put(t, page);
                    k.lru.put(t, page);
                },
                () -> copyAll(vma, table, i + 1));
    }

    private void install(Vma vma, PageTable table) {
        PageTable pmd = table(mm.pmdTable(addr));
        huge.uptodate = true;
        k.lru.flag(huge, "uptodate", 1, "__mark");
        List<Step> steps = new ArrayList<>();
        steps.add(lock(pmd.lock));
        steps.add(() -> {
            k.lru.get(huge);
            k.rmap.addNew(huge, vma, addr);
            k.lru.add(t, huge);
            if (k.machine.stale(mm, unflushed, false)) {
                unflushed = -1;
            }
            step("collapse_deposit", table.page.pfn, 0);
            pmd.deposited[pmd.slot(addr)] = table;
            k.tables.setPmd(mm, pmd, addr, HugeFault.entry(huge, vma.is(Vma.WRITE)), "set");
        });
        steps.add(unlock(pmd.lock));
        then(steps.toArray(Step[]::new));
    }
}
