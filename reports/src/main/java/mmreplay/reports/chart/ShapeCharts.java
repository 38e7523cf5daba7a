package mmreplay.reports.chart;

import java.util.List;
import mmreplay.invariants.result.Timeline;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** The charts of one input that have no time axis: how quantities are distributed. */
final class ShapeCharts {

    private final Timeline timeline;
    private final String clock;
    private final Figures figures;

    ShapeCharts(Timeline timeline, String clock, Figures figures) {
        this.timeline = timeline;
        this.clock = clock;
        this.figures = figures;
    }

    List<Chart> all() {
        return List.of(
                spread("lock_hold", "Lock hold times", "How long locks were held", "acquisitions with their releases"),
                spread("lock_wait", "Lock wait times", "How long acquisitions took", "blocking acquisitions"),
                bars("mapcount", "Mapcount", "The kernel's own count after each mapping that was added.", "rmap adds"),
                bars(
                        "anon_vma_chain",
                        "anon_vma chain length",
                        "To how many anon_vmas a vma was linked, after each link.",
                        "links of anon_vmas"),
                bars(
                        "flush_reasons",
                        "TLB flushes by reason",
                        "Why TLBs were flushed, as tlb_flush has it.",
                        "reasons of TLB flushes"));
    }

    private Chart bars(String name, String title, String what, String needs) {
        for (Timeline.Distribution distribution : timeline.distributions()) {
            if (distribution.name().equals(name) && !distribution.bars().isEmpty()) {
                String caption = what + " " + BarChart.most(distribution);
                return figures.draw(
                        name, title, caption, BarChart.plot(distribution), BarChart.height(distribution), false);
            }
        }
        return figures.missing(name, title, needs + " were not recorded, or none happened.");
    }

    private Chart spread(String name, String title, String what, String needs) {
        for (Timeline.Spreads spreads : timeline.spreads()) {
            if (spreads.name().equals(name) && !spreads.spreads().isEmpty()) {
                List<Timeline.Spread> all = spreads.spreads();
                return figures.draw(
                        name,
                        title,
                        what + ", by class. " + longest(all),
                        SpreadChart.plot(all, clock),
                        SpreadChart.height(all),
                        true);
            }
        }
        return figures.missing(name, title, needs + " were not recorded, or none happened.");
    }

    /** {@code Longest: mmap_lock, 12 ms (99 % of 669 are below 1.2 ms).} */
    private String longest(List<Timeline.Spread> spreads) {
        Timeline.Spread longest = spreads.get(0);
        for (Timeline.Spread spread : spreads) {
            longest = spread.max() > longest.max() ? spread : longest;
        }
        return "Longest: " + Visible.of(longest.name()) + ", " + Show.duration(longest.max(), clock) + " (99 % of "
                + Show.count(longest.count()) + " within " + Show.duration(longest.p99(), clock) + ").";
    }
}
