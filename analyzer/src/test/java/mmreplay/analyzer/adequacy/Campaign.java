package mmreplay.analyzer.adequacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import mmreplay.analyzer.LossCampaign;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Inexpressible;
import mmreplay.invariants.loss.LossResult;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.invariants.rules.Rules;
import mmreplay.reports.adequacy.Adequacy;
import mmreplay.traces.UnusableTraceException;

/** Many trials, each from a seed of its own, 1 and up; what they come to does not depend on who is ready first. */
final class Campaign {

    private Campaign() {}

    /** Trials run on all processors; only what is kept of each stays in memory. */
    private static <T> List<T> trials(int seeds, LongFunction<T> trial) {
        return LongStream.rangeClosed(1, seeds).parallel().mapToObj(trial).toList();
    }

    /** Histories of a correct kernel. */
    static Adequacy.Clean clean(int seeds, long events) {
        List<Trial> trials = trials(seeds, seed -> Trial.clean(seed, events));
        Map<String, long[]> sums = new HashMap<>();
        List<Adequacy.Invented> invented = new ArrayList<>();
        for (Trial trial : trials) {
            for (RuleResult rule : trial.rules()) {
                long[] sum = sums.computeIfAbsent(rule.id(), id -> new long[3]);
                sum[0] += rule.pass();
                sum[1] += rule.inconclusiveTotal();
                sum[2] += Trial.found(rule);
            }
            trial.findings()
                    .forEach(finding -> invented.add(new Adequacy.Invented(
                            trial.options().seed(),
                            trial.options().cpus(),
                            finding.rule(),
                            finding.verdict().name(),
                            finding.summary())));
        }
        return new Adequacy.Clean(
                seeds,
                seeds * events,
                trials.stream()
                        .map(trial -> trial.options().cpus())
                        .distinct()
                        .sorted()
                        .toList(),
                Rules.infos().stream().map(info -> rule(info, sums)).toList(),
                invented);
    }

    private static Adequacy.CleanRule rule(RuleInfo info, Map<String, long[]> sums) {
        long[] sum = sums.getOrDefault(info.id(), new long[3]);
        return new Adequacy.CleanRule(info.id(), info.title(), sum[0], sum[1], sum[2]);
    }

    /** Histories with one bug. */
    static Adequacy.Planted planted(Bug bug, int seeds) {
        List<Adequacy.Miss> misses = new ArrayList<>();
        SortedMap<String, Integer> also = new TreeMap<>();
        SortedMap<String, Integer> unrelated = new TreeMap<>();
        int fired = 0;
        long all = 0;
        for (Trial trial : trials(seeds, seed -> Trial.planted(bug, seed))) {
            all += trial.events();
            if (trial.fired().isEmpty()) {
                // what is found without the bug is found on a correct history
                trial.spoke().forEach(rule -> unrelated.merge(rule, 1, Integer::sum));
                continue;
            }
            fired++;
            if (!trial.spoke().contains(bug.rule())) {
                misses.add(miss(bug, trial));
            }
            for (String rule : trial.spoke()) {
                if (!rule.equals(bug.rule())) {
                    also.merge(rule, 1, Integer::sum);
                }
            }
            trial.findings().stream()
                    .map(finding -> finding.rule())
                    .distinct()
                    .filter(rule -> !rule.equals(bug.rule()) && !bug.also().contains(rule))
                    .forEach(rule -> unrelated.merge(rule, 1, Integer::sum));
        }
        return new Adequacy.Planted(
                bug.rule(),
                bug.change(),
                bug.also(),
                seeds,
                all,
                fired,
                fired - misses.size(),
                misses,
                also,
                unrelated);
    }

    private static Adequacy.Miss miss(Bug bug, Trial trial) {
        RuleResult rule = trial.rule(bug.rule());
        String said = rule.pass() + " passed, inconclusive " + rule.inconclusive() + "; others: "
                + (trial.spoke().isEmpty() ? "none" : String.join(", ", trial.spoke()));
        return new Adequacy.Miss(
                trial.options().seed(),
                trial.options().cpus(),
                trial.fired().orElseThrow().event(),
                said);
    }

    /** So many histories of which events were lost, and some that lost a thousandth in short runs. */
    static List<Adequacy.Loss> losses(int trials) throws IOException, UnusableTraceException {
        LossCampaign campaign = LossCampaign.run(trials, 1);
        return List.of(
                loss("Any damage", campaign.any()), loss("A thousandth lost in short runs", campaign.shortRuns()));
    }

    private static Adequacy.Loss loss(String name, LossResult result) {
        List<Adequacy.LossRule> rules = result.rows().entrySet().stream()
                .map(row -> new Adequacy.LossRule(
                        row.getKey(),
                        row.getValue().before() - row.getValue().gone(),
                        row.getValue().stayed()))
                .toList();
        long share = result.events() == 0 ? 0 : 100_000 * result.lost() / result.events();
        return new Adequacy.Loss(name, result.trials(), result.events(), share, rules, result.broken());
    }

    static List<Adequacy.Unplanted> unplanted() {
        return Arrays.stream(Inexpressible.values())
                .map(rule -> new Adequacy.Unplanted(rule.rule(), rule.reason()))
                .toList();
    }
}
