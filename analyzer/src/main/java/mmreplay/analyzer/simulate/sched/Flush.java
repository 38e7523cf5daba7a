package mmreplay.analyzer.simulate.sched;

import mmreplay.analyzer.simulate.mm.Mm;
import org.jspecify.annotations.Nullable;

/**
 * A TLB flush as it travels to other CPUs.
 *
 * @param mm whose translations, or null: whatever mm the CPU has loaded (a reclaim's batch)
 * @param end {@link #ALL}: everything
 * @param gen the generation that it brings the CPU to, or 0: the newest
 */
public record Flush(@Nullable Mm mm, long start, long end, long gen, boolean freedTables) {
    public static final long ALL = -1L;
}
