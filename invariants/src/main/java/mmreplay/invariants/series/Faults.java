package mmreplay.invariants.series;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;

/** Page faults over time. */
final class Faults implements Metric {

    private final Counts counts;

    Faults(Bins bins) {
        counts = bins.add(new Counts());
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.PAGE_FAULT);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        counts.add(bin);
    }

    List<Timeline.Series> series(int bins) {
        return counts.any() ? List.of(counts.series("page faults", bins)) : List.of();
    }
}
