package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares of a whole that, as printed, add up to exactly 100.00 %: a ledger that shows 99.99 % looks as if a line were lost. */
final class Shares {

    private static final long WHOLE = 10_000;

    private Shares() {}

    /** In hundredths of a percent, by the largest remainder; all zero if all counts are. */
    static List<Long> of(List<Long> counts) {
        long sum = counts.stream().mapToLong(Long::longValue).sum();
        if (sum <= 0) {
            return counts.stream().map(c -> 0L).toList();
        }
        List<Long> shares = new ArrayList<>();
        long given = 0;
        for (long count : counts) {
            long share = count * WHOLE / sum;
            shares.add(share);
            given += share;
        }
        IntStream.range(0, counts.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> -(counts.get(i) * WHOLE % sum)))
                .limit(WHOLE - given)
                .forEach(i -> shares.set(i, shares.get(i) + 1));
        return shares;
    }

    /** {@code 93.07 %}. */
    static String percent(long hundredths) {
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + " %";
    }
}
