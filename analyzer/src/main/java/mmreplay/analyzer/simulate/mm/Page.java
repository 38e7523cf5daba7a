package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.sched.Task;
import org.jspecify.annotations.Nullable;

/** A page frame that is allocated, with what struct page says of it. The head of a huge page stands for its lock, flags and mapping. */
public final class Page {

    public final long pfn;
    /** 0 or 9. */
    public int order;
    /** Itself, or the head of the huge page that it is part of. */
    public Page head = this;

    public int refs = 1;
    /** Entries of PTE tables that map it. */
    public int mapcount;
    /** PMD entries that map it. */
    public int compoundMapcount;

    public boolean locked;
    public @Nullable Task locker;
    public final List<Task> lockWaiters = new ArrayList<>();

    public boolean lru;
    /** How often it was isolated. */
    public int isolations;
    /** How often it was mapped, and how often mlock took it. */
    public int adds;

    public int mlocks;
    /** The task that did it last. */
    public int mlockedBy;
    /** Some mlock met it on its way to or from the LRU. */
    public boolean mlockedInPassing;
    /** Where a dirty entry was taken away whose flush was put off; in which batch of the task, and the mm's generation then. */
    public @Nullable Mm putOffIn;

    public int putOffBatch;
    public long putOffGen;
    /** Where its last entry went. */
    public @Nullable Mm unmappedFrom;
    /** The task that took it away. */
    public int unmappedBy;
    /** Migration has copied it and is not done with it. */
    public boolean copied;
    /** Where a planted bug has left a migration entry that names it. */
    public @Nullable PageTable leftIn;

    public int leftAt;

    public boolean mlocked;
    /** How often it is mlocked, while it lies on the unevictable list. */
    public int mlockCount;

    public boolean unevictable;
    public boolean uptodate;
    public boolean dirty;
    public boolean exclusive;
    public boolean writeback;

    /** page->mapping's pointer as it is, with tag bits. */
    public long mapping;

    public @Nullable AnonVma anonVma;
    public @Nullable FileMapping file;
    public @Nullable StableNode stableNode;
    public boolean ksm;
    public long index;
    /** The entry whose swap cache it is, or -1. */
    public long entry = -1;

    public Page(long pfn, int order) {
        this.pfn = pfn;
        this.order = order;
    }

    public boolean swapcache() {
        return entry >= 0;
    }

    public boolean anon() {
        return (head.mapping & 1) != 0;
    }

    public boolean mapped() {
        return mapcount + head.compoundMapcount > 0;
    }

    /** Of a huge page: any part of it is mapped. */
    public int totalMapcount;

    @Override
    public String toString() {
        return "page 0x" + Long.toHexString(pfn);
    }
}
