package mmreplay.invariants.loss;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.invariants.result.Verdict;

/** What a replay decided: an obligation is known by its rule, the line of its trigger in the whole trace, and its verdict. */
final class Decisions {

    /** A verdict on one trigger; several obligations may share it. */
    private record Decided(String rule, long line, Verdict verdict) {

        /** Of a hazard: the harm that the whole trace proves, while what is left still proves that its guard was absent. */
        Decided worse() {
            return new Decided(rule, line, verdict == Verdict.HAZARD ? Verdict.VIOLATION : verdict);
        }
    }

    /** How often. */
    private final Map<Decided, Integer> counts = new HashMap<>();

    Decisions(List<Verdicted> verdicts) {
        for (Verdicted one : verdicts) {
            if (one.decided()) {
                counts.merge(new Decided(one.rule(), one.line(), one.verdict()), 1, Integer::sum);
            }
        }
    }

    long total() {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    /**
     * What became of these, the whole trace's: the promise is broken where the damaged trace has one that the whole has not, or more
     * of them.
     *
     * @param now the damaged trace's
     * @param left the lines of the events that it still has
     * @param trial what to call it
     */
    void compare(Decisions now, Set<Long> left, String trial, LossResult result) {
        Map<String, Integer> stayed = new HashMap<>();
        now.counts.forEach((one, count) -> {
            int then = counts.getOrDefault(one, 0);
            stayed.merge(one.rule, Math.min(count, then), Integer::sum);
            if (count > then && counts.containsKey(one.worse()) && !now.counts.containsKey(one.worse())) {
                result.weakened(one.rule, count - then);
            } else if (count > then) {
                result.broken(one.rule, trial + ": " + one + " " + count + " times, " + then + " in the whole trace");
            }
        });
        Map<String, Integer> before = new TreeMap<>();
        Map<String, Integer> gone = new HashMap<>();
        counts.forEach((one, count) -> {
            before.merge(one.rule, count, Integer::sum);
            if (!left.contains(one.line)) {
                gone.merge(one.rule, count, Integer::sum);
            }
        });
        before.forEach(
                (rule, count) -> result.add(rule, count, stayed.getOrDefault(rule, 0), gone.getOrDefault(rule, 0)));
    }
}
