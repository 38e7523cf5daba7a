package mmreplay.invariants.series;

import java.util.EnumSet;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Which mapcounts pages came to: the kernel's own count after each mapping that was added. */
final class Mapcounts implements Metric {

    private final Spread spread = new Spread();

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.RMAP_ADD);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        if (event.has(Field.MAPCOUNT)) {
            spread.add(event.get(Field.MAPCOUNT));
        }
    }

    Timeline.Distribution distribution() {
        return spread.distribution("mapcount", "rmap adds");
    }
}
