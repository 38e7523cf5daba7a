package mmreplay.invariants.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Truth;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;

/** What a check says of a trace, without what differs between formats: its lines, and the text of its events. */
record Said(
        List<RuleResult> rules,
        List<String> findings,
        Truth truth,
        long events,
        int cpus,
        String clock,
        boolean endProven,
        long firstTime,
        long lastTime,
        List<String> eras,
        List<String> losses) {

    static Said of(Path trace) throws IOException, UnusableTraceException {
        CheckAll check = new CheckAll(Set.of(), Optional.empty());
        try (Trace source = new FileTrace(trace, TraceOptions.STANDARD)) {
            check.add(source, bytes -> {});
        }
        Result result = check.result("", 0);
        Input input = result.inputs().get(0);
        return new Said(
                result.rules(),
                result.findings().stream()
                        .map(finding -> finding.id() + " " + finding.verdict() + " " + finding.time() + " "
                                + finding.summary() + " " + finding.folded() + " "
                                + finding.evidence().stream()
                                        .map(proof -> proof.time() + "@" + proof.cpu() + " " + proof.pid() + " "
                                                + proof.comm() + " " + proof.role())
                                        .toList())
                        .toList(),
                result.truth(),
                input.events(),
                input.cpus(),
                input.clock(),
                input.endProven(),
                input.firstTime(),
                input.lastTime(),
                input.eras().stream()
                        .map(era -> era.era() + " " + era.holds() + " " + era.by())
                        .toList(),
                input.losses().stream()
                        .map(loss -> loss.cause() + " " + loss.lost() + " " + span(loss))
                        .toList());
    }

    private static String span(Input.Loss loss) {
        return "cpu " + loss.cpu() + " " + loss.from() + ".." + loss.to();
    }

    /** Tracefs has a word for how many events were lost and one for an overwritten head, and none for both or for damage. */
    Said asTracefsCanSay() {
        return new Said(
                rules,
                findings,
                truth,
                events,
                cpus,
                clock,
                endProven,
                firstTime,
                lastTime,
                eras,
                losses.stream().map(loss -> loss.replaceAll("^\\S+ \\S+ ", "")).toList());
    }

    /** How many obligations were decided, rule by rule. */
    long decided() {
        return rules.stream()
                .mapToLong(rule -> rule.pass() + rule.violation() + rule.hazard() + rule.note())
                .sum();
    }
}
