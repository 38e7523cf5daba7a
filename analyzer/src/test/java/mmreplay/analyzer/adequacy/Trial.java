package mmreplay.analyzer.adequacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.analyzer.simulate.SimulateOptions;
import mmreplay.analyzer.simulate.Simulation;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.invariants.Check;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.rules.Rules;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.Trace;

/**
 * One simulated history, and what a check of it said.
 *
 * @param events how many it has
 * @param fired where the planted bug fired, if one was planted and did
 */
record Trial(
        SimulateOptions options,
        long events,
        Optional<Bugs.Fired> fired,
        List<RuleResult> rules,
        List<Finding> findings) {

    /** A machine for each seed: few CPUs and many, stamps as in a text and as in a trace.dat. */
    private static final int[] CPUS = {1, 2, 4, 8};

    /** A history in which nothing has fired by then ends. */
    private static final long LATEST = 150_000;

    /** Until then each probe has hit once: that is what shows that it is recorded. */
    private static final long SHORTEST = 60_000;

    /** Most consequences show at once, some when a page is freed. */
    private static final long AFTERMATH = 10_000;

    static Trial clean(long seed, long events) {
        SimulateOptions options = options(seed, events, Set.of());
        try (Simulation simulation = new Simulation(options)) {
            return of(options, simulation, simulation);
        }
    }

    /** A history that ends a while after the bug has fired, or late. */
    static Trial planted(Bug bug, long seed) {
        SimulateOptions options = options(seed, LATEST, EnumSet.of(bug));
        try (Simulation simulation = new Simulation(options)) {
            return of(options, simulation, new Aftermath(simulation, SHORTEST, AFTERMATH));
        }
    }

    private static SimulateOptions options(long seed, long events, Set<Bug> bugs) {
        int cpus = CPUS[(int) (seed % CPUS.length)];
        boolean exact = seed / CPUS.length % 2 == 1;
        return new SimulateOptions(events, cpus, seed, bugs, 0, exact);
    }

    private static Trial of(SimulateOptions options, Simulation simulation, Trace trace) {
        try {
            Check check = new Check(trace, Rules.all(), Optional.empty(), Charts.RATES, bytes -> {}, Optional.empty());
            Check.Checked checked = check.run(0);
            Optional<Bugs.Fired> fired = simulation.firings().stream().findFirst();
            return new Trial(
                    options, checked.input().events(), fired, checked.outcome().rules(), checked.findings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnusableTraceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rules that found something, root or not, in the catalogue's order. */
    List<String> spoke() {
        return rules.stream()
                .filter(rule -> found(rule) > 0)
                .map(RuleResult::id)
                .toList();
    }

    RuleResult rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    static long found(RuleResult rule) {
        return rule.violation() + rule.hazard() + rule.note();
    }
}
