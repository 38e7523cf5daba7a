package mmreplay.invariants.series;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Swap slots in use, counted from the trace's beginning: those that were in use before it are not known. */
final class SwapUse implements Metric {

    private final Level level;
    private boolean any;

    SwapUse(Bins bins) {
        level = bins.add(new Level());
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.SWAP_MAP);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        if (!event.has(Field.BEFORE) || !event.has(Field.AFTER)) {
            return;
        }
        int more = (event.is(Field.AFTER) ? 1 : 0) - (event.is(Field.BEFORE) ? 1 : 0);
        if (more != 0) {
            level.add(bin, more);
            any = true;
        }
    }

    List<Timeline.Series> series(int bins) {
        return any ? List.of(level.series("slots in use", bins)) : List.of();
    }
}
