package mmreplay.invariants.rules.tlb;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Stale;
import mmreplay.invariants.machine.TlbCpu;
import mmreplay.invariants.machine.Tlbs;
import mmreplay.invariants.machine.Tri;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/** Who can still use a stale translation: looks through those of a page, and remembers the clearest case. */
final class Holder {

    private static final int CPUS = 64;

    private final Tlbs tlbs;
    private final LongArrayList about;
    /** Another CPU makes the clearer case than the one that ought to have flushed. */
    private final int own;

    private final boolean lazyToo;
    private boolean doubtful;
    private boolean unordered;
    private @Nullable Stale stale;
    private int cpu;

    /**
     * @param own the CPU that frees
     * @param lazyToo whether lazy CPUs count: their speculative walks do, their accesses to user pages do not exist
     * @param about takes the keys of the CPUs that were looked at
     */
    Holder(Tlbs tlbs, int own, boolean lazyToo, LongArrayList about) {
        this.tlbs = tlbs;
        this.lazyToo = lazyToo;
        this.own = own;
        this.about = about;
    }

    /** @param bornLine older ones belong to the page's earlier life */
    void look(List<Stale> entries, long bornLine) {
        for (Stale entry : entries) {
            if (entry.line() >= bornLine) {
                look(entry);
            }
        }
    }

    private void look(Stale entry) {
        for (int c = 0; c < CPUS; c++) {
            if ((entry.cpus() & 1L << c) == 0) {
                continue;
            }
            about.addLong(Key.cpu(c));
            Tri usable = usable(entry, c);
            if (usable == Tri.YES && (stale == null || (cpu == own && c != own))) {
                stale = entry;
                cpu = c;
            } else if (usable == Tri.UNKNOWN) {
                doubtful = true;
                unordered |= entry.unordered(c);
            }
        }
    }

    /** A CPU that runs lazily, or that has loaded another mm, flushes before it runs a task of the mm again. */
    private Tri usable(Stale entry, int c) {
        TlbCpu now = tlbs.cpu(c);
        if (now == null || !now.known()) {
            return Tri.UNKNOWN;
        }
        if (now.mm() != entry.mm() || (now.lazy() == TlbCpu.Lazy.YES && !lazyToo)) {
            return Tri.NO;
        }
        boolean settled = now.lazy() == TlbCpu.Lazy.NO || now.lazy() == TlbCpu.Lazy.YES;
        boolean certain = settled && entry.held(c) && entry.linked() == Tri.YES;
        return certain ? Tri.YES : Tri.UNKNOWN;
    }

    /** What some CPU can use for certain; null if none can. */
    @Nullable
    Stale stale() {
        return stale;
    }

    /** The CPU that can. */
    int cpu() {
        return cpu;
    }

    /** Of some CPU it is not known whether it can. */
    boolean doubtful() {
        return doubtful;
    }

    /** And that is because the order of two CPUs is not certain. */
    boolean unordered() {
        return unordered;
    }
}
