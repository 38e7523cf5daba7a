package mmreplay.reports.sarif;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** What is to be said of the check itself: traces that could not be read, their deficiencies, what the file leaves out. */
final class Notifications {

    private static final int MOST = 1_000;
    private static final int MOST_CHARS = 2_000;

    private Notifications() {}

    /** @param listed how many findings the file has */
    static List<Sarif.Notification> of(Result result, Artifacts artifacts, int listed) {
        List<Sarif.Notification> notifications = new ArrayList<>();
        for (Unusable unusable : result.unusable()) {
            notifications.add(of("UNUSABLE", "error", unusable.problem(), List.of()));
        }
        if (result.findingsTotal() > listed) {
            notifications.add(of(
                    "FINDINGS_LEFT_OUT",
                    "warning",
                    Show.counted(result.findingsTotal() - listed, "finding")
                            + " beyond the limits of this file are not in it.",
                    List.of()));
        }
        for (int i = 0; i < result.inputs().size(); i++) {
            Input input = result.inputs().get(i);
            issues(input.issues(), artifacts.of(i), input.unit(), notifications);
            for (int j = 0; j < input.sources().size(); j++) {
                Input.Source source = input.sources().get(j);
                issues(source.issues(), artifacts.of(i, j), source.unit(), notifications);
            }
        }
        for (Known.Gone gone : result.gate().known().gone()) {
            notifications.add(of(
                    "KNOWN_FINDING_GONE",
                    "note",
                    "In the baseline, and not found: " + gone.fingerprint() + ": " + gone.summary(),
                    List.of()));
        }
        return List.copyOf(notifications.subList(0, Math.min(notifications.size(), MOST)));
    }

    private static void issues(
            List<Input.Issue> issues,
            Sarif.ArtifactLocation file,
            String unit,
            List<Sarif.Notification> notifications) {
        for (Input.Issue issue : issues) {
            Sarif.Region first = issue.firstLines().isEmpty() || !unit.equals("line")
                    ? null
                    : new Sarif.Region(Math.max(1, issue.firstLines().get(0)));
            notifications.add(of(
                    issue.name(),
                    level(issue.severity()),
                    issue.name() + ", " + Show.counted(issue.count(), "time") + ": " + issue.help(),
                    List.of(new Sarif.Location(new Sarif.PhysicalLocation(file, first), null))));
        }
    }

    private static String level(String severity) {
        return switch (severity) {
            case "ERROR" -> "error";
            case "DATA_LOSS" -> "warning";
            default -> "note";
        };
    }

    private static Sarif.Notification of(String id, String level, String text, List<Sarif.Location> locations) {
        return new Sarif.Notification(
                new Sarif.Descriptor(id),
                level,
                Sarif.Message.of(Limit.chars(Visible.of(text), MOST_CHARS)),
                locations);
    }
}
