package mmreplay.invariants.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rules.Rules;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Completeness;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/** One final verdict of a replay, for tests that compare replays obligation by obligation. */
public record Verdicted(
        String rule, long line, Verdict verdict, @Nullable Why why) {

    /** Replays a text with every rule; each verdict counts only if the classes that it rests on turn out complete. */
    public static List<Verdicted> replay(String text, Sidecars sidecars) {
        try (TraceReader reader = TracefsTextReader.ofText(text)) {
            return replay(reader, sidecars.bases(), sidecars.kernel(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replays a trace with every rule, from its first step.
     *
     * @param lines the events' lines in some other trace, in order: verdicts name these; null for their own
     */
    public static List<Verdicted> replay(
            TraceReader reader, Bases bases, Optional<KernelVersion> kernel, long @Nullable [] lines)
            throws IOException {
        List<Rule> rules = Rules.all();
        List<Obligation> all = new ArrayList<>();
        TraceReader.Step step = reader.next();
        Replay replay = new Replay(
                rules,
                Machine.Start.UNKNOWN,
                reader.info().cpus(),
                reader.info().clock().resolution());
        replay.kernel(Optional.empty(), kernel);
        replay.observe(all::add);
        EventMapper mapper = new EventMapper(Dialects.shipped(), bases);
        Long2LongHashMap named = new Long2LongHashMap(-1);
        for (int number = 0; step != TraceReader.Step.END; step = reader.next()) {
            if (step == TraceReader.Step.GAP) {
                replay.gap(reader.gap());
                continue;
            }
            RawEvent event = reader.event();
            if (lines != null) {
                named.put(event.line(), lines[number++]);
            }
            replay.begin(event);
            mapper.map(event, replay::event);
            replay.end();
            if (mapper.malformed()) {
                replay.gap(new Gap(Gap.EVERY_CPU, 1, Gap.Cause.DAMAGED, event.line()));
            }
        }
        Set<FactClass> complete = reader.stated().complete(() -> Completeness.of(mapper, List.of()));
        replay.finish(reader.info().endProven(), complete);
        return all.stream()
                .map(o -> of(o, lines == null ? o.line() : named.get(o.line()), rules, complete))
                .toList();
    }

    private static Verdicted of(Obligation obligation, long line, List<Rule> rules, Set<FactClass> complete) {
        String rule = rules.get(obligation.rule()).info().id();
        return obligation.restsOn().within(complete)
                ? new Verdicted(rule, line, obligation.verdict(), obligation.why())
                : new Verdicted(rule, line, Verdict.INCONCLUSIVE, Why.UNOBSERVED);
    }

    public boolean decided() {
        return verdict != Verdict.INCONCLUSIVE;
    }
}
