package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.List;

/** KSM's node of a merged page: who maps it. */
public final class StableNode {

    public final long address;
    public final List<RmapItem> items = new ArrayList<>();

    public StableNode(long address) {
        this.address = address;
    }

    /** One place where KSM merged a page; it holds a reference to the anon_vma. */
    public record RmapItem(Mm mm, AnonVma anonVma, long addr) {}
}
