package mmreplay.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import mmreplay.invariants.result.Timeline;

/** Series that look like a machine under memory pressure; seeded, so always the same. */
final class Timelines {

    private static final int BINS = 120;
    private static final long START = 30_000_000_000L;
    private static final long WIDTH = 2_000_000_000L / BINS;

    private Timelines() {}

    static Timeline rich() {
        SplittableRandom random = new SplittableRandom(7);
        List<Timeline.Series> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < 4; cpu++) {
            int base = 300 + 150 * cpu;
            cpus.add(series(
                    Integer.toString(cpu), bin -> base + random.nextInt(200) + (bin > 60 && bin < 90 ? 500 : 0)));
        }
        List<Timeline.Series> mms = new ArrayList<>();
        for (int mm = 0; mm < 11; mm++) {
            int size = 400 * (11 - mm);
            String name = mm == 0 ? Fixtures.SCRIPT : "mm " + (mm + 1) + " (worker-" + (800 + mm) + ")";
            mms.add(series(name, bin -> Math.min(size, bin * (long) size / 70 + random.nextInt(30))));
        }
        return new Timeline(
                START,
                WIDTH,
                BINS,
                List.of(
                        new Timeline.Group("events", "events", false, cpus),
                        new Timeline.Group(
                                "faults",
                                "faults",
                                false,
                                List.of(
                                        series("minor", bin -> 40 + random.nextInt(50)),
                                        series("major", bin -> bin > 70 ? random.nextInt(20) : 0))),
                        new Timeline.Group(
                                "flushes", "flushes", false, List.of(series("all CPUs", bin -> random.nextInt(25)))),
                        new Timeline.Group("rss", "pages", true, mms),
                        new Timeline.Group(
                                "findings",
                                "findings",
                                false,
                                List.of(
                                        series("AV-1", bin -> bin == 85 ? 18 : 0),
                                        series("TLB-3", bin -> bin == 102 ? 1 : 0),
                                        series("ANON-3", bin -> bin == 114 ? 1 : 0)))));
    }

    private static Timeline.Series series(String name, IntToLongFunction value) {
        return new Timeline.Series(
                name, IntStream.range(0, BINS).mapToObj(value::applyAsLong).toList());
    }
}
