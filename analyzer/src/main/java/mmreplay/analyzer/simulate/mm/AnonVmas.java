package mmreplay.analyzer.simulate.mm;

import mmreplay.analyzer.simulate.trace.Printer;

/** Births, links, references and ends of anon_vmas. */
public final class AnonVmas {

    private final Printer out;
    private final Slab slab;

    AnonVmas(Printer out, Slab slab) {
        this.out = out;
        this.slab = slab;
    }

    private void event(String event, AnonVma anonVma, String op) {
        out.begin(event)
                .x("anon_vma", anonVma.address)
                .x("root", anonVma.root.address)
                .x("parent", anonVma.parent.address)
                .x("lock", anonVma.rwsem.address)
                .d("ref", anonVma.refs)
                .s("op", op)
                .end();
    }

    /** anon_vma_alloc: a root, its own parent. */
    public AnonVma alloc() {
        AnonVma anonVma = new AnonVma(slab.alloc());
        anonVma.children = 1;
        event("anon_vma_alloc", anonVma, "alloc");
        return anonVma;
    }

    /** anon_vma_fork: it becomes a child. */
    public void adopt(AnonVma child, AnonVma parent) {
        child.children = 0;
        parent.children++;
        child.root = parent.root;
        child.parent = parent;
        get(child.root);
        event("anon_vma_alloc", child, "fork");
    }

    public void get(AnonVma anonVma) {
        anonVma.refs++;
        event("anon_vma_ref", anonVma, "get");
    }

    /** put_anon_vma: frees it, and its root, with the last reference. */
    public void put(AnonVma anonVma) {
        if (anonVma.freed) {
            return;
        }
        anonVma.refs--;
        event("anon_vma_ref", anonVma, "put");
        if (anonVma.refs == 0) {
            AnonVma root = anonVma.root;
            free(anonVma);
            if (root != anonVma && !root.freed) {
                root.refs--;
                event("anon_vma_ref", root, "put");
                if (root.refs == 0) {
                    free(root);
                }
            }
        }
    }

    public void free(AnonVma anonVma) {
        event("anon_vma_free", anonVma, "Free");
        anonVma.freed = true;
        slab.free(anonVma.address);
    }

    /** anon_vma_chain_link. */
    public void link(Vma vma, AnonVma anonVma) {
        vma.chain.add(anonVma);
        anonVma.vmas.add(vma);
        avc("avc_link", vma, anonVma, "link");
    }

    public void unlink(Vma vma, AnonVma anonVma) {
        vma.chain.remove(anonVma);
        anonVma.vmas.remove(vma);
        avc("avc_unlink", vma, anonVma, "unlink");
    }

    private void avc(String event, Vma vma, AnonVma anonVma, String op) {
        out.begin(event)
                .x("vma", vma.address)
                .x("anon_vma", anonVma.address)
                .s("op", op)
                .end();
    }

    /** vma->anon_vma is assigned. */
    public void assign(Vma vma, AnonVma anonVma, String op) {
        vma.anonVma = anonVma;
        anonVma.activeVmas++;
        avc("vma_anon_vma", vma, anonVma, op);
    }

    public void clear(Vma vma) {
        if (vma.anonVma != null) {
            vma.anonVma.activeVmas--;
            vma.anonVma = null;
            out.begin("vma_anon_vma")
                    .x("vma", vma.address)
                    .x("anon_vma", 0)
                    .s("op", "clear")
                    .end();
        }
    }

    /** A reader has got hold of a page's anon_vma. */
    public void reader(Page page, AnonVma anonVma, String how) {
        out.begin("folio_get_anon_vma")
                .x("pfn", page.pfn)
                .x("anon_vma", anonVma.address)
                .x("root", anonVma.root.address)
                .d("mapped", page.head.totalMapcount > 0 ? 1 : 0)
                .s("how", how)
                .end();
    }
}
