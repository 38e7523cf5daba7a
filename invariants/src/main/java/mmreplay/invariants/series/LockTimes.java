package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.HdrHistogram.Histogram;

/** How long locks of each class were held, and how long tasks waited for them. */
final class LockTimes implements Metric {

    /** Two digits: 1 % is more than a chart shows, and a histogram takes some 20 KB. */
    private static final int DIGITS = 2;

    /** A clock that jumps must not break the histogram. */
    private static final long LONGEST = 1L << 60;

    private final Map<Word, Histogram> held = new EnumMap<>(Word.class);
    private final Map<Word, Histogram> waited = new EnumMap<>(Word.class);

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(
                EventKind.LOCK_ACQUIRED, EventKind.LOCK_RELEASE, EventKind.MMAP_UNLOCKED, EventKind.RWSEM_RELEASE);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        long lock = event.get(event.kind() == EventKind.MMAP_UNLOCKED ? Field.MM : Field.LOCK);
        Hold hold = event.inInterrupt() ? null : machine.locks().find(event.pid(), lock);
        if (hold == null) {
            return;
        }
        boolean got = event.kind() == EventKind.LOCK_ACQUIRED;
        // a release of what was not got is a wait that was given up
        if (got == hold.waiting()) {
            (got ? waited : held)
                    .computeIfAbsent(hold.kind(), k -> new Histogram(DIGITS))
                    .recordValue(Math.max(0, Math.min(LONGEST, event.time() - hold.time())));
        }
    }

    List<Timeline.Spread> held() {
        return spreads(held);
    }

    List<Timeline.Spread> waited() {
        return spreads(waited);
    }

    private static List<Timeline.Spread> spreads(Map<Word, Histogram> byClass) {
        List<Timeline.Spread> spreads = new ArrayList<>();
        byClass.forEach((kind, times) -> spreads.add(new Timeline.Spread(
                kind.name().toLowerCase(Locale.ROOT),
                times.getTotalCount(),
                times.getValueAtPercentile(50),
                times.getValueAtPercentile(90),
                times.getValueAtPercentile(99),
                times.getMaxValue())));
        return spreads;
    }
}
