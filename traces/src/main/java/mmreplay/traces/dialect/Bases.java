package mmreplay.traces.dialect;

/**
 * Where the kernel put its struct pages and its direct map (x86-64). Needed to turn a pointer into a pfn; without them such
 * fields stay unknown, because a guess that is wrong by one KASLR step would name the wrong page.
 *
 * @param vmemmapBase address of struct page of pfn 0, or 0 if unknown
 * @param pageOffsetBase address that physical address 0 is mapped at, or 0 if unknown
 */
public record Bases(long vmemmapBase, long pageOffsetBase) {

    public static final Bases UNKNOWN = new Bases(0, 0);

    private static final int STRUCT_PAGE_SHIFT = 6;
    private static final int PAGE_SHIFT = 12;
    /** 46 bits of physical address: what 4-level paging can map directly. */
    private static final long MAX_PFN = 1L << 34;

    /** Neither is known. */
    public boolean unknown() {
        return vmemmapBase == 0 && pageOffsetBase == 0;
    }

    /** The pfn of a struct page, or -1 if the base is unknown or the address cannot be one. */
    long pfnOfPage(long page) {
        long offset = page - vmemmapBase;
        long pfn = offset >> STRUCT_PAGE_SHIFT;
        return vmemmapBase == 0 || offset < 0 || pfn >= MAX_PFN ? -1 : pfn;
    }

    /** The pfn that a direct-map address lies in, or -1. */
    long pfnOfAddress(long address) {
        long offset = address - pageOffsetBase;
        long pfn = offset >> PAGE_SHIFT;
        return pageOffsetBase == 0 || offset < 0 || pfn >= MAX_PFN ? -1 : pfn;
    }
}
