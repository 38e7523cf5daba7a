package mmreplay.analyzer.simulate.mm;

import java.util.ArrayDeque;
import java.util.Deque;
import mmreplay.analyzer.simulate.trace.Printer;
import org.jspecify.annotations.Nullable;

/** The buddy allocator: a small pool of single pages, and blocks of 512. Freed ones are given out again soon. */
public final class Frames {

    private static final long SMALL = 0x1900;
    private static final long BLOCKS = 0x10000;
    private static final int BLOCK = 512;
    private static final long VMEMMAP = 0xffffea0000000000L;

    private final Printer out;
    private final Deque<Long> small = new ArrayDeque<>();
    private final Deque<Long> blocks = new ArrayDeque<>();
    private final int[] used;
    private final @Nullable Page[] pages;
    private final @Nullable Page[] blockPages;

    Frames(Printer out, int smallPages, int hugePages) {
        this.out = out;
        for (int i = 0; i < smallPages; i++) {
            small.add(SMALL + i);
        }
        for (int i = 0; i < hugePages; i++) {
            blocks.add(BLOCKS + (long) i * BLOCK);
        }
        used = new int[hugePages];
        pages = new Page[smallPages];
        blockPages = new Page[hugePages * BLOCK];
    }

    /** How many single pages are left. */
    public int free() {
        return small.size();
    }

    public int freeBlocks() {
        return blocks.size();
    }

    /** alloc_page. */
    public Page alloc(boolean movable) {
        Long pfn = small.poll();
        if (pfn == null) {
            throw new IllegalStateException("out of pages");
        }
        Page page = new Page(pfn, 0);
        pages[(int) (pfn - SMALL)] = page;
        allocated(page, movable);
        return page;
    }

    /** A huge page with its tails. */
    public Page allocHuge() {
        Long pfn = blocks.poll();
        if (pfn == null) {
            throw new IllegalStateException("out of huge pages");
        }
        int first = (int) (pfn - BLOCKS);
        Page head = new Page(pfn, 9);
        blockPages[first] = head;
        for (int i = 1; i < BLOCK; i++) {
            Page tail = new Page(pfn + i, 0);
            tail.head = head;
            blockPages[first + i] = tail;
        }
        used[first / BLOCK] = BLOCK;
        allocated(head, true);
        return head;
    }

    private void allocated(Page page, boolean movable) {
        out.begin("mm_page_alloc")
                .s("page", Long.toHexString(VMEMMAP + page.pfn * 64))
                .x("pfn", page.pfn)
                .d("order", page.order)
                .d("migratetype", movable ? 1 : 0)
                .s("gfp_flags", movable ? "GFP_HIGHUSER_MOVABLE|__GFP_COMP" : "GFP_KERNEL_ACCOUNT|__GFP_ZERO")
                .end();
    }

    /** The address of a page's struct page. */
    public static long pointer(Page page) {
        return VMEMMAP + page.pfn * 64;
    }

    /** It is, or was, part of a huge page. */
    static boolean inBlock(Page page) {
        return page.pfn >= BLOCKS;
    }

    /** The page that a present entry or a migration entry points to. */
    public Page page(long pfn) {
        Page page = pfn >= BLOCKS ? blockPages[(int) (pfn - BLOCKS)] : pages[(int) (pfn - SMALL)];
        if (page == null) {
            throw new IllegalStateException("page " + Long.toHexString(pfn) + " is free");
        }
        return page;
    }

    /** The page, or null if it is free. */
    public @Nullable Page find(long pfn) {
        return pfn >= BLOCKS ? blockPages[(int) (pfn - BLOCKS)] : pages[(int) (pfn - SMALL)];
    }

    /** The page goes back to the free lists. */
    public void free(Page page) {
        out.begin("mm_page_free")
                .s("page", Long.toHexString(VMEMMAP + page.pfn * 64))
                .x("pfn", page.pfn)
                .d("order", page.order)
                .end();
        if (page.pfn < BLOCKS) {
            pages[(int) (page.pfn - SMALL)] = null;
            small.add(page.pfn);
            return;
        }
        int first = (int) (page.pfn - BLOCKS);
        int count = 1 << page.order;
        for (int i = 0; i < count; i++) {
            blockPages[first + i] = null;
        }
        int block = first / BLOCK;
        used[block] -= count;
        if (used[block] == 0) {
            blocks.add(BLOCKS + (long) block * BLOCK);
        }
    }
}
