package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.FileMapping;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.Rmap;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;

/** do_read_fault, do_cow_fault and do_shared_fault: a page of the page cache, or a private copy of it. */
final class FileFault extends Path {

    private final Vma vma;
    private final Mm mm;
    private final long addr;
    private final boolean write;
    private final FileMapping file;
    private final long index;

    private FileFault(Kernel k, Task t, Vma vma, FileMapping file, long addr, boolean write) {
        super(k, t);
        this.vma = vma;
        this.mm = vma.mm;
        this.addr = addr;
        this.write = write;
        this.file = file;
        this.index = vma.index(addr);
    }

    static void run(Kernel k, Task t, Vma vma, long addr, boolean write) {
        FileMapping file = vma.file;
        if (file != null) {
            FileFault fault = new FileFault(k, t, vma, file, addr, write);
            t.push(() -> PteAlloc.all(k, t, vma.mm, addr), fault::find);
        }
    }

    /** filemap_fault. */
    private void find() {
        Page cached = file.pages.get(index);
        if (cached == null) {
            then(this::read);
            return;
        }
        k.lru.get(cached);
        then(k.locks.lock(t, cached.head), () -> {
            if (file.pages.get(index) != cached) {
                k.locks.unlock(cached.head);
                k.lru.put(t, cached);
            } else {
                uptodate(cached);
            }
        });
    }

    private void read() {
        Page page = k.frames.alloc(true);
        then(() -> k.locks.setLocked(t, page), () -> {
            if (file.pages.containsKey(index)) {
                k.locks.forget(page);
                k.lru.put(t, page);
                return;
            }
            page.file = file;
            page.mapping = file.address;
            page.index = index;
            page.refs++;
            file.pages.put(index, page);
            k.lru.add(t, page);
            then(() -> SwapinReadahead.complete(k, page), () -> uptodate(page));
        });
    }

    /** The page is locked, and this fault has a reference. */
    private void uptodate(Page page) {
        if (write
                && !vma.shared()
                && page.mapcount > 0
                && page.head.order == 0
                && vma.anonVma != null
                && fire(Bug.PTC_1, page)) {
            install(
                    () -> {
                        k.lru.get(page);
                        k.rmap.setAnon(page, Rmap.ofVma(vma), vma, addr, true, "new");
                        k.rmap.addNewAgain(page, vma, addr);
                        then(() ->
                                k.tables.set(mm, table(mm.pteTable(addr)), addr, Pte.present(page.pfn, false), "set"));
                    },
                    null,
                    page);
        } else if (write && !vma.shared()) {
            then(() -> AnonVmaPrepare.run(k, t, vma), () -> cow(page));
        } else {
            map(page);
        }
    }

    private void cow(Page cached) {
        Page copy = k.allocAnon();
        install(
                () -> {
                    AnonFault.addNew(k, t, copy, vma, addr);
                    then(() -> k.tables.set(mm, table(mm.pteTable(addr)), addr, Pte.present(copy.pfn, true), "set"));
                },
                copy,
                cached);
    }

    private void map(Page cached) {
        install(
                () -> {
                    k.lru.get(cached);
                    k.rmap.addFile(cached, vma);
                    if (vma.is(Vma.LOCKED) && !vma.is(Vma.IO) && cached.head.order == 0) {
                        k.lru.mlock(t, cached);
                    }
                    boolean writable = write && vma.shared() && vma.is(Vma.WRITE);
                    then(() ->
                            k.tables.set(mm, table(mm.pteTable(addr)), addr, Pte.present(cached.pfn, writable), "set"));
                },
                null,
                cached);
    }

    /** finish_fault: under the table's lock, if the entry is still empty. */
    private void install(Runnable map, @org.jspecify.annotations.Nullable Page unused, Page cached) {
        PageTable table = mm.pteTable(addr);
        if (table == null) {
            finish(unused, cached);
            return;
        }
        then(lock(table.lock), () -> {
            boolean empty = table.entries[table.slot(addr)] == 0;
            if (empty) {
                then(map::run, unlock(table.lock), () -> finish(null, cached));
            } else {
                then(unlock(table.lock), () -> finish(unused, cached));
            }
        });
    }

    private void finish(@org.jspecify.annotations.Nullable Page unused, Page cached) {
        if (unused != null) {
            k.lru.put(t, unused);
        }
        k.locks.unlock(cached.head);
        k.lru.put(t, cached);
    }
}
