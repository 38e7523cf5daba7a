package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/** Gathers everything that charts are drawn from while a trace is replayed. */
public final class TimelineBuilder {

    private static final Metric[] NONE = {};

    private final boolean wanted;
    private final Bins bins;
    /** By CPU; null for one that was not seen. */
    private @Nullable Counts[] perCpu = new Counts[0];

    private final Counts[] judged;
    private final Faults faults;
    private final Flushes flushes;
    private final Rss rss;
    private final RssStat rssStat;
    private final SwapUse swap;
    private final Mapcounts mapcounts = new Mapcounts();
    private final ChainLengths chains = new ChainLengths();
    private final LockTimes locks = new LockTimes();
    private final Metric[][] byKind = new Metric[EventKind.values().length][];
    /** Of the event that is being replayed. */
    private int bin;

    /**
     * @param resolution the step of the trace's time stamps
     * @param rules how many rules judge
     * @param charts what is wanted; what is not is empty
     */
    public TimelineBuilder(long resolution, int rules, Charts charts) {
        bins = new Bins(resolution);
        judged = new Counts[rules];
        faults = new Faults(bins);
        flushes = new Flushes(bins);
        rss = new Rss(bins);
        rssStat = new RssStat(bins);
        swap = new SwapUse(bins);
        wanted = charts != Charts.NONE;
        List<Metric> metrics =
                switch (charts) {
                    case DRAWN -> List.of(faults, flushes, rss, rssStat, swap, mapcounts, chains, locks);
                    case RATES -> List.of(faults, flushes);
                    case NONE -> List.of();
                };
        for (EventKind kind : EventKind.values()) {
            List<Metric> wanting =
                    metrics.stream().filter(m -> m.kinds().contains(kind)).toList();
            byKind[kind.ordinal()] = wanting.isEmpty() ? NONE : wanting.toArray(NONE);
        }
    }

    /** An event of any kind begins. */
    public void event(long time, int cpu) {
        if (!wanted) {
            return;
        }
        bin = bins.of(time);
        if (cpu >= perCpu.length) {
            perCpu = Arrays.copyOf(perCpu, Math.max(cpu + 1, 2 * perCpu.length));
        }
        Counts counts = perCpu[cpu];
        if (counts == null) {
            counts = bins.add(new Counts());
            perCpu[cpu] = counts;
        }
        counts.add(bin);
    }

    /** One canonical event that it became, before the machine changes. */
    public void mm(MmEvent event, Machine machine) {
        for (Metric metric : byKind[event.kind().ordinal()]) {
            metric.see(event, bin, machine);
        }
    }

    /** A rule gave a verdict on it; whether that one lasts shows later. */
    public void judged(int rule) {
        if (!wanted) {
            return;
        }
        Counts counts = judged[rule];
        if (counts == null) {
            counts = bins.add(new Counts());
            judged[rule] = counts;
        }
        counts.add(bin);
    }

    /**
     * The trace has ended.
     *
     * @param rules the rules' ids
     * @param findings times of findings by rule
     */
    public Timeline build(List<String> rules, SortedMap<String, List<Long>> findings) {
        if (bins.empty()) {
            return new Timeline(0, bins.width(), 0, List.of());
        }
        List<Timeline.Series> perRule = new ArrayList<>();
        findings.forEach((rule, times) -> {
            Counts counts = bins.add(new Counts());
            times.forEach(time -> counts.add(bins.of(time)));
            perRule.add(counts.series(rule, bins.used()));
        });
        int used = bins.used();
        List<Timeline.Series> obligations = new ArrayList<>();
        for (int i = 0; i < judged.length; i++) {
            if (judged[i] != null) {
                obligations.add(judged[i].series(rules.get(i), used));
            }
        }
        List<Timeline.Series> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < perCpu.length; cpu++) {
            Counts counts = perCpu[cpu];
            if (counts != null) {
                cpus.add(counts.series("CPU " + cpu, used));
            }
        }
        return new Timeline(
                bins.start(),
                bins.width(),
                used,
                List.of(
                        new Timeline.Group("events", "events", false, cpus),
                        new Timeline.Group("faults", "faults", false, faults.series(used)),
                        new Timeline.Group("flushes", "flushes", false, flushes.series(used)),
                        new Timeline.Group("rss", "pages", true, rss.series(used)),
                        new Timeline.Group("rss_stat", "pages", true, rssStat.series(used)),
                        new Timeline.Group("swap", "slots", true, swap.series(used)),
                        new Timeline.Group("obligations", "obligations", false, obligations),
                        new Timeline.Group("findings", "findings", false, perRule)),
                List.of(mapcounts.distribution(), chains.distribution(), flushes.distribution()),
                List.of(
                        new Timeline.Spreads("lock_hold", locks.held()),
                        new Timeline.Spreads("lock_wait", locks.waited())));
    }
}
