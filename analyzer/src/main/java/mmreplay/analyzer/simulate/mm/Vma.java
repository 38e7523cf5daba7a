package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vma. */
public final class Vma {

    public static final long READ = 1;
    public static final long WRITE = 2;
    public static final long SHARED = 8;
    public static final long LOCKED = 0x2000;
    public static final long IO = 0x4000;
    public static final long MERGEABLE = 0x80000000L;
    public static final long HUGEPAGE = 0x20000000L;

    public final long address;
    public final Mm mm;
    public long start;
    public long end;
    public long flags;
    public long pgoff;
    public @Nullable AnonVma anonVma;
    /** anon_vma_chain, in the order in which it was linked. */
    public final List<AnonVma> chain = new ArrayList<>();

    public final @Nullable FileMapping file;

    public Vma(long address, Mm mm, @Nullable FileMapping file) {
        this.address = address;
        this.mm = mm;
        this.file = file;
    }

    public boolean is(long flag) {
        return (flags & flag) != 0;
    }

    public boolean covers(long addr) {
        return addr >= start && addr < end;
    }

    /** linear_page_index. */
    public long index(long addr) {
        return ((addr - start) >> 12) + pgoff;
    }

    /** vma_address: where the vma maps a page of this index, or -1. */
    public long addressOf(long index) {
        long addr = start + ((index - pgoff) << 12);
        return index >= pgoff && addr < end ? addr : -1;
    }

    public boolean shared() {
        return is(SHARED);
    }

    @Override
    public String toString() {
        return "vma " + Long.toHexString(start) + "-" + Long.toHexString(end);
    }
}
