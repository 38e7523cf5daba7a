package mmreplay.reports.compare;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.json.Activity;
import mmreplay.reports.json.Run;
import org.jspecify.annotations.Nullable;

/**
 * How often things happened in two checks, in integers. Per second where all clocks count nanoseconds; per thousand events in
 * any case, which a slower machine does not change.
 */
final class Rates {

    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final BigInteger NS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final String SECOND = "s";
    private static final String EVENTS = "1,000 events";
    private static final long UNKNOWN = -1;

    private Rates() {}

    static List<Comparison.Rate> of(Run a, Run b) {
        Map<String, Long> countsA = counts(a);
        Map<String, Long> countsB = counts(b);
        Set<String> names = new LinkedHashSet<>(countsA.keySet());
        names.addAll(countsB.keySet());
        boolean time = seconds(a.result()).signum() > 0 && seconds(b.result()).signum() > 0;
        List<Comparison.Rate> rates = new ArrayList<>();
        if (time) {
            rates.add(new Comparison.Rate(
                    "events",
                    SECOND,
                    perSecond(events(a.result()), a.result()),
                    perSecond(events(b.result()), b.result())));
        }
        for (String name : names) {
            if (!name.equals("events")) {
                rates.add(new Comparison.Rate(
                        name,
                        EVENTS,
                        perEvents(countsA.get(name), a.result()),
                        perEvents(countsB.get(name), b.result())));
            }
        }
        if (time) {
            peaks(a, b, rates);
        }
        return rates;
    }

    /** How unevenly: the busiest tenth and the busiest moment, per second. */
    private static void peaks(Run a, Run b, List<Comparison.Rate> rates) {
        if (a.activity().size() != 1 || b.activity().size() != 1) {
            return; // of several inputs each has its own
        }
        for (Activity one : a.activity().get(0)) {
            for (Activity other : b.activity().get(0)) {
                if (one.name().equals(other.name()) && one.total() + other.total() > 0) {
                    rates.add(peak(one.name() + ", median", one.median(), one, other.median(), other));
                    rates.add(peak(one.name() + ", 90th percentile", one.p90(), one, other.p90(), other));
                    rates.add(peak(one.name() + ", peak", one.max(), one, other.max(), other));
                }
            }
        }
    }

    private static Comparison.Rate peak(String name, long countA, Activity a, long countB, Activity b) {
        return new Comparison.Rate(name, SECOND, perBin(countA, a), perBin(countB, b));
    }

    private static long perBin(long count, Activity activity) {
        return ratio(count, NS_PER_SECOND, BigInteger.valueOf(activity.binWidth()));
    }

    /** What was counted, of all inputs; obligations and gaps are in every result. */
    private static Map<String, Long> counts(Run run) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (List<Activity> input : run.activity()) {
            input.forEach(one -> counts.merge(one.name(), one.total(), Long::sum));
        }
        counts.put(
                "obligations",
                run.result().rules().stream().mapToLong(RuleResult::obligations).sum());
        counts.put(
                "obligations proven",
                run.result().rules().stream().mapToLong(RuleResult::pass).sum());
        counts.put(
                "obligations inconclusive",
                run.result().rules().stream()
                        .mapToLong(RuleResult::inconclusiveTotal)
                        .sum());
        counts.put(
                "gaps",
                run.result().inputs().stream().mapToLong(Input::lossCount).sum());
        return counts;
    }

    private static long events(Result result) {
        return result.inputs().stream().mapToLong(Input::events).sum();
    }

    /** Nanoseconds that the inputs span together; 0 if some clock does not tell. */
    private static BigInteger seconds(Result result) {
        BigInteger sum = BigInteger.ZERO;
        for (Input input : result.inputs()) {
            if (!input.clock().equals("ns")) {
                return BigInteger.ZERO;
            }
            sum = sum.add(BigInteger.valueOf(Math.max(0, input.lastTime() - input.firstTime())));
        }
        return sum;
    }

    private static long perSecond(long count, Result result) {
        return ratio(count, NS_PER_SECOND, seconds(result));
    }

    private static long perEvents(@Nullable Long count, Result result) {
        return count == null ? UNKNOWN : ratio(count, THOUSAND, BigInteger.valueOf(events(result)));
    }

    /** {@code count * unit / whole} in thousandths. */
    private static long ratio(long count, BigInteger unit, BigInteger whole) {
        if (whole.signum() <= 0) {
            return UNKNOWN;
        }
        BigInteger value =
                BigInteger.valueOf(count).multiply(unit).multiply(THOUSAND).divide(whole);
        return value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE;
    }
}
