package mmreplay.invariants.machine;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** What is known of one anon_vma: one life of one slab object. */
public final class AnonVma {

    private static final long NO_LINE = -1;

    final long address;
    /** Another number for each life of an object, so that one that is used again is another one. */
    final int generation;

    /** Its allocation was seen, or the freeing of the object's previous life: all its links and pages since are known. */
    boolean born;

    boolean allocSeen;
    boolean linkSeen;
    long bornLine;
    boolean rootKnown;
    long root;
    long parent;
    boolean freed;
    long freeLine;
    int freedBy;
    long lock;

    /** vma address to the line of its avc_link; only links that were seen. */
    final Long2LongHashMap links = new Long2LongHashMap(NO_LINE);
    /** pfns whose mapping is this anon_vma, as far as seen; unmapped pages keep their mapping and stay. */
    final LongHashSet pages = new LongHashSet();
    /** Addresses of live anon_vmas, other than itself, whose root this is. */
    final LongHashSet members = new LongHashSet();
    /** Addresses of anon_vmas whose parent this is. */
    final LongHashSet children = new LongHashSet();

    AnonVma(long address, int generation) {
        this.address = address;
        this.generation = generation;
    }

    public long address() {
        return address;
    }

    public int generation() {
        return generation;
    }

    public boolean born() {
        return born;
    }

    /** It is certainly in use: it was born in this trace or a vma was linked to it, and no free was seen since. */
    public boolean live() {
        return !freed && (born || linkSeen);
    }

    /** Its allocation itself was seen. */
    public boolean allocSeen() {
        return allocSeen;
    }

    public long bornLine() {
        return bornLine;
    }

    public boolean rootKnown() {
        return rootKnown;
    }

    public long root() {
        return root;
    }

    public long parent() {
        return parent;
    }

    public boolean freed() {
        return freed;
    }

    /** Address of its own rwsem, of which only a root's is ever taken; 0 for unknown. */
    public long lock() {
        return lock;
    }

    /** The task that freed it. */
    public int freedBy() {
        return freedBy;
    }

    public long freeLine() {
        return freeLine;
    }

    /** A link to this vma was seen and none that ended it. */
    public boolean linkedTo(long vma) {
        return links.containsKey(vma);
    }

    /** Line of the link to this vma, -1 if there is none. */
    public long linkLine(long vma) {
        return links.get(vma);
    }

    public int linkCount() {
        return links.size();
    }

    /** The lowest linked vma's address, so that reports do not depend on hash order; 0 if none. */
    public long lowestLink() {
        long lowest = 0;
        Long2LongHashMap.KeyIterator keys = links.keySet().iterator();
        while (keys.hasNext()) {
            long vma = keys.nextValue();
            if (lowest == 0 || Long.compareUnsigned(vma, lowest) < 0) {
                lowest = vma;
            }
        }
        return lowest;
    }

    public LongHashSet pages() {
        return pages;
    }

    public LongHashSet members() {
        return members;
    }

    public LongHashSet children() {
        return children;
    }

    /** The parent chain from here reaches {@code other}; never true of itself. UNKNOWN where the chain is. */
    public Tri descendsFrom(long other, AnonVmas all) {
        AnonVma at = this;
        for (int depth = 0; depth < 1024; depth++) {
            if (!at.rootKnown) {
                return Tri.UNKNOWN;
            }
            if (at.parent == at.address) {
                return Tri.NO;
            }
            if (at.parent == other) {
                return Tri.YES;
            }
            AnonVma up = all.find(at.parent);
            if (up == null || up.freed) {
                return Tri.UNKNOWN;
            }
            at = up;
        }
        return Tri.UNKNOWN;
    }
}
