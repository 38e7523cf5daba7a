package mmreplay.invariants.shrink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.replay.Found;
import mmreplay.invariants.replay.Outcome;
import mmreplay.invariants.replay.Replay;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rules.Rules;
import mmreplay.invariants.series.Charts;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.dialect.Completeness;
import mmreplay.traces.dialect.Dialect;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.source.HeldTrace;
import mmreplay.traces.source.HeldTrace.Held;

/**
 * Replays parts of a trace in memory: what the events mean is asked once. What the whole trace records completely is taken for
 * complete in each part, since an example of each event is kept until the end.
 */
final class Replays {

    private final HeldTrace whole;
    private final Optional<KernelVersion> kernel;
    private final IdentityHashMap<Held, List<MmEvent>> canonical = new IdentityHashMap<>();
    private final Set<Held> malformed = new HashSet<>();
    private final Set<FactClass> complete;
    private final MmEvent event = new MmEvent();

    Replays(HeldTrace whole, Optional<KernelVersion> kernel) {
        this.whole = whole;
        this.kernel = kernel;
        EventMapper mapper = new EventMapper(Dialects.shipped(), whole.stated().bases());
        for (Held step : whole.steps()) {
            if (step.gap() == null) {
                canonical.put(step, meaning(step, mapper));
                if (mapper.malformed()) {
                    malformed.add(step);
                }
            }
        }
        complete = whole.stated()
                .complete(() -> Completeness.of(mapper, whole.stated().misses().keySet()));
    }

    private static List<MmEvent> meaning(Held step, EventMapper mapper) {
        RawEvent raw = new RawEvent();
        step.into(raw);
        List<MmEvent> events = new ArrayList<>();
        mapper.map(raw, event -> {
            MmEvent copy = new MmEvent();
            copy.copy(event);
            events.add(copy);
        });
        return List.copyOf(events);
    }

    /** What the event means. */
    List<MmEvent> canonical(Held step) {
        return canonical.getOrDefault(step, List.of());
    }

    /**
     * One event of each name that must occur for what the finding's rule rests on to be recorded completely. Behind the trigger where
     * there is one: there it does no harm.
     */
    List<Held> examples(List<Held> events, Finding finding) {
        Set<String> names = new HashSet<>();
        Set<FactClass> needs = new HashSet<>();
        Rules.all().stream()
                .map(Rule::info)
                .filter(info -> info.id().equals(finding.rule()))
                .forEach(info -> needs.addAll(info.needs().classes()));
        for (Dialect dialect : Dialects.shipped()) {
            needs.forEach(needed -> names.addAll(dialect.complete().getOrDefault(needed, List.of())));
        }
        Map<String, Held> byName = new TreeMap<>();
        for (Held step : events) {
            for (String what : shows(step)) {
                Held before = byName.get(what);
                boolean wanted = names.stream().anyMatch(name -> Dialect.matches(name, what));
                if (wanted
                        && (before == null
                                || before.line() <= finding.position().number())) {
                    byName.put(what, step);
                }
            }
        }
        return List.copyOf(new LinkedHashSet<>(byName.values()));
    }

    /** Its name, and with it each class of locks that it shows, as dialects ask for them. */
    private List<String> shows(Held step) {
        List<String> shows = new ArrayList<>(List.of(step.name()));
        for (MmEvent meaning : canonical(step)) {
            if (meaning.kind().factClass() == FactClass.LOCKS) {
                shows.add(step.name() + "(" + meaning.word(Field.HOW) + ")");
            }
        }
        return shows;
    }

    /** What one rule finds in a part. */
    List<Finding> ofRule(List<Held> part, String rule, boolean exact) {
        return findings(
                part,
                Rules.all().stream().filter(one -> one.info().id().equals(rule)).toList(),
                exact);
    }

    /** What all rules find in a part, as a check of it does. */
    List<Finding> findings(List<Held> part, boolean exact) {
        return findings(part, Rules.all(), exact);
    }

    /** @param exact what is recorded completely is looked up, not taken from the whole */
    private List<Finding> findings(List<Held> part, List<Rule> rules, boolean exact) {
        Replay replay = new Replay(
                rules,
                Machine.Start.UNKNOWN,
                whole.info().cpus(),
                whole.info().clock().resolution(),
                Charts.NONE);
        replay.kernel(kernel, whole.stated().kernel());
        for (Held step : part) {
            Gap gap = step.gap();
            if (gap != null) {
                replay.gap(gap);
                continue;
            }
            replay.begin(step.time(), step.buffer(), step.cpu(), step.line(), step.pid());
            for (MmEvent meaning : canonical(step)) {
                event.copy(meaning);
                replay.event(event);
            }
            replay.end();
            if (malformed.contains(step)) {
                replay.gap(new Gap(Gap.EVERY_CPU, 1, Gap.Cause.DAMAGED, step.line()));
            }
        }
        return findings(replay.finish(true, exact ? completeIn(part) : complete), part);
    }

    private Set<FactClass> completeIn(List<Held> part) {
        return whole.stated().complete(() -> {
            EventMapper mapper =
                    new EventMapper(Dialects.shipped(), whole.stated().bases());
            part.stream().filter(step -> step.gap() == null).forEach(step -> meaning(step, mapper));
            return Completeness.of(mapper, whole.stated().misses().keySet());
        });
    }

    private static List<Finding> findings(Outcome outcome, List<Held> part) {
        if (outcome.findings().isEmpty()) {
            return List.of();
        }
        Map<Long, Found.Witness> texts = new HashMap<>();
        RawEvent raw = new RawEvent();
        Set<Long> wanted = new HashSet<>();
        for (Found found : outcome.findings()) {
            for (long line : found.proofLines()) {
                wanted.add(line);
            }
        }
        for (Held step : part) {
            if (step.gap() == null && wanted.contains(step.line())) {
                step.into(raw);
                texts.put(
                        step.line(),
                        new Found.Witness(
                                new Position(0, step.line()),
                                step.time(),
                                step.cpu(),
                                step.pid(),
                                raw.comm(),
                                step.name()));
            }
        }
        return outcome.findings().stream()
                .map(found -> found.finding(0, texts::get, Scene.NONE))
                .toList();
    }
}
