package mmreplay.analyzer.simulate.mm;

import mmreplay.analyzer.simulate.trace.Printer;

/** Stores to page tables, and their pages' lives. */
public final class Tables {

    private final Printer out;
    private final Frames frames;
    private final Slab locks;

    Tables(Printer out, Frames frames, Slab locks) {
        this.out = out;
        this.frames = frames;
        this.locks = locks;
    }

    /** pte_alloc_one or pmd_alloc_one. */
    public PageTable alloc(Mm mm, int level, long addr) {
        Page page = frames.alloc(false);
        long ptl = locks.alloc();
        if (level < 3) {
            out.begin("pt_alloc")
                    .x("mm", mm.address)
                    .d("level", level)
                    .x("pfn", page.pfn)
                    .x("ptl", ptl)
                    .end();
        }
        int shift = level == 1 ? 21 : level == 2 ? 30 : 39;
        return new PageTable(page, level, ptl, addr >>> shift << shift);
    }

    /** The table becomes reachable. */
    public void link(Mm mm, PageTable table, long addr) {
        PageTable parent = table.level == 1 ? mm.pmdTable(addr) : table.level == 2 ? mm.puds.get(addr >>> 39) : null;
        Page slotPage = parent == null ? mm.pgd : parent.page;
        if (slotPage == null) {
            throw new IllegalStateException("no table above " + table.page);
        }
        table.addr = table.level == 1 ? addr >>> 21 << 21 : table.addr;
        int shift = 12 + 9 * table.level;
        out.begin("pt_link")
                .x("mm", mm.address)
                .d("level", table.level)
                .x("pfn", table.page.pfn)
                .x("addr", addr >>> shift << shift)
                .x("slot_pfn", slotPage.pfn)
                .d("slot_idx", addr >>> shift & 511)
                .s("how", "populate")
                .end();
        if (table.level == 3) {
            mm.puds.put(addr >>> 39, table);
        } else if (table.level == 2) {
            mm.pmds.put(addr >>> 30, table);
        } else if (parent != null) {
            parent.tables[parent.slot(addr)] = table;
            parent.entries[parent.slot(addr)] = Pte.table(table.page.pfn);
        }
    }

    /** A PTE table is taken out of its PMD entry; no pmd_clear is printed for it. */
    public void unlink(Mm mm, PageTable table, long addr, String how) {
        out.begin("pt_unlink")
                .x("mm", mm.address)
                .d("level", 1)
                .x("pfn", table.page.pfn)
                .x("addr", addr)
                .x("slot_pfn", 0)
                .d("slot_idx", -1)
                .s("how", how)
                .end();
        forget(mm, addr);
    }

    /** The PMD entry is empty. */
    public void forget(Mm mm, long addr) {
        PageTable pmd = mm.pmdTable(addr);
        if (pmd != null) {
            pmd.tables[pmd.slot(addr)] = null;
            pmd.entries[pmd.slot(addr)] = 0;
        }
    }

    public void free(Mm mm, PageTable table, long addr, String how) {
        out.begin("pt_free")
                .x("mm", mm.address)
                .d("level", table.level)
                .x("pfn", table.page.pfn)
                .x("addr", addr)
                .x("slot_pfn", 0)
                .d("slot_idx", -1)
                .s("how", how)
                .end();
        locks.free(table.lock.address);
    }

    /** set_pte_at, ptep_set_wrprotect, ptep_set_access_flags. */
    public void set(Mm mm, PageTable table, long addr, long pte, String op) {
        int slot = table.slot(addr);
        entry("pte_set", mm, addr, table, table.entries[slot], pte, op);
        table.entries[slot] = pte;
    }

    /** ptep_get_and_clear. */
    public long clear(Mm mm, PageTable table, long addr, String op) {
        int slot = table.slot(addr);
        long old = table.entries[slot];
        table.entries[slot] = 0;
        entry("pte_clear", mm, addr, table, old, 0, op);
        return old;
    }

    public void setPmd(Mm mm, PageTable pmd, long addr, long entry, String op) {
        int slot = pmd.slot(addr);
        entry("pmd_set", mm, addr, pmd, pmd.entries[slot], entry, op);
        pmd.entries[slot] = entry;
    }

    /** pmdp_huge_get_and_clear, pmdp_collapse_flush. */
    public long clearPmd(Mm mm, PageTable pmd, long addr) {
        int slot = pmd.slot(addr);
        long old = pmd.entries[slot];
        pmd.entries[slot] = 0;
        pmd.tables[slot] = null;
        entry("pmd_clear", mm, addr, pmd, old, 0, "clear");
        return old;
    }

    private void entry(String event, Mm mm, long addr, PageTable table, long old, long pte, String op) {
        out.begin(event)
                .x("mm", mm.address)
                .x("addr", addr)
                .x("pt", table.page.pfn)
                .x("old", old)
                .x("new", pte)
                .s("op", op)
                .end();
    }
}
