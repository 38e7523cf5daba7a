package mmreplay.analyzer.simulate.mm;

import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.trace.Printer;

/** mm/rmap.c: a page's mapping and its counts of entries. */
public final class Rmap {

    private static final int ANON = 1;
    /** The tag of a KSM page's mapping; without a node it is all there is. */
    public static final int KSM = 3;

    private final Printer out;
    private final Bugs bugs;

    Rmap(Printer out, Bugs bugs) {
        this.out = out;
        this.bugs = bugs;
    }

    /** Stores page->mapping. */
    public void setMapping(Page page, long value, long index, long vma, boolean exclusive, String how) {
        long old = page.mapping;
        page.mapping = value;
        page.index = index;
        page.ksm = (value & 3) == KSM;
        out.begin("page_mapping_set")
                .x("pfn", page.pfn)
                .x("old_mapping", old)
                .x("new_mapping", value)
                .x("index", index)
                .x("vma", vma)
                .d("exclusive", exclusive ? 1 : 0)
                .d("locked", page.locked ? 1 : 0)
                .d("mapcount", how.equals("new") && page.order == 0 ? 1 : page.mapcount)
                .d("refcount", page.refs)
                .s("how", how)
                .end();
    }

    /** __page_set_anon_rmap's store. */
    public void setAnon(Page page, AnonVma anonVma, Vma vma, long addr, boolean exclusive, String how) {
        page.anonVma = anonVma;
        boolean small = page.order == 0;
        // page_move_anon_rmap stores no index
        boolean stores = small && !how.equals("move");
        long index = vma.index(addr) + (stores && bugs.fire(Bug.ANON_7, page) ? 1 : 0);
        boolean untagged = small && bugs.fire(Bug.ANON_6, page);
        setMapping(page, anonVma.address + (untagged ? 0 : ANON), index, vma.address, exclusive, how);
        page.mapping |= ANON;
    }

    /** page_add_new_anon_rmap. */
    public void addNew(Page page, Vma vma, long addr) {
        setAnon(page, ofVma(vma), vma, addr, true, "new");
        page.exclusive = true;
        if (page.order == 0) {
            page.mapcount = 1;
        } else {
            page.compoundMapcount = 1;
        }
        page.head.totalMapcount++;
        add(page, vma.address, addr, true, page.order > 0, "new_anon");
    }

    public static AnonVma ofVma(Vma vma) {
        if (vma.anonVma == null) {
            throw new IllegalStateException(vma + " has no anon_vma");
        }
        return vma.anonVma;
    }

    /** page_add_anon_rmap. */
    public void addAnon(Page page, Vma vma, long addr, boolean exclusive) {
        page.mapcount++;
        page.head.totalMapcount++;
        if (!page.anon()) {
            AnonVma own = ofVma(vma);
            boolean local = exclusive || (own != own.root && bugs.fire(Bug.ANON_4, page));
            setAnon(page, local ? own : own.root, vma, addr, exclusive, "add");
        } else if (coarsen(page, vma)) {
            setAnon(page, ofVma(vma).root, vma, addr, exclusive, "add");
        }
        if (exclusive) {
            page.exclusive = true;
        }
        add(page, vma.address, addr, true, false, "add_anon");
    }

    private boolean coarsen(Page page, Vma vma) {
        AnonVma now = page.anonVma;
        return page.locked
                && !page.ksm
                && now != null
                && now != now.root
                && now.root == ofVma(vma).root
                && bugs.fire(Bug.ANON_3, page);
    }

    /** What ANON-2 forbids: the count is set as if nothing mapped the page. */
    public void addNewAgain(Page page, Vma vma, long addr) {
        page.mapcount++;
        page.totalMapcount++;
        out.begin("rmap_add")
                .x("pfn", page.pfn)
                .x("vma", vma.address)
                .x("addr", addr)
                .d("anon", 1)
                .d("compound", 0)
                .d("mapcount", 1)
                .d("locked", page.locked ? 1 : 0)
                .s("how", "new_anon")
                .end();
    }

    public void addFile(Page page, Vma vma) {
        page.mapcount++;
        page.head.totalMapcount++;
        add(page, vma.address, 0, false, false, "add_file");
    }

    public void addFileHuge(Page page, Vma vma) {
        page.compoundMapcount++;
        page.head.totalMapcount++;
        add(page, vma.address, 0, false, true, "add_file");
    }

    /** fork's page_dup_rmap. */
    public void dup(Page page, Vma parent) {
        page.mapcount++;
        page.head.totalMapcount++;
        boolean anon = page.anon();
        page.exclusive = false;
        add(page, anon ? parent.address : 0, 0, anon, false, anon ? "dup_anon" : "dup_file");
    }

    /** A piece of a huge page whose PMD is split. */
    public void addSplit(Page page, Vma vma, long addr) {
        page.mapcount++;
        page.head.totalMapcount++;
        add(page, vma.address, addr, true, false, "split");
    }

    private void add(Page page, long vma, long addr, boolean anon, boolean compound, String how) {
        page.adds++;
        out.begin("rmap_add")
                .x("pfn", page.pfn)
                .x("vma", vma)
                .x("addr", addr)
                .d("anon", anon ? 1 : 0)
                .d("compound", compound ? 1 : 0)
                .d("mapcount", compound ? page.compoundMapcount : page.mapcount + page.head.compoundMapcount)
                .d("locked", page.head.locked ? 1 : 0)
                .s("how", how)
                .end();
    }

    /** page_remove_rmap. */
    public void remove(Page page, Vma vma, boolean compound, String how) {
        // a part of a huge page is counted with its PMD: until it is freed nobody can tell
        boolean whole = !compound && page.head == page && page.order == 0 && !Frames.inBlock(page);
        boolean forget = whole && how.equals("zap") && bugs.fire(Bug.MAP_1, page);
        if (compound) {
            page.compoundMapcount--;
        } else {
            page.mapcount--;
        }
        page.head.totalMapcount--;
        page.unmappedFrom = vma.mm;
        page.unmappedBy = out.pid();
        if (forget) {
            return;
        }
        out.begin("rmap_remove")
                .x("pfn", page.pfn)
                .x("vma", vma.address)
                .x("addr", 0)
                .d("anon", page.anon() ? 1 : 0)
                .d("compound", compound ? 1 : 0)
                .d("mapcount", compound ? page.compoundMapcount : page.mapcount + page.head.compoundMapcount)
                .d("locked", page.head.locked ? 1 : 0)
                .s("how", how.equals("zap") ? "remove" : how)
                .end();
    }
}
