package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * Counts what happened over time in a fixed number of bins. The trace's length is not known while it is read, so the bins
 * start at the stamps' resolution and double in width, two becoming one, whenever the trace runs past the last.
 */
final class TimelineBuilder {

    private static final int BINS = 240;
    private static final int HUGE_PAGES = 512;
    /** More mms than this are counted together: a fork storm would otherwise keep a series per process. */
    private static final int MOST_MMS = 256;

    private static final String OTHER_MMS = "other mms";

    private final SortedMap<Integer, long[]> events = new TreeMap<>();
    private final long[] faults = new long[BINS];
    private final long[] flushes = new long[BINS];
    private final Map<String, Level> rss = new LinkedHashMap<>();
    private long start = Long.MIN_VALUE;
    private long width;
    private int last;

    /** A level: its value now, and at the end of each bin in which it changed. */
    private static final class Level {
        final long[] values = new long[BINS];
        final boolean[] changed = new boolean[BINS];
        long now;
    }

    TimelineBuilder(long resolution) {
        width = resolution;
    }

    void event(long time, int cpu) {
        int bin = bin(time);
        events.computeIfAbsent(cpu, c -> new long[BINS])[bin]++;
    }

    void mm(MmEvent event, PageTables tables) {
        switch (event.kind()) {
            case PAGE_FAULT -> faults[bin(event.time())]++;
            case TLB_FLUSH -> flushes[bin(event.time())]++;
            case PTE_WRITE, PMD_WRITE -> entry(event, tables);
            case RSS_STAT -> {
                if (event.is(Field.MEMBER)) {
                    level("mm_id " + event.get(Field.MM_ID), event.time(), event.get(Field.SIZE) >> 12, false);
                }
            }
            default -> {}
        }
    }

    /** Called before the write is applied: what it changes is the difference to what was there. */
    private void entry(MmEvent event, PageTables tables) {
        int level = PageTables.level(event);
        long old = event.get(Field.OLD);
        long value = event.get(Field.NEW);
        int before = mapped(old, level);
        int after = mapped(value, level);
        long slot = PageTables.slotOf(event);
        long mm = event.has(Field.MM) ? event.get(Field.MM) : slot < 0 ? 0 : tables.mmOf(slot);
        if (before != after && mm != 0) {
            level("mm 0x" + Long.toHexString(mm), event.time(), after - before, true);
        }
    }

    private static int mapped(long value, int level) {
        if (Pte.none(value) || !Pte.present(value, level) || !Pte.leaf(value, level)) {
            return 0;
        }
        return level == 1 ? 1 : HUGE_PAGES;
    }

    private void level(String name, long time, long value, boolean relative) {
        int bin = bin(time);
        Level level = rss.get(name);
        if (level == null) {
            level = rss.computeIfAbsent(rss.size() < MOST_MMS ? name : OTHER_MMS, n -> new Level());
        }
        level.now = relative ? level.now + value : value;
        level.values[bin] = level.now;
        level.changed[bin] = true;
    }

    private int bin(long time) {
        if (start == Long.MIN_VALUE) {
            start = time;
        }
        long bin = Math.max(0, time - start) / width;
        while (bin >= BINS) {
            halve();
            bin = (time - start) / width;
        }
        last = Math.max(last, (int) bin);
        return (int) bin;
    }

    private void halve() {
        width *= 2;
        last /= 2;
        events.values().forEach(TimelineBuilder::pairUp);
        pairUp(faults);
        pairUp(flushes);
        for (Level level : rss.values()) {
            for (int i = 0; i < BINS; i++) {
                int from = 2 * i;
                boolean second = from + 1 < BINS && level.changed[from + 1];
                level.changed[i] = from < BINS && (second || level.changed[from]);
                level.values[i] = from >= BINS ? 0 : level.values[second ? from + 1 : from];
            }
        }
    }

    private static void pairUp(long[] counts) {
        for (int i = 0; i < BINS; i++) {
            counts[i] = 2 * i < BINS ? counts[2 * i] + counts[2 * i + 1] : 0;
        }
    }

    /** @param findings times of findings by rule */
    Timeline build(SortedMap<String, List<Long>> findings) {
        if (start == Long.MIN_VALUE) {
            return new Timeline(0, width, 0, List.of());
        }
        int bins = last + 1;
        List<Timeline.Series> perCpu = new ArrayList<>();
        events.forEach((cpu, counts) -> perCpu.add(series("CPU " + cpu, counts, bins)));
        List<Timeline.Series> perMm = new ArrayList<>();
        rss.forEach((name, level) -> perMm.add(levels(name, level, bins)));
        List<Timeline.Series> perRule = new ArrayList<>();
        findings.forEach((rule, times) -> {
            long[] counts = new long[BINS];
            times.forEach(time -> counts[bin(time)]++);
            perRule.add(series(rule, counts, bins));
        });
        return new Timeline(
                start,
                width,
                bins,
                List.of(
                        new Timeline.Group("events", "events", false, perCpu),
                        new Timeline.Group("faults", "faults", false, some("page faults", faults, bins)),
                        new Timeline.Group("flushes", "flushes", false, some("TLB flushes", flushes, bins)),
                        new Timeline.Group("rss", "pages", true, perMm),
                        new Timeline.Group("findings", "findings", false, perRule)));
    }

    private static List<Timeline.Series> some(String name, long[] counts, int bins) {
        for (long count : counts) {
            if (count != 0) {
                return List.of(series(name, counts, bins));
            }
        }
        return List.of();
    }

    private static Timeline.Series series(String name, long[] counts, int bins) {
        List<Long> values = new ArrayList<>(bins);
        for (int i = 0; i < bins; i++) {
            values.add(counts[i]);
        }
        return new Timeline.Series(name, Collections.unmodifiableList(values));
    }

    private static Timeline.Series levels(String name, Level level, int bins) {
        List<Long> values = new ArrayList<>(bins);
        long now = 0;
        for (int i = 0; i < bins; i++) {
            now = level.changed[i] ? level.values[i] : now;
            values.add(now);
        }
        return new Timeline.Series(name, Collections.unmodifiableList(values));
    }
}
