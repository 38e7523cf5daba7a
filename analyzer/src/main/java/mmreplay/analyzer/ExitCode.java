package mmreplay.analyzer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;

/** What the process tells whoever started it. A contract: CI jobs branch on these numbers. */
enum ExitCode {
    NOTHING_FOUND("nothing was found (inconclusive is not a finding)"),
    FINDINGS("something was found: a violation, or what --fail-on asks for"),
    UNUSABLE("an input could not be read to its end, a report could not be written, or the command line was wrong"),
    NOTHING_CHECKED("nothing could be checked: the trace holds no event that a rule needs");

    private final String meaning;

    ExitCode(String meaning) {
        this.meaning = meaning;
    }

    int number() {
        return switch (this) {
            case NOTHING_FOUND -> 0;
            case FINDINGS -> 1;
            case UNUSABLE -> 2;
            case NOTHING_CHECKED -> 3;
        };
    }

    String meaning() {
        return meaning;
    }

    /** What the rules came to. A trace in which nothing was checked is not a good one: a CI job must not stay green on it. */
    static ExitCode of(List<RuleResult> rules, FailOn failOn) {
        if (rules.stream().anyMatch(failOn::failed)) {
            return FINDINGS;
        }
        return rules.stream().allMatch(rule -> rule.verdict() == Verdict.NOT_CHECKED) ? NOTHING_CHECKED : NOTHING_FOUND;
    }

    /** For the help text, in order. */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(code -> list.put(Integer.toString(code.number()), code.meaning()));
        return list;
    }
}
