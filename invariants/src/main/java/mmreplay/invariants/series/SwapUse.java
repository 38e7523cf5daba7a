package mmreplay.invariants.series;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * Swap slots in use, at least: one that was in use before the trace is known only once it is freed, and is counted from the
 * beginning on.
 */
final class SwapUse implements Metric {

    private final Level level;
    private boolean any;
    private long now;
    private long lowest;

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
            now += more;
            lowest = Math.min(lowest, now);
            level.set(bin, now);
            any = true;
        }
    }

    List<Timeline.Series> series(int bins) {
        if (!any) {
            return List.of();
        }
        List<Long> values = level.series("", bins).values();
        return List.of(new Timeline.Series(
                "slots in use", values.stream().map(value -> value - lowest).toList()));
    }
}
