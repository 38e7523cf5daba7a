package mmreplay.invariants.machine;

/** What is known of one vm_area_struct: one life of one slab object. */
public final class Vma {

    final long address;
    boolean born;
    /** It is in its mm's tree: what made it is done with its anon_vmas. */
    boolean settled;

    boolean mmKnown;
    long mm;
    boolean rangeKnown;
    long start;
    long end;
    long pgoff;
    boolean anonVmaKnown;
    long anonVma;
    long anonVmaLine;
    boolean fileKnown;
    long fileLock;
    long flags;

    Vma(long address) {
        this.address = address;
    }

    public long address() {
        return address;
    }

    /** Its allocation was seen, so all its links to anon_vmas are known. */
    public boolean born() {
        return born;
    }

    /** It is in its mm's tree, and no longer being made: vm_area_dup copies anon_vma long before the links follow. */
    public boolean settled() {
        return settled;
    }

    public boolean mmKnown() {
        return mmKnown;
    }

    public long mm() {
        return mm;
    }

    public boolean rangeKnown() {
        return rangeKnown;
    }

    public long start() {
        return start;
    }

    public long end() {
        return end;
    }

    /** In pages. */
    public long pgoff() {
        return pgoff;
    }

    public boolean anonVmaKnown() {
        return anonVmaKnown;
    }

    /** vma->anon_vma, 0 for none. */
    public long anonVma() {
        return anonVma;
    }

    public long anonVmaLine() {
        return anonVmaLine;
    }

    /** Whether it maps a file is known. */
    public boolean fileKnown() {
        return fileKnown;
    }

    /** Address of the mapping's i_mmap_rwsem, 0 if it maps no file. */
    public long fileLock() {
        return fileLock;
    }

    /** vm_flags, as far as they were printed last. */
    public long flags() {
        return flags;
    }

    /** As linear_page_index: where the page at {@code va} sits in the object that is mapped. Range must be known. */
    public long linearIndex(long va) {
        return ((va - start) >> 12) + pgoff;
    }

    public boolean covers(long mmAddress, long va) {
        return mmKnown
                && mm == mmAddress
                && rangeKnown
                && Long.compareUnsigned(start, va) <= 0
                && Long.compareUnsigned(va, end) < 0;
    }
}
