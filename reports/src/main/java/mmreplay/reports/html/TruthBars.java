package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Truth;
import mmreplay.reports.text.Show;

/** The kernel's own account against the replayed state, as one bar. */
final class TruthBars {

    private static final long WIDTH = 1000;

    private TruthBars() {}

    static Page.TruthBar of(Truth truth) {
        if (truth.pages() <= 0) {
            return new Page.TruthBar(false, "", List.of());
        }
        List<Long> counts = List.of(truth.equal(), truth.different(), truth.unknown());
        List<Long> shares = Shares.of(counts);
        List<String> labels = List.of("equal", "different", "unknown");
        List<String> css = List.of("f-pass", "f-violation", "f-inconclusive");
        List<Page.Slice> slices = new ArrayList<>();
        long x = 0;
        for (int i = 0; i < counts.size(); i++) {
            // One different page of a million must be seen.
            long width = counts.get(i) == 0 ? 0 : Math.max(4, shares.get(i) * WIDTH / 10_000);
            slices.add(new Page.Slice(
                    css.get(i), labels.get(i), Show.count(counts.get(i)), Shares.percent(shares.get(i)), x, width));
            x += width;
        }
        String sentence = "The trace carries the kernel's own account of " + Show.counted(truth.pages(), "page") + ": "
                + Show.count(truth.equal()) + " replayed equal, " + Show.count(truth.different()) + " different, "
                + Show.count(truth.unknown()) + " unknown.";
        return new Page.TruthBar(true, sentence, slices);
    }
}
