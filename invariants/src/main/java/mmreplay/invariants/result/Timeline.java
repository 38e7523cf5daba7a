package mmreplay.invariants.result;

import java.util.List;

/**
 * What charts are drawn from: what happened over time, in equal bins, and how some quantities are distributed.
 *
 * @param start time of the first bin's start, in the clock's unit
 * @param binWidth in the clock's unit
 * @param bins how many
 * @param groups charts-to-be, in a fixed order: {@code events} (one series per CPU), {@code faults}, {@code flushes},
 *     {@code rss} (mapped pages per mm, as replayed), {@code rss_stat} (the kernel's own count; a series of an mm that is known
 *     has the name that it has in {@code rss}), {@code swap} (slots in use), {@code obligations} (one series per rule, as they
 *     arose), {@code findings} (one series per rule)
 * @param distributions {@code mapcount}, {@code anon_vma_chain}, {@code flush_reasons}
 * @param spreads {@code lock_hold} and {@code lock_wait} per class of locks, in the clock's unit
 */
public record Timeline(
        long start,
        long binWidth,
        int bins,
        List<Group> groups,
        List<Distribution> distributions,
        List<Spreads> spreads) {

    /** Without distributions. */
    public Timeline(long start, long binWidth, int bins, List<Group> groups) {
        this(start, binWidth, bins, groups, List.of(), List.of());
    }

    /**
     * Series that belong into one chart.
     *
     * @param unit what one unit of the values is: {@code events}, {@code pages}, ...
     * @param level true: values are levels at the end of each bin; false: counts within each bin
     */
    public record Group(String name, String unit, boolean level, List<Series> series) {}

    /** One line of a chart; {@code values.size() == bins}. */
    public record Series(String name, List<Long> values) {}

    /**
     * How often what occurred.
     *
     * @param unit what is counted
     * @param bars in the order of the quantity; empty if nothing was seen
     */
    public record Distribution(String name, String unit, List<Bar> bars) {}

    /** One value or range of values. */
    public record Bar(String label, long count) {}

    /** The same quantity of several things. */
    public record Spreads(String name, List<Spread> spreads) {}

    /** How a quantity is spread: so many values, their median, 90th and 99th percentile, the largest. */
    public record Spread(String name, long count, long median, long p90, long p99, long max) {}
}
