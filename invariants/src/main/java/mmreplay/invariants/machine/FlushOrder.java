package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Finds the pages that were unmapped at a stamp at which another CPU flushed their address: in which order is not told. Neither of
 * the two need show in the other's state: a flush that is printed first changes nothing of what is to be unmapped.
 */
final class FlushOrder {

    /** A clock may stand still for ever. Where an mm has more of one kind at one stamp, addresses are not looked at any more. */
    private static final int MOST = 256;

    private record Unmap(int cpu, long pfn, long address) {}

    private record Flush(int cpu, long start, long end) {
        boolean covers(Unmap unmap) {
            return unmap.cpu != cpu && start <= unmap.address && Long.compareUnsigned(unmap.address, end) < 0;
        }
    }

    /** What happened to one mm at this stamp. */
    private static final class Stamp {
        final List<Unmap> unmaps = new ArrayList<>();
        final List<Flush> flushes = new ArrayList<>();
    }

    private final LongConsumer unordered;
    private final Long2ObjectHashMap<Stamp> byMm = new Long2ObjectHashMap<>();
    private long time = Long.MIN_VALUE;

    /** @param unordered takes the pfns */
    FlushOrder(LongConsumer unordered) {
        this.unordered = unordered;
    }

    void unmapped(MmEvent event, long mm, long pfn, long address) {
        Stamp stamp = stamp(event, mm);
        Unmap unmap = new Unmap(event.cpu(), pfn, address);
        if (stamp.flushes.stream().anyMatch(flush -> flush.covers(unmap))) {
            unordered.accept(pfn);
        } else if (stamp.unmaps.size() == MOST) {
            stamp.unmaps.forEach(each -> unordered.accept(each.pfn));
            stamp.unmaps.clear();
            unordered.accept(pfn);
        } else {
            stamp.unmaps.add(unmap);
        }
    }

    void flushed(MmEvent event, long mm, long start, long end) {
        Stamp stamp = stamp(event, mm);
        Flush flush = new Flush(event.cpu(), start, end);
        stamp.unmaps.removeIf(unmap -> {
            boolean met = flush.covers(unmap);
            if (met) {
                unordered.accept(unmap.pfn);
            }
            return met;
        });
        if (stamp.flushes.size() >= MOST) {
            stamp.flushes.clear();
            stamp.flushes.add(new Flush(-1, 0, -1)); // any CPU's, of all
        } else if (!stamp.flushes.contains(flush)) {
            stamp.flushes.add(flush);
        }
    }

    private Stamp stamp(MmEvent event, long mm) {
        if (event.time() != time) {
            byMm.clear();
            time = event.time();
        }
        return byMm.computeIfAbsent(mm, any -> new Stamp());
    }
}
