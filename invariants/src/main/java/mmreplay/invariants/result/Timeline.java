package mmreplay.invariants.result;

import java.util.List;

/**
 * What happened over time, in equal bins, for charts.
 *
 * @param start time of the first bin's start, in the clock's unit
 * @param binWidth in the clock's unit
 * @param bins how many
 * @param groups charts-to-be, in a fixed order: {@code events} (one series per CPU), {@code faults}, {@code flushes},
 *     {@code rss} (mapped pages per mm), {@code findings} (one series per rule)
 */
public record Timeline(long start, long binWidth, int bins, List<Group> groups) {

    /**
     * Series that belong into one chart.
     *
     * @param unit what one unit of the values is: {@code events}, {@code pages}, ...
     * @param level true: values are levels at the end of each bin; false: counts within each bin
     */
    public record Group(String name, String unit, boolean level, List<Series> series) {}

    /** One line of a chart; {@code values.size() == bins}. */
    public record Series(String name, List<Long> values) {}
}
