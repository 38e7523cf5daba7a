package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rules.Rules;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.event.FactClass;
import org.jspecify.annotations.Nullable;

/** A replay with all rules that keeps every single verdict, where {@link Replay} itself only counts them. */
public final class ObservedReplay {

    /** One final verdict of one rule on the event at one line. */
    public record Seen(
            String rule, Verdict verdict, @Nullable Why why, long line) {

        /** As fixtures write it: {@code PASS}, {@code INCONCLUSIVE(LOST)}. */
        public String text() {
            return why == null ? verdict.name() : verdict + "(" + why + ")";
        }

        public boolean isFinding() {
            return verdict == Verdict.VIOLATION || verdict == Verdict.HAZARD || verdict == Verdict.NOTE;
        }
    }

    /** What a replay came to, verdict by verdict in trace order, and in sum. */
    public record Observed(List<Seen> seen, Outcome outcome) {

        /** What each finding, in order, follows from: what follows from the same is told as one. */
        public List<String> causes() {
            return outcome.findings().stream()
                    .map(found -> Objects.requireNonNull(found.obligation().draft()))
                    .map(Draft::root)
                    .toList();
        }

        public List<Seen> of(String rule) {
            return seen.stream().filter(verdict -> verdict.rule().equals(rule)).toList();
        }
    }

    private final List<Rule> rules = Rules.all();
    private final List<Obligation> obligations = new ArrayList<>();
    private final Replay replay;

    /**
     * @param cpus how many CPUs the trace is known to have, 0 if it does not tell
     */
    public ObservedReplay(Machine.Start start, int cpus) {
        replay = new Replay(rules, start, cpus, 1, Charts.NONE);
        replay.observe(obligations::add);
    }

    /** To be fed. */
    public Replay replay() {
        return replay;
    }

    /** As {@link Replay#finish}. */
    public Observed finish(boolean endProven, Set<FactClass> complete) {
        Outcome outcome = replay.finish(endProven, complete);
        List<Seen> seen = obligations.stream()
                .sorted(Comparator.comparingLong(Obligation::line).thenComparingInt(Obligation::rule))
                .map(obligation -> seen(obligation, complete))
                .toList();
        return new Observed(seen, outcome);
    }

    /** A verdict is withdrawn if it rests on facts that turned out not to be recorded completely: see {@link Verdicts}. */
    private Seen seen(Obligation obligation, Set<FactClass> complete) {
        Obligation last = obligation.restsOn().within(complete) ? obligation : obligation.inconclusive(Why.UNOBSERVED);
        String rule = rules.get(last.rule()).info().id();
        return new Seen(rule, last.verdict(), last.why(), last.line());
    }
}
