package mmreplay.invariants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Timeline;
import mmreplay.invariants.result.Truth;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rules.Rules;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.source.Trace;

/** Checks several traces, each on its own, and adds up what their rules said. */
public final class CheckAll {

    private static final String TRUTH = "TRUTH";

    private final Set<String> only;
    private final Optional<KernelVersion> kernel;
    private final Charts charts;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private final List<List<RuleResult>> rulesByInput = new ArrayList<>();
    private List<RuleResult> rules = List.of();
    private long findingsTotal;

    /**
     * @param only ids of the rules to run; empty for all
     * @param kernel which one the user says the traces are of
     */
    public CheckAll(Set<String> only, Optional<KernelVersion> kernel) {
        this(only, kernel, Charts.DRAWN);
    }

    /** As {@link #CheckAll(Set, Optional)}, for a result of which only so much is shown. */
    public CheckAll(Set<String> only, Optional<KernelVersion> kernel, Charts charts) {
        this.charts = charts;
        this.kernel = kernel;
        this.only = new TreeSet<>(only);
    }

    /** Checks one more trace, and says what was read. */
    public Input add(Trace trace, LongConsumer progress) throws IOException, UnusableTraceException {
        return add(trace, progress, Optional.empty());
    }

    /** Checks one more trace, tells of findings as they come, and says what was read. */
    public Input add(Trace trace, LongConsumer progress, Optional<Check.Watching> watching)
            throws IOException, UnusableTraceException {
        List<Rule> chosen = Rules.all().stream()
                .filter(rule -> only.isEmpty() || only.contains(rule.info().id()))
                .toList();
        Check.Checked checked = new Check(trace, chosen, kernel, charts, progress, watching).run(inputs.size());
        inputs.add(checked.input());
        timelines.add(checked.outcome().timeline());
        findings.addAll(checked.findings());
        findingsTotal += checked.outcome().findings().size();
        rulesByInput.add(checked.outcome().rules());
        rules = rules.isEmpty()
                ? checked.outcome().rules()
                : sum(rules, checked.outcome().rules());
        return checked.input();
    }

    /** What all traces so far came to; {@code exit} is the caller's to set. */
    public Result result(String version, int exit) {
        List<Finding> worstFirst = findings.stream()
                .sorted(Comparator.comparing(Finding::verdict)
                        .thenComparingInt(finding -> finding.position().input())
                        .thenComparingLong(finding -> finding.position().number())
                        .thenComparing(Finding::id))
                .toList();
        return new Result(
                version,
                List.copyOf(inputs),
                rules,
                List.copyOf(rulesByInput),
                worstFirst,
                findingsTotal,
                List.of(),
                Gate.USUAL,
                truth(),
                List.copyOf(timelines),
                exit);
    }

    /** Paths of inputs that end in the middle of their compressed stream: what could be read of them was checked. */
    public List<String> truncated() {
        return inputs.stream().filter(Input::truncated).map(Input::path).toList();
    }

    private Truth truth() {
        return rules.stream()
                .filter(rule -> rule.id().equals(TRUTH))
                .findFirst()
                .map(rule -> new Truth(rule.obligations(), rule.pass(), rule.violation(), rule.inconclusiveTotal()))
                .orElse(new Truth(0, 0, 0, 0));
    }

    private static List<RuleResult> sum(List<RuleResult> left, List<RuleResult> right) {
        List<RuleResult> sums = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            sums.add(sum(left.get(i), right.get(i)));
        }
        return List.copyOf(sums);
    }

    private static RuleResult sum(RuleResult a, RuleResult b) {
        SortedMap<Why, Long> inconclusive = new TreeMap<>(a.inconclusive());
        b.inconclusive().forEach((why, count) -> inconclusive.merge(why, count, Long::sum));
        Verdict worst = a.verdict().compareTo(b.verdict()) < 0 ? a.verdict() : b.verdict();
        if (worst == Verdict.INCONCLUSIVE && a.pass() + b.pass() > 0) {
            worst = Verdict.PASS;
        }
        Set<String> needs = new TreeSet<>(a.needs());
        needs.addAll(b.needs());
        return new RuleResult(
                a.id(),
                a.title(),
                worst,
                a.pass() + b.pass(),
                a.violation() + b.violation(),
                a.hazard() + b.hazard(),
                a.note() + b.note(),
                inconclusive,
                List.copyOf(needs));
    }
}
