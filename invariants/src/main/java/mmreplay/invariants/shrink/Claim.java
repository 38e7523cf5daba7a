package mmreplay.invariants.shrink;

import java.util.stream.Collectors;
import mmreplay.invariants.result.Finding;

/** What a finding says, of which events: two slices of one trace that say so mean the same. */
final class Claim {

    private Claim() {}

    static String of(Finding finding) {
        return finding.rule() + "|" + finding.verdict() + "|" + finding.subject() + "|" + finding.summary() + "|"
                + finding.evidence().stream()
                        .map(evidence -> evidence.position().number() + " " + evidence.role() + " " + evidence.fact())
                        .collect(Collectors.joining("|"));
    }
}
