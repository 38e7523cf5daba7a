package mmreplay.invariants.shrink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mmreplay.invariants.Check;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.rules.Rules;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.Glance;
import mmreplay.traces.source.HeldTrace;
import mmreplay.traces.source.HeldTrace.Held;
import mmreplay.traces.source.Trace;

/**
 * Makes a trace smaller for as long as it gives the same finding: the same rule says the same of the same object, with the same
 * events to prove it.
 *
 * <p>A slice hides that events are missing, so it may seem to prove what is not true. That cannot reach the user: the one finding
 * that it is for is one of the whole trace, and a slice that gives any finding which the whole does not give is not handed out.
 */
public final class Shrinker {

    private final HeldTrace whole;
    private final List<Held> events;
    private final Finding wanted;
    private final String claim;
    private final Set<String> known;
    private final Replays replays;
    private final BooleanSupplier late;

    private Shrinker(HeldTrace whole, Finding wanted, Set<String> known, Replays replays, BooleanSupplier late) {
        this.whole = whole;
        this.wanted = wanted;
        this.known = known;
        this.replays = replays;
        this.late = late;
        claim = Claim.of(wanted);
        events = whole.steps().stream().filter(step -> step.gap() == null).toList();
    }

    /** There is no finding of this id. */
    public static final class NoSuchFindingException extends Exception {
        private static final long serialVersionUID = 1L;

        private NoSuchFindingException(String message) {
            super(message);
        }
    }

    /**
     * Shrinks a trace.
     *
     * @param id of the finding, as a check of the whole trace tells it
     * @param most how long to go on: what is left then may be larger than it must
     * @param progress hears of the bytes read so far, now and then
     */
    public static Slice shrink(
            Trace trace, String id, Optional<KernelVersion> kernel, Duration most, LongConsumer progress)
            throws IOException, UnusableTraceException, NoSuchFindingException {
        long end = System.nanoTime() + most.toNanos();
        List<Finding> all = new Check(trace, Rules.all(), kernel, Charts.RATES, bytes -> {}, Optional.empty())
                .run(0)
                .findings();
        Finding wanted = all.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchFindingException(
                        all.isEmpty() ? "nothing was found in it" : "its findings are " + ids(all)));
        Glance glance = Glance.at(trace, Sidecars.in(trace.folder()).stated());
        HeldTrace held = HeldTrace.read(trace, glance.known().withBases(glance.bases()), progress);
        Set<String> known = all.stream().map(Claim::of).collect(Collectors.toSet());
        return new Shrinker(held, wanted, known, new Replays(held, kernel), () -> System.nanoTime() > end).run();
    }

    private static String ids(Collection<Finding> findings) {
        return findings.stream().map(Finding::id).collect(Collectors.joining(", "));
    }

    private Slice run() {
        List<Held> examples = replays.examples(events, wanted);
        List<Held> part = firstCut(examples);
        Set<Held> pinned = new HashSet<>(examples);
        List<Held> pins = part.stream().filter(pinned::contains).toList();
        List<Held> core = part.stream().filter(step -> !pinned.contains(step)).toList();
        List<Held> shrunk = Ddmin.smallest(core, kept -> roughlyGives(merged(kept, pins)), late);
        List<Held> needed = Ddmin.smallest(pins, kept -> gives(merged(shrunk, kept)), late);
        // what an example was good for, another event may be
        List<Held> least = Ddmin.smallest(merged(shrunk, needed), this::gives, late);
        List<Held> left = withoutFalseFindings(least);
        List<String> others = replays.findings(left, true).stream()
                .filter(finding -> !Claim.of(finding).equals(claim))
                .map(Finding::id)
                .toList();
        return new Slice(whole.of(left), wanted, events.size(), others, !late.getAsBoolean());
    }

    /** The smallest of a few obvious parts that gives the finding. */
    private List<Held> firstCut(List<Held> examples) {
        long trigger = wanted.position().number();
        Set<Long> proofs = wanted.evidence().stream()
                .map(evidence -> evidence.position().number())
                .collect(Collectors.toSet());
        List<Held> before =
                events.stream().filter(step -> step.line() <= trigger).toList();
        Relatives near = relatives(step -> proofs.contains(step.line()), before);
        Relatives far = relatives(step -> near.aboutSame(replays.canonical(step)), before);
        List<Predicate<Held>> cuts = List.of(
                step -> near.aboutSame(replays.canonical(step)),
                step -> near.aboutSame(replays.canonical(step)) || near.sameTask(step.pid()),
                step -> far.aboutSame(replays.canonical(step)) || near.sameTask(step.pid()),
                step -> true);
        for (Predicate<Held> cut : cuts) {
            List<Held> part = merged(before.stream().filter(cut).toList(), examples);
            if (gives(part)) {
                return part;
            }
        }
        List<Held> withGaps = merged(
                whole.steps().stream().filter(step -> step.line() <= trigger).toList(), examples);
        return gives(withGaps) ? withGaps : whole.steps();
    }

    private Relatives relatives(Predicate<Held> of, List<Held> among) {
        Relatives relatives = new Relatives();
        among.stream().filter(of).forEach(step -> relatives.add(step.pid(), replays.canonical(step)));
        return relatives;
    }

    /**
     * What contradicts a finding that only the slice gives is put back, and then as much of that left away as can be. If that does
     * not help, the trace is shrunk anew without ever giving a false finding on the way, which takes far longer.
     */
    private List<Held> withoutFalseFindings(List<Held> least) {
        List<Held> now = least;
        for (int round = 0; round < 4; round++) {
            List<Finding> wrong = replays.findings(now, true).stream()
                    .filter(finding -> !known.contains(Claim.of(finding)))
                    .toList();
            if (wrong.isEmpty() && alone(now)) {
                return now;
            }
            Set<Long> proofs = wrong.stream()
                    .flatMap(finding -> finding.evidence().stream())
                    .map(evidence -> evidence.position().number())
                    .collect(Collectors.toSet());
            Relatives near = relatives(step -> proofs.contains(step.line()), now);
            boolean tasks = round > 0;
            List<Held> base = now;
            List<Held> back = events.stream()
                    .filter(step -> near.aboutSame(replays.canonical(step)) || (tasks && near.sameTask(step.pid())))
                    .toList();
            if (alone(merged(base, back))) {
                return Ddmin.smallest(merged(base, back), this::alone, late);
            }
            now = merged(base, back);
        }
        return alone(whole.steps()) ? Ddmin.smallest(whole.steps(), this::alone, late) : whole.steps();
    }

    /** Both, in the order of the trace, each step once. */
    private static List<Held> merged(List<Held> some, List<Held> others) {
        Set<Held> all = new LinkedHashSet<>(some);
        all.addAll(others);
        List<Held> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparingLong(Held::line).thenComparing(step -> step.gap() == null));
        return ordered;
    }

    /** As far as the rule alone tells; with the examples, which show what the trace records. */
    private boolean roughlyGives(List<Held> part) {
        return contains(replays.ofRule(part, wanted.rule(), false));
    }

    private boolean gives(List<Held> part) {
        return contains(replays.ofRule(part, wanted.rule(), true));
    }

    private boolean contains(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> Claim.of(finding).equals(claim));
    }

    /** All rules together find it, and nothing that the whole trace does not show. */
    private boolean alone(List<Held> part) {
        Set<String> claims =
                replays.findings(part, true).stream().map(Claim::of).collect(Collectors.toSet());
        return claims.contains(claim) && known.containsAll(claims);
    }
}
