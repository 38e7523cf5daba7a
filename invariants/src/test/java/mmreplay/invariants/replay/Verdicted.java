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
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Completeness;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.jspecify.annotations.Nullable;

/** One final verdict of a replay, for tests that compare replays obligation by obligation. */
public record Verdicted(
        String rule, long line, Verdict verdict, @Nullable Why why) {

    /** Replays a text with every rule; each verdict counts only if the classes that it rests on turn out complete. */
    public static List<Verdicted> replay(String text, Sidecars sidecars) {
        List<Rule> rules = Rules.all();
        List<Obligation> all = new ArrayList<>();
        try (TraceReader reader = TracefsTextReader.ofText(text)) {
            TraceReader.Step step = reader.next();
            Replay replay = new Replay(
                    rules,
                    Machine.Start.UNKNOWN,
                    reader.info().cpus(),
                    reader.info().clock().resolution());
            replay.kernel(Optional.empty(), sidecars.kernel());
            replay.observe(all::add);
            EventMapper mapper = new EventMapper(Dialects.shipped(), sidecars.bases());
            while (step != TraceReader.Step.END) {
                if (step == TraceReader.Step.GAP) {
                    replay.gap(reader.gap());
                } else {
                    replay.begin(
                            reader.event().time(),
                            reader.event().cpu(),
                            reader.event().line());
                    replay.running(
                            reader.event().line(),
                            reader.event().cpu(),
                            reader.event().pid());
                    mapper.map(reader.event(), replay::event);
                    replay.end();
                    if (mapper.malformed()) {
                        replay.gap(new Gap(
                                Gap.EVERY_CPU,
                                1,
                                Gap.Cause.DAMAGED,
                                reader.event().line()));
                    }
                }
                step = reader.next();
            }
            Set<FactClass> complete = Completeness.of(mapper, List.of());
            replay.finish(reader.info().endProven(), complete);
            return all.stream().map(o -> of(o, rules, complete)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdicted of(Obligation obligation, List<Rule> rules, Set<FactClass> complete) {
        String rule = rules.get(obligation.rule()).info().id();
        return obligation.restsOn().within(complete)
                ? new Verdicted(rule, obligation.line(), obligation.verdict(), obligation.why())
                : new Verdicted(rule, obligation.line(), Verdict.INCONCLUSIVE, Why.UNOBSERVED);
    }

    public boolean decided() {
        return verdict != Verdict.INCONCLUSIVE;
    }
}
