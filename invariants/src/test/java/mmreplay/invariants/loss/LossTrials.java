package mmreplay.invariants.loss;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;

/** Damages one recording again and again, and compares the verdicts with those on the whole. */
public final class LossTrials {

    private final Recording recording;
    private final long decided;
    /** A format that cannot say all that the trace says has a whole of its own. */
    private final Map<Passage, Decisions> wholes = new EnumMap<>(Passage.class);

    public LossTrials(Recording recording) throws IOException, UnusableTraceException {
        this.recording = recording;
        decided = whole(Passage.MEMORY).total();
    }

    private Decisions whole(Passage passage) throws IOException, UnusableTraceException {
        Decisions known = wholes.get(passage);
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
        Decisions now = damaged.events() == 0 ? new Decisions(List.of()) : decided(damaged, passage);
        String trial = recording.name() + ", seed " + seed + ", " + damage + ", " + passage;
        result.trial(recording.events(), damaged.events());
        whole(passage).compare(now, left, trial, result);
    }

    private Decisions decided(Damaged damaged, Passage passage) throws IOException, UnusableTraceException {
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
        return new Decisions(all);
    }
}
