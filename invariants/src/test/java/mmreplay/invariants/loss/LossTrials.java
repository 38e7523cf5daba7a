package mmreplay.invariants.loss;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.invariants.result.Verdict;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;

/**
 * Damages one recording again and again, and compares the verdicts with those on the whole. An obligation is known by its rule, the
 * line of its trigger in the whole trace, and its verdict: the promise is broken where the damaged trace has one that the whole
 * has not, or more of them.
 */
public final class LossTrials {

    private final Recording recording;
    private final long decided;
    /** By what was decided: how often. A format that cannot say all that the trace says has a whole of its own. */
    private final Map<Passage, Map<Decided, Integer>> wholes = new EnumMap<>(Passage.class);

    /** A verdict on one trigger; several obligations may share it. */
    private record Decided(String rule, long line, Verdict verdict) {

        /** Of a hazard: the harm that the whole trace proves, while what is left still proves that its guard was absent. */
        Decided worse() {
            return new Decided(rule, line, verdict == Verdict.HAZARD ? Verdict.VIOLATION : verdict);
        }
    }

    public LossTrials(Recording recording) throws IOException, UnusableTraceException {
        this.recording = recording;
        decided = whole(Passage.MEMORY).values().stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    private Map<Decided, Integer> whole(Passage passage) throws IOException, UnusableTraceException {
        Map<Decided, Integer> known = wholes.get(passage);
        if (known == null) {
            known = decided(recording.whole(), passage);
            wholes.put(passage, known);
        }
        return known;
    }

    /** How many obligations the whole trace decides. */
    public long decided() {
        return decided;
    }

    private static Map<String, Integer> perRule(Map<Decided, Integer> decided) {
        Map<String, Integer> counts = new TreeMap<>();
        decided.forEach((one, count) -> counts.merge(one.rule, count, Integer::sum));
        return counts;
    }

    /** One trial: the seed decides the damage and the format. */
    public void run(long seed, LossResult result) throws IOException, UnusableTraceException {
        SplittableRandom random = new SplittableRandom(seed);
        Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
        // a text takes several times as long
        Passage passage =
                random.nextInt(4) > 0 ? Passage.MEMORY : Passage.values()[random.nextInt(Passage.values().length)];
        run(seed, damage, passage, random, result);
    }

    /** One trial that loses a thousandth of the events, in runs of one to ten, each with its marker. */
    public void shortRuns(long seed, LossResult result) throws IOException, UnusableTraceException {
        run(seed, Damage.SHORT_RUNS, Passage.MEMORY, result);
    }

    /** One trial with that damage. */
    void run(long seed, Damage damage, Passage passage, LossResult result) throws IOException, UnusableTraceException {
        run(seed, damage, passage, new SplittableRandom(seed), result);
    }

    private void run(long seed, Damage damage, Passage passage, SplittableRandom random, LossResult result)
            throws IOException, UnusableTraceException {
        Damaged damaged = damage.to(recording.whole(), random);
        Set<Long> left = new HashSet<>();
        damaged.steps().stream().filter(Step::isEvent).forEach(step -> left.add(step.line()));
        Map<Decided, Integer> now = damaged.events() == 0 ? Map.of() : decided(damaged, passage);
        String trial = recording.name() + ", seed " + seed + ", " + damage + ", " + passage;
        Map<Decided, Integer> whole = whole(passage);
        Map<String, Integer> before = perRule(whole);
        Map<String, Integer> stayed = new HashMap<>();
        now.forEach((one, count) -> {
            int then = whole.getOrDefault(one, 0);
            stayed.merge(one.rule, Math.min(count, then), Integer::sum);
            if (count > then && whole.containsKey(one.worse()) && !now.containsKey(one.worse())) {
                result.weakened(one.rule, count - then);
            } else if (count > then) {
                result.broken(one.rule, trial + ": " + one + " " + count + " times, " + then + " in the whole trace");
            }
        });
        Map<String, Integer> gone = new HashMap<>();
        whole.forEach((one, count) -> {
            if (!left.contains(one.line)) {
                gone.merge(one.rule, count, Integer::sum);
            }
        });
        result.trial(recording.events(), damaged.events());
        before.forEach(
                (rule, count) -> result.add(rule, count, stayed.getOrDefault(rule, 0), gone.getOrDefault(rule, 0)));
    }

    private Map<Decided, Integer> decided(Damaged damaged, Passage passage) throws IOException, UnusableTraceException {
        long[] lines = damaged.steps().stream()
                .filter(Step::isEvent)
                .mapToLong(Step::line)
                .toArray();
        List<Verdicted> all;
        try (TraceReader reader = passage.reader(damaged)) {
            all = Verdicted.replay(reader, recording.bases(), recording.kernel(), lines);
            if (reader.info().events() != lines.length) {
                throw new IllegalStateException(recording.name() + ": " + lines.length + " events were written as "
                        + passage + ", " + reader.info().events() + " read");
            }
        }
        Map<Decided, Integer> decided = new HashMap<>();
        for (Verdicted one : all) {
            if (one.decided()) {
                decided.merge(new Decided(one.rule(), one.line(), one.verdict()), 1, Integer::sum);
            }
        }
        return decided;
    }
}
