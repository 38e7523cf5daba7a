package mmreplay.analyzer.simulate.path;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.mm.AnonVma;
import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Mm;
import mmreplay.analyzer.simulate.mm.Page;
import mmreplay.analyzer.simulate.mm.PageTable;
import mmreplay.analyzer.simulate.mm.Pte;
import mmreplay.analyzer.simulate.mm.StableNode;
import mmreplay.analyzer.simulate.mm.StableNode.RmapItem;
import mmreplay.analyzer.simulate.mm.Vma;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** ksmd: two pages with the same content become one, write-protected, found by its stable node. */
public final class Ksm extends Path {

    private static final int KSM = 3;

    /** A page and the one entry that maps it. */
    private record Candidate(Page page, Vma vma, long addr) {}

    private final Candidate first;
    private final Candidate second;
    private boolean merged;
    /** What write_protect_page left in the page table: replace_page compares with it. */
    private long protectedPte;

    private Ksm(Kernel k, Task t, Candidate first, Candidate second) {
        super(k, t);
        this.first = first;
        this.second = second;
    }

    /** Two pages are found to be equal, and merged. */
    public static void scan(Kernel k, Task t) {
        dropOldNodes(k);
        List<Page> pages = k.lru.evictable();
        if (pages.size() < 8) {
            return;
        }
        Candidate a = candidate(pages.get(k.random.nextInt(pages.size())));
        Candidate b = candidate(pages.get(k.random.nextInt(pages.size())));
        if (a == null || b == null || a.page == b.page || a.vma.mm.exiting || b.vma.mm.exiting) {
            return;
        }
        Ksm ksm = new Ksm(k, t, a, b);
        k.ksmBusy = true;
        a.vma.mm.count++;
        b.vma.mm.count++;
        t.push(ksm::start, () -> k.ksmBusy = false, () -> k.machine.drop(a.vma.mm), () -> k.machine.drop(b.vma.mm));
    }

    private static @Nullable Candidate candidate(Page page) {
        AnonVma anonVma = page.anonVma;
        if (page.order > 0 || page.ksm || page.mapcount != 1 || anonVma == null || page.mlocked) {
            return null;
        }
        for (Vma vma : anonVma.vmas) {
            long addr = vma.addressOf(page.index);
            if (addr >= 0 && maps(vma, addr, page)) {
                return new Candidate(page, vma, addr);
            }
        }
        return null;
    }

    private static boolean maps(Vma vma, long addr, Page page) {
        long pte = vma.mm.pte(addr);
        return Pte.isPresent(pte) && Pte.pfn(pte) == page.pfn;
    }

    /** try_to_merge_two_pages. */
    private void start() {
        then(mmapLock(first.vma.mm, false), () -> mergeFirst(), mmapUnlock(first.vma.mm, false), () -> {
            if (merged) {
                merged = false;
                then(
                        mmapLock(second.vma.mm, false),
                        this::mergeSecond,
                        mmapUnlock(second.vma.mm, false),
                        () -> then(merged ? this::stable : this::breakCow));
            }
        });
    }

    private boolean still(Candidate one) {
        Mm mm = one.vma.mm;
        return !mm.exiting
                && mm.vma(one.addr) == one.vma
                && maps(one.vma, one.addr, one.page)
                && one.page.head.order == 0
                && !one.vma.is(Vma.LOCKED)
                && one.page.anon()
                && !one.page.ksm;
    }

    private void mergeFirst() {
        Page page = first.page;
        if (!still(first) || !k.locks.tryLock(t, page)) {
            return;
        }
        k.lru.get(page);
        boolean writable = Pte.isWritable(first.vma.mm.pte(first.addr)) && page.refs == 2;
        then(
                () -> {
                    if (writable && fire(Bug.KSM_1, page)) {
                        merged = true;
                    } else {
                        writeProtect(first);
                    }
                },
                () -> {
                    if (merged) {
                        k.rmap.setMapping(page, KSM, page.index, 0, false, "ksm");
                    }
                },
                () -> k.locks.unlock(page),
                () -> {
                    if (merged) {
                        remember(first, page);
                    }
                    k.lru.put(t, page);
                });
    }

    private void remember(Candidate one, Page page) {
        AnonVma anonVma = one.vma.anonVma;
        if (anonVma == null) {
            return;
        }
        StableNode node = page.stableNode;
        if (node == null) {
            node = k.newStableNode();
            page.stableNode = node;
            k.ksmPages.add(page);
        }
        k.anonVmas.get(anonVma);
        node.items.add(new RmapItem(one.vma.mm, anonVma, one.addr));
    }

    /** write_protect_page: flushed before the count is looked at. */
    private void writeProtect(Candidate one) {
        PageTable table = one.vma.mm.pteTable(one.addr);
        if (table == null) {
            return;
        }
        then(
                lock(table.lock),
                () -> {
                    long old = table.entries[table.slot(one.addr)];
                    if (!Pte.isPresent(old) || Pte.pfn(old) != one.page.pfn) {
                        return;
                    }
                    then(
                            () -> k.tables.clear(one.vma.mm, table, one.addr, "clear"),
                            flush(one.vma.mm, one.addr, one.addr + 4096, false),
                            () -> {
                                // the entry, the swap cache and this walk
                                merged = one.page.refs == 2 + (one.page.swapcache() ? 1 : 0);
                                if (merged) {
                                    one.page.exclusive = false;
                                }
                                long pte = merged ? Pte.readOnly(old) & ~Pte.DIRTY : old;
                                k.tables.set(one.vma.mm, table, one.addr, pte, "set");
                                protectedPte = pte;
                            });
                },
                unlock(table.lock));
    }

    private void mergeSecond() {
        Page page = second.page;
        if (!still(second) || first.page.totalMapcount == 0 || !first.page.ksm || !k.locks.tryLock(t, page)) {
            return;
        }
        k.lru.get(page);
        k.lru.get(first.page);
        then(
                () -> writeProtect(second),
                () -> {
                    if (merged) {
                        merged = false;
                        replace();
                    }
                },
                () -> k.locks.unlock(page),
                () -> {
                    k.lru.put(t, page);
                    if (!merged) {
                        k.lru.put(t, first.page);
                    }
                });
    }

    /** replace_page. */
    private void replace() {
        Mm mm = second.vma.mm;
        PageTable table = table(mm.pteTable(second.addr));
        long orig = protectedPte;
        then(
                lock(table.lock),
                () -> {
                    long now = table.entries[table.slot(second.addr)];
                    pteSame(mm, second.addr, orig, now, "ksm_replace");
                    if (now != orig || first.page.totalMapcount == 0) {
                        return;
                    }
                    merged = true;
                    then(
                            () -> k.rmap.addAnon(first.page, second.vma, second.addr, false),
                            () -> k.tables.clear(mm, table, second.addr, "clear"),
                            flush(mm, second.addr, second.addr + 4096, false),
                            () -> {
                                k.tables.set(mm, table, second.addr, Pte.present(first.page.pfn, false), "set");
                                Zap.removeRmap(k, t, second.page, second.vma);
                                k.lru.put(t, second.page);
                                remember(second, first.page);
                            });
                },
                unlock(table.lock));
    }

    /** break_cow: the page that found no partner is copied. */
    private void breakCow() {
        Mm mm = first.vma.mm;
        then(
                mmapLock(mm, false),
                () -> {
                    Vma vma = mm.vma(first.addr);
                    PageTable table = mm.pteTable(first.addr);
                    if (vma == first.vma && table != null && !mm.exiting) {
                        then(lock(table.lock), () -> {
                            long now = table.entries[table.slot(first.addr)];
                            if (Pte.isPresent(now) && Pte.pfn(now) == first.page.pfn && first.page.ksm) {
                                WpFault.run(k, t, vma, first.addr, table, now);
                            } else {
                                then(unlock(table.lock));
                            }
                        });
                    }
                },
                mmapUnlock(mm, false));
    }

    /** stable_tree_insert: the page's mapping names its node. */
    private void stable() {
        Page page = first.page;
        StableNode node = page.stableNode;
        if (page.refs == 0 || node == null || !merged) {
            return;
        }
        k.lru.get(page);
        if (k.locks.tryLock(t, page)) {
            then(
                    () -> k.rmap.setMapping(page, node.address + KSM, page.index, 0, false, "ksm"),
                    () -> k.locks.unlock(page),
                    () -> k.lru.put(t, page));
        } else {
            k.lru.put(t, page);
        }
    }

    /** The nodes of pages that were freed: their references to anon_vmas go. */
    private static void dropOldNodes(Kernel k) {
        for (Page page : new ArrayList<>(k.ksmPages)) {
            StableNode node = page.stableNode;
            if (page.refs == 0 && node != null) {
                k.ksmPages.remove(page);
                page.stableNode = null;
                node.items.forEach(item -> k.anonVmas.put(item.anonVma()));
                node.items.clear();
                k.freeStableNode(node);
            }
        }
    }

    /** ksm_exit: the mm's places are forgotten. */
    static void exit(Kernel k, Task t, Mm mm) {
        for (Page page : k.ksmPages) {
            StableNode node = page.stableNode;
            if (node != null) {
                for (RmapItem item : new ArrayList<>(node.items)) {
                    if (item.mm() == mm) {
                        node.items.remove(item);
                        t.push(() -> k.anonVmas.put(item.anonVma()));
                    }
                }
            }
        }
    }
}
