package mmreplay.reports.baseline;

import java.util.List;
import java.util.TreeMap;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Subject;

/** A finding as another boot would have it: other addresses, tasks, CPUs, times and lines. */
final class Moved {

    private Moved() {}

    static Finding of(Finding finding) {
        List<Evidence> evidence = finding.evidence().stream()
                .map(event -> new Evidence(
                        new Position(0, event.position().line() + 77),
                        event.time() + 1_234_567,
                        event.cpu() ^ 1,
                        event.pid() + 1000,
                        "other",
                        event.role(),
                        event.event().replaceAll("[0-9a-f]{8}", "deadbeef"),
                        event.fact()))
                .toList();
        TreeMap<String, String> keys = new TreeMap<>(finding.subject().keys());
        keys.replaceAll((key, value) -> "0xffff888000000000");
        return new Finding(
                finding.rule() + "-00000000",
                finding.rule(),
                finding.verdict(),
                finding.time() + 1_234_567,
                new Position(0, finding.position().line() + 77),
                new Subject(finding.subject().kind(), keys),
                "elsewhere",
                evidence,
                3);
    }
}
