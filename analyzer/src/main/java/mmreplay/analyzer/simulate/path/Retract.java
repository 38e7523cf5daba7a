package mmreplay.analyzer.simulate.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Flush;
import mmreplay.analyzer.simulate.sched.Step;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** collapse_file and retract_page_tables: a file's small pages become a huge one, and the tables that mapped them go. */
public final class Retract extends Path {

    private static final long HUGE = 1L << 21;

    private final FileMapping file;
    private final Page huge;
    private final List<Page> small = new ArrayList<>();
    private boolean failed;

    private Retract(Kernel k, Task t, FileMapping file) {
        super(k, t);
        this.file = file;
        this.huge = k.frames.allocHuge();
    }

    /** The first 2 MiB of some file. */
    public static void some(Kernel k, Task t) {
        FileMapping file = k.files.get(k.random.nextInt(k.files.size()));
        Page first = file.pages.get(0L);
        if (first != null && first.order > 0) {
            drop(k, t, file, first);
            return;
        }
        boolean pages = !file.pages.subMap(0L, 512L).isEmpty();
        if (pages && k.frames.freeBlocks() > 4) {
            Retract retract = new Retract(k, t, file);
            t.push(retract::start);
        }
    }

    /** The page cache gives an unmapped huge page back. */
    private static void drop(Kernel k, Task t, FileMapping file, Page head) {
        if (head.totalMapcount == 0 && head.refs == 1 && k.locks.tryLock(t, head)) {
            for (long i = 0; i < 512; i++) {
                file.pages.remove(i);
            }
            head.file = null;
            k.locks.unlock(head);
            k.lru.put(t, head);
        }
    }

    private void start() {
        k.lru.drain(t);
        k.machine.onEachCpu(k.lru::drain);
        k.locks.setLocked(t, huge);
        then(
                () -> waitForDrain(30),
                () -> take(new ArrayDeque<>(file.pages.subMap(0L, 512L).values())),
                this::exchange);
    }

    /** lru_add_drain_all. */
    private void waitForDrain(int steps) {
        if (steps > 0) {
            then(() -> waitForDrain(steps - 1));
        }
    }

    private void take(Deque<Page> todo) {
        Page page = todo.poll();
        if (page == null || failed) {
            return;
        }
        if (page.order > 0 || page.file != file || !k.locks.tryLock(t, page)) {
            failed = true;
            return;
        }
        if (!k.lru.isolate(t, page, "isolate")) {
            k.locks.unlock(page);
            failed = true;
            return;
        }
        small.add(page);
        then(() -> TryToUnmap.ignoringMlock(k, t, page), () -> TryToUnmap.flushBatch(k, t), () -> {
            // the page cache and the isolation
            failed |= page.mapped() || page.refs != 2;
            take(todo);
        });
    }

    private void exchange() {
        if (failed) {
            for (Page page : small) {
                k.locks.unlock(page);
                k.lru.putback(t, page);
            }
            k.locks.unlock(huge);
            k.lru.put(t, huge);
            return;
        }
        then(() -> copy(0));
    }

    private void copy(int i) {
        if (i < small.size()) {
            Page page = small.get(i);
            Copy.page(k, page, k.frames.page(huge.pfn + page.index), "collapse");
            then(() -> copy(i + 1));
            return;
        }
        huge.file = file;
        huge.mapping = file.address;
        huge.uptodate = true;
        k.lru.flag(huge, "uptodate", 1, "__mark");
        for (long n = 0; n < 512; n++) {
            file.pages.put(n, k.frames.page(huge.pfn + n));
        }
        then(() -> k.lru.get(huge), () -> k.lru.add(t, huge), () -> freeSmall(0), this::retractPageTables, () -> {
            k.locks.unlock(huge);
            k.lru.put(t, huge);
        });
    }

    private void freeSmall(int i) {
        if (i == small.size()) {
            return;
        }
        Page page = small.get(i);
        page.file = null;
        k.locks.unlock(page);
        k.lru.put(t, page);
        k.lru.put(t, page);
        then(() -> freeSmall(i + 1));
    }

    /** 6.1: i_mmap_rwsem for writing, and a trylock of each mmap_lock. */
    private void retractPageTables() {
        then(
                down(file.iMmap, true),
                () -> {
                    for (Vma vma : new ArrayList<>(file.vmas)) {
                        then(() -> retract(vma));
                    }
                },
                up(file.iMmap));
    }

    private void retract(Vma vma) {
        long addr = vma.addressOf(0);
        Mm mm = vma.mm;
        boolean fits = addr >= 0 && (addr & HUGE - 1) == 0 && vma.end >= addr + HUGE;
        if (!fits || vma.anonVma != null || mm.pteTable(addr) == null) {
            return;
        }
        boolean user = t.mm != null;
        if (fire(Bug.LOCK_3, vma)) {
            vmaStartWrite(vma);
        }
        if (fire(Bug.LOCK_4, mm)) {
            then(mmapLock(mm, true), () -> retractLocked(vma, addr, mmapUnlock(mm, true), null));
        } else if (user && table(mm.pteTable(addr)).empty() && fire(Bug.PTW_4, mm)) {
            retractLocked(vma, addr, () -> {}, Bug.PTW_4);
        } else if (user && table(mm.pteTable(addr)).empty() && k.bugs.wanted(Bug.PTW_9) && other(mm) != null) {
            wrong(vma, addr, other(mm));
        } else if (mmapTrylock(mm, true)) {
            retractLocked(vma, addr, mmapUnlock(mm, true), null);
        }
    }

    private @Nullable Mm other(Mm mm) {
        for (Mm one : k.mms) {
            if (one != mm && !one.exiting && one.mmapLock.free()) {
                return one;
            }
        }
        return null;
    }

    private void wrong(Vma vma, long addr, @Nullable Mm locked) {
        if (locked != null && fire(Bug.PTW_9, vma.mm) && mmapTrylock(locked, true)) {
            retractLocked(vma, addr, mmapUnlock(locked, true), Bug.PTW_9);
        }
    }

    /** What kernels since 6.4 would do. */
    private void vmaStartWrite(Vma vma) {
        String name = "&vma->vm_lock->lock";
        long lock = vma.address + 0x20;
        k.out.begin("lock_acquire").pointer(lock).text(name).end();
        k.out.begin("lock_acquired").pointer(lock).text(name).end();
        k.out.begin("lock_release").pointer(lock).text(name).end();
    }

    /**
     * Unhooks the table and frees it.
     *
     * @param bug the one that this shows, if it comes to it
     */
    private void retractLocked(Vma vma, long addr, Step unlock, @Nullable Bug bug) {
        Mm mm = vma.mm;
        PageTable table = mm.pteTable(addr);
        // again under mmap_lock
        if (vma.anonVma != null || table == null || mm.exiting || mm.vma(addr) != vma || !table.empty()) {
            if (bug != null) {
                k.bugs.undone(bug);
            }
            then(unlock);
            return;
        }
        PageTable pmd = table(mm.pmdTable(addr));
        then(
                () -> k.out.begin("step")
                        .x("mm", mm.address)
                        .x("addr", addr)
                        .s("step", "retract")
                        .x("pfn", table.page.pfn)
                        .d("result", 0)
                        .end(),
                lock(pmd.lock),
                () -> k.tables.clearPmd(mm, pmd, addr),
                flush(mm, 0, Flush.ALL, true),
                unlock(pmd.lock),
                () -> {
                    k.tables.free(mm, table, addr, "pte_free");
                    table.page.refs = 0;
                    k.frames.free(table.page);
                },
                unlock);
    }
}
