package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** TLB flushes over time, and why they were done. */
final class Flushes implements Metric {

    private final Counts counts;
    private final Map<Word, long[]> reasons = new EnumMap<>(Word.class);

    Flushes(Bins bins) {
        counts = bins.add(new Counts());
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.TLB_FLUSH);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        counts.add(bin);
        if (event.has(Field.HOW)) {
            reasons.computeIfAbsent(event.word(Field.HOW), r -> new long[1])[0]++;
        }
    }

    List<Timeline.Series> series(int bins) {
        return counts.any() ? List.of(counts.series("TLB flushes", bins)) : List.of();
    }

    Timeline.Distribution distribution() {
        List<Timeline.Bar> bars = new ArrayList<>();
        reasons.forEach((reason, count) ->
                bars.add(new Timeline.Bar(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), count[0])));
        return new Timeline.Distribution("flush_reasons", "flushes", List.copyOf(bars));
    }
}
