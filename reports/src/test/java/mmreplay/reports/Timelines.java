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
        List<Timeline.Series> kernel =
                List.of(series(mms.get(1).name(), bin -> Math.min(4_000, bin * 57L)), series("mm_id 77", bin -> 9));
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
                        new Timeline.Group("rss_stat", "pages", true, kernel),
                        new Timeline.Group("swap", "slots", true, List.of(series("slots in use", bin -> bin / 3))),
                        new Timeline.Group(
                                "obligations",
                                "obligations",
                                false,
                                List.of(
                                        series("AV-1", bin -> 900 + random.nextInt(200)),
                                        series("TLB-3", bin -> bin % 7 == 0 ? 300 : 0),
                                        series("MAP-1", bin -> bin == 60 ? 90 : 0))),
                        new Timeline.Group(
                                "findings",
                                "findings",
                                false,
                                List.of(
                                        series("AV-1", bin -> bin == 85 ? 18 : 0),
                                        series("TLB-3", bin -> bin == 102 ? 1 : 0),
                                        series("ANON-3", bin -> bin == 114 ? 1 : 0)))),
                List.of(
                        new Timeline.Distribution(
                                "mapcount",
                                "rmap adds",
                                List.of(
                                        new Timeline.Bar("1", 41_003),
                                        new Timeline.Bar("2", 1_200),
                                        new Timeline.Bar("5-8", 3))),
                        new Timeline.Distribution(
                                "anon_vma_chain",
                                "links",
                                List.of(new Timeline.Bar("1", 60), new Timeline.Bar("2", 9))),
                        new Timeline.Distribution(
                                "flush_reasons", "flushes", List.of(new Timeline.Bar(Fixtures.SCRIPT, 300)))),
                List.of(
                        new Timeline.Spreads(
                                "lock_hold",
                                List.of(
                                        new Timeline.Spread("mmap_lock", 669, 90_000, 700_000, 8_000_000, 239_000_000),
                                        new Timeline.Spread("ptlock", 7_540, 0, 3_000, 20_000, 30_000_000))),
                        new Timeline.Spreads(
                                "lock_wait",
                                List.of(new Timeline.Spread("ptlock", 7_540, 3_000, 3_100, 4_000, 228_351)))));
    }

    private static Timeline.Series series(String name, IntToLongFunction value) {
        return new Timeline.Series(
                name, IntStream.range(0, BINS).mapToObj(value::applyAsLong).toList());
    }
}
