package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.analyzer.simulate.SimulateOptions;
import mmreplay.analyzer.simulate.SimulatedTrace;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.invariants.loss.LossResult;
import mmreplay.invariants.loss.LossTrials;
import mmreplay.invariants.loss.RealTraces;
import mmreplay.invariants.loss.Recording;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;

/**
 * Loses events of simulated machines, correct and with planted bugs, and of cuts of recorded traces.
 *
 * @param any what trials with damage of every kind came to
 * @param shortRuns and those that lose a thousandth of the events, in short runs
 */
public record LossCampaign(LossResult any, LossResult shortRuns) {

    private static final int EVENTS = Integer.getInteger("mmreplay.loss.events", 4000);

    /** How much is kept behind the place where a planted bug fired. */
    private static final int AFTER = 1500;

    private static final Bases BASES = new Bases(0xffffea0000000000L, 0xffff888000000000L);

    public static LossCampaign run(int trials, long seed) throws IOException, UnusableTraceException {
        LossCampaign campaign = new LossCampaign(new LossResult(), new LossResult());
        // so many trials share a recording: to read it costs as much as several of them
        int each = trials < 1000 ? 10 : 40;
        int recordings = Math.max(4, (trials + each - 1) / each);
        List<Path> files = RealTraces.files();
        for (int i = 0; i < recordings; i++) {
            Recording recording = i % 2 == 0
                    ? simulated(seed + i, i / 2)
                    : RealTraces.cut(files.get(i / 2 % files.size()), EVENTS, seed + i);
            LossTrials of = new LossTrials(recording);
            for (int n = 0; n < trials / recordings; n++) {
                of.run(seed + 1000L * i + n, campaign.any);
            }
            of.shortRuns(seed + i, campaign.shortRuns);
        }
        return campaign;
    }

    /** Without a bug, or with one of the planted ones, in turn. */
    private static Recording simulated(long seed, int turn) throws IOException {
        int which = turn % (Bug.values().length + 1);
        Set<Bug> bugs = which == 0 ? Set.of() : Set.of(Bug.values()[which - 1]);
        int cpus = (int) (1 + Math.abs(seed) % 4);
        try (SimulatedTrace trace = new SimulatedTrace(new SimulateOptions(4L * EVENTS, cpus, seed, bugs, 0))) {
            for (TraceReader.Step step = trace.next(); step != TraceReader.Step.END; step = trace.next()) {
                if (!trace.firings().isEmpty()) {
                    break;
                }
            }
            int to = trace.firings().isEmpty()
                    ? EVENTS
                    : (int) Math.min(4L * EVENTS, trace.firings().get(0).event() + AFTER);
            try (SimulatedTrace again = new SimulatedTrace(new SimulateOptions(4L * EVENTS, cpus, seed, bugs, 0))) {
                String name = "simulated, " + bugs + ", " + cpus + " CPUs, seed " + seed;
                return Recording.read(name, again, 0, to, 1000, BASES, Optional.empty());
            }
        }
    }
}
