package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.sched.RwSem;

/** An anon_vma: the vmas whose pages may point to it. The tree's lock is that of its root. */
public final class AnonVma {

    public final long address;
    public AnonVma root = this;
    public AnonVma parent = this;
    public final RwSem rwsem;
    public int refs = 1;
    public final List<Vma> vmas = new ArrayList<>();
    /** How many have it for parent; a root counts itself. */
    public int children;

    public int activeVmas;
    public boolean freed;
    /** Rmap walks that hold the root's lock on behalf of this one. */
    public int readers;

    public AnonVma(long address) {
        this.address = address;
        this.rwsem = new RwSem(address + 0x80, "&anon_vma->rwsem");
    }

    public RwSem lock() {
        return root.rwsem;
    }

    @Override
    public String toString() {
        return "anon_vma " + Long.toHexString(address);
    }
}
