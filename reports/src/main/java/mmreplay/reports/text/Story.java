package mmreplay.reports.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;

/**
 * A finding in words and lines: the claim, what it is about, the events that prove it. Of untrusted text nothing is left that
 * could act on a screen; markup is the caller's to escape.
 */
public final class Story {

    private final Result result;
    private final Map<String, String> titles = new HashMap<>();

    public Story(Result result) {
        this.result = result;
        for (RuleResult rule : result.rules()) {
            titles.put(rule.id(), rule.title());
        }
    }

    /** {@code SWAP-2: a swap slot is not freed and reused ...}. */
    public String rule(Finding finding) {
        return Visible.of(finding.rule() + ": " + titles.getOrDefault(finding.rule(), ""));
    }

    /** {@code page: pfn 0x1900, pid 42}. */
    public String subject(Finding finding) {
        return Visible.of(finding.subject().kind()
                + finding.subject().keys().entrySet().stream()
                        .map(key -> key.getKey() + " " + key.getValue())
                        .collect(Collectors.joining(", ", ": ", "")));
    }

    /** {@code line 57,076}; of several inputs, {@code trace 2, line 57,076}. */
    public String where(Position position) {
        return Place.of(result, position, "trace");
    }

    /** {@code line 57,076  31.429924  cpu 1  comm-42}. */
    public String where(Evidence event) {
        return where(event.position()) + "  "
                + Show.time(event.time(), input(event.position()).clock()) + "  cpu " + event.cpu() + "  "
                + Visible.of(event.comm()) + "-" + event.pid();
    }

    /** What else it implies; empty if nothing. */
    public String folded(Finding finding) {
        return finding.folded() == 0
                ? ""
                : "It implies " + Show.counted(finding.folded(), "further finding") + " of the same root, not listed.";
    }

    /** What the baseline says of it; empty if there is none. */
    public String standing(Finding finding) {
        if (!result.gate().known().asked()) {
            return "";
        }
        if (!result.gate().known().has(finding)) {
            return "new";
        }
        String reason = result.gate().known().reason(finding);
        return reason.isBlank() ? "known" : "known: " + Visible.of(reason);
    }

    /** All of it, one thing a line. */
    public List<String> lines(Finding finding) {
        List<String> lines = new ArrayList<>();
        String standing = standing(finding);
        lines.add(finding.verdict() + "  " + Visible.of(finding.id())
                + (standing.isEmpty() ? "" : "  (" + standing + ")"));
        lines.add(rule(finding));
        lines.add(Visible.of(finding.summary()));
        lines.addAll(proof(finding));
        return lines;
    }

    /** What it is about and the events that prove it, one thing a line. */
    public List<String> proof(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(subject(finding));
        for (Evidence event : finding.evidence()) {
            lines.add(where(event) + "  " + Visible.of(event.role() + ": " + event.fact()));
            lines.add("    " + Visible.of(event.event()));
        }
        String folded = folded(finding);
        if (!folded.isEmpty()) {
            lines.add(folded);
        }
        return lines;
    }

    private Input input(Position position) {
        return result.inputs().get(position.input());
    }
}
