package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Resident pages of each mm as the replayed page tables have them. */
final class Rss implements Metric {

    private static final int HUGE_PAGES = 512;

    private final PerMm levels;

    Rss(Bins bins) {
        levels = new PerMm(bins);
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.PTE_WRITE, EventKind.PMD_WRITE);
    }

    /** What the write changes is the difference to what was there. */
    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        int level = PageTables.level(event);
        int more = mapped(event.get(Field.NEW), level) - mapped(event.get(Field.OLD), level);
        if (more == 0) {
            return;
        }
        long slot = PageTables.slotOf(event);
        long mm = event.has(Field.MM)
                ? event.get(Field.MM)
                : slot < 0 ? 0 : machine.tables().mmOf(slot);
        if (mm != 0) {
            levels.of(mm).add(bin, more);
        }
    }

    private static int mapped(long value, int level) {
        if (Pte.none(value) || !Pte.present(value, level) || !Pte.leaf(value, level)) {
            return 0;
        }
        return level == 1 ? 1 : HUGE_PAGES;
    }

    List<Timeline.Series> series(int bins) {
        List<Timeline.Series> series = new ArrayList<>();
        levels.forEach((mm, level) -> series.add(level.series(name(mm), bins)));
        return series;
    }

    static String name(long mm) {
        return mm == PerMm.OTHERS ? "other mms" : "mm 0x" + Long.toHexString(mm);
    }
}
