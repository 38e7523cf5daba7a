package mmreplay.analyzer.simulate.mm;

import mmreplay.analyzer.simulate.trace.Printer;
import org.jspecify.annotations.Nullable;

/** Births, changes and ends of vmas. */
public final class Vmas {

    private final Printer out;
    private final Slab slab;

    Vmas(Printer out, Slab slab) {
        this.out = out;
        this.slab = slab;
    }

    public void event(Vma vma, String op, Mm mm, @Nullable Vma orig) {
        FileMapping file = vma.file;
        out.begin("vma")
                .s("op", op)
                .x("mm", mm.address)
                .x("vma", vma.address)
                .x("orig", orig == null ? 0 : orig.address)
                .x("start", vma.start)
                .x("end", vma.end)
                .x("flags", vma.flags)
                .x("pgoff", vma.pgoff)
                .x("anon_vma", vma.anonVma == null ? 0 : vma.anonVma.address)
                .x("mapping", file == null ? 0 : file.address)
                .x("i_mmap_lock", file == null ? 0 : file.iMmap.address)
                .end();
    }

    /** vm_area_alloc. */
    public Vma alloc(Mm mm, @Nullable FileMapping file) {
        long address = slab.alloc();
        Vma bare = new Vma(address, mm, null);
        event(bare, "alloc", mm, null);
        return new Vma(address, mm, file);
    }

    /** vm_area_dup: the copy has the original's anon_vma, and no links. */
    public Vma dup(Vma orig, Mm mm) {
        Vma copy = new Vma(slab.alloc(), mm, orig.file);
        copy.start = orig.start;
        copy.end = orig.end;
        copy.flags = orig.flags;
        copy.pgoff = orig.pgoff;
        copy.anonVma = orig.anonVma;
        event(copy, "dup", orig.mm, orig);
        copy.anonVma = null;
        return copy;
    }

    public void store(Vma vma) {
        vma.mm.vmas.put(vma.start, vma);
        event(vma, "store", vma.mm, null);
    }

    public void free(Vma vma) {
        event(vma, "free", vma.mm, null);
        slab.free(vma.address);
    }
}
