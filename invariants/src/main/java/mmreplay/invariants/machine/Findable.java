package mmreplay.invariants.machine;

/** Whether a vma that maps an anonymous page can be reached from the page's anon_vma. */
public final class Findable {

    private Findable() {}

    /**
     * __anon_vma_prepare stores vma->anon_vma before it links the two, and a second thread's fault looks only at the former: a
     * missing link of a vma to its own (or not yet recorded) anon_vma may just not be printed yet.
     */
    public static Tri linked(Vma vma, AnonVma av) {
        if (av.linkedTo(vma.address())) {
            return Tri.YES;
        }
        boolean mayBePreparing =
                !av.freed() && vma.anonVmaKnown() && (vma.anonVma() == av.address() || vma.anonVma() == 0);
        return (av.born() || vma.born()) && !mayBePreparing ? Tri.NO : Tri.UNKNOWN;
    }

    /** Whether vma and anon_vma belong to one tree. */
    public static Tri sameRoot(Vma vma, AnonVma av, AnonVmas all) {
        if (!vma.anonVmaKnown()) {
            // without the vma's own anon_vma only the link can decide, and a link implies the root (AV-6)
            return av.linkedTo(vma.address()) || vma.born() ? Tri.YES : Tri.UNKNOWN;
        }
        if (vma.anonVma() == av.address()) {
            return Tri.YES;
        }
        AnonVma own = all.find(vma.anonVma());
        return own == null || own.freed() || !own.rootKnown() || !av.rootKnown()
                ? Tri.UNKNOWN
                : Tri.of(own.root() == av.root());
    }

    /** What findings about a page that cannot be found from its anon_vma have in common. */
    public static String cause(long pfn, AnonVma av) {
        return "page 0x" + Long.toHexString(pfn) + " anon_vma 0x" + Long.toHexString(av.address()) + "#"
                + av.generation();
    }
}
