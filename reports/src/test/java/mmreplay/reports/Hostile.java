package mmreplay.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Subject;
import mmreplay.invariants.result.Truth;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;

/** Results in which every text that a trace, a path or a baseline can bring along is an attack on some reader. */
public final class Hostile {

    /** Markup, formulas, commands, ends of quotings, controls, things that are no characters: one attack each. */
    public static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "]]>",
            "=cmd()",
            "+1",
            "@SUM(1)",
            "-2",
            "\t=1",
            "%0A::error::owned",
            "x\n::error::owned",
            "x\r::set-output name=a::b",
            "##[error]owned",
            "\u001b[2Jx",
            "abc\u202etxt.exe",
            "lone \ud800 high",
            "lone \udc00 low",
            "no character \uffff \ufffe",
            "nul \0 bell \u0007",
            "smile \ud83d\ude00",
            "# SKIP owned",
            "not ok 1 owned",
            "'; DROP TABLE x; --",
            "{{constructor}}${7*7}",
            "[a](javascript:alert(1)) | `b`",
            "&lt; &amp; &#0;");

    private Hostile() {}

    /** With a finding for each attack, and the attack in every place. */
    public static Result result() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < ATTACKS.size(); i++) {
            findings.add(finding(ATTACKS.get(i), i));
        }
        String all = String.join(" ", ATTACKS);
        Input template = Fixtures.input();
        Input input = new Input(
                "runs/" + ATTACKS.get(1) + "/=" + ATTACKS.get(9) + ATTACKS.get(12),
                template.format(),
                template.sha256(),
                template.clock(),
                template.cpus(),
                template.events(),
                template.lines(),
                template.firstTime(),
                template.lastTime(),
                false,
                template.ledger(),
                template.losses(),
                template.lossCount(),
                List.of(new Input.Issue("EVENTS_LOST", "DATA_LOSS", 1, List.of(3L), all)),
                List.of(all),
                template.eras(),
                List.of(all));
        RuleResult rule = new RuleResult(
                "AV-1", "A rule " + all, Verdict.VIOLATION, 5, findings.size(), 0, 0, new TreeMap<>(), List.of(all));
        TreeMap<String, String> reasons = new TreeMap<>(Map.of(findings.get(0).fingerprint(), all));
        Known known = new Known(
                true, reasons, List.of(new Known.Gone("AV-1-0123456789ab", "AV-1", Verdict.VIOLATION, all, all)));
        return new Result(
                "0.1.0",
                List.of(input),
                List.of(rule),
                List.of(List.of(rule)),
                findings,
                findings.size(),
                List.of(new Unusable(all, all + ": " + all)),
                new Gate(Verdict.VIOLATION, known),
                new Truth(0, 0, 0, 0),
                List.of(Timelines.rich()),
                2);
    }

    private static Finding finding(String attack, int number) {
        Position position = new Position(0, number + 1);
        Evidence evidence =
                new Evidence(position, 1_000L * number, 0, 42, attack, attack, attack + ": " + attack, attack);
        return new Finding(
                "AV-1-" + number,
                "AV-1",
                Verdict.VIOLATION,
                1_000L * number,
                position,
                new Subject(attack, new TreeMap<>(Map.of("pfn", attack))),
                attack,
                List.of(evidence),
                0);
    }
}
