package mmreplay.analyzer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Verdict;

/** What the process tells whoever started it. A contract: CI jobs branch on these numbers. */
enum ExitCode {
    NOTHING_FOUND("nothing was found (inconclusive is not a finding)"),
    FINDINGS("something was found: a violation, or what --fail-on asks for; what --baseline knows does not count"),
    UNUSABLE("an input could not be read to its end, a report could not be written, or the command line was wrong"),
    NOTHING_CHECKED("nothing could be checked: what was recorded decides no obligation of any rule");

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

    /** What a check came to. A trace in which nothing was checked is not a good one: a CI job must not stay green on it. */
    static ExitCode of(Result result) {
        if (result.fails()) {
            return FINDINGS;
        }
        return result.rules().stream().allMatch(rule -> rule.verdict() == Verdict.NOT_CHECKED)
                ? NOTHING_CHECKED
                : NOTHING_FOUND;
    }

    static ExitCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /** For the help text, in order. */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(code -> list.put(Integer.toString(code.number()), code.meaning()));
        return list;
    }
}
