package mmreplay.reports.perfetto;

import java.io.IOException;
import java.util.List;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.reports.text.Story;

/** Marks the findings: each proving event on a track of its task, arrows between them, the verdict at the last. */
final class FindingEvents {

    private final TraceEvents events;
    private final Result result;
    private final Story story;

    FindingEvents(TraceEvents events, Result result) {
        this.events = events;
        this.result = result;
        this.story = new Story(result);
    }

    void write() throws IOException {
        int arrow = 0;
        for (Finding finding : result.findings()) {
            finding(finding, ++arrow);
        }
    }

    private void finding(Finding finding, int arrow) throws IOException {
        List<Evidence> evidence = finding.evidence();
        for (int i = 0; i < evidence.size(); i++) {
            Evidence event = evidence.get(i);
            TraceEvents.Track track = track(event);
            // a slice and not an instant, and not an empty one: only these can have arrows
            events.slice(
                    track,
                    "finding",
                    finding.rule() + ": " + event.role(),
                    event.time(),
                    event.time() + 1,
                    TraceEvents.arg("finding", finding.id()),
                    TraceEvents.arg("fact", event.fact()),
                    TraceEvents.arg("where", story.where(event)),
                    TraceEvents.arg("event", event.event()));
            if (evidence.size() > 1) {
                String phase = i == 0 ? "s" : i == evidence.size() - 1 ? "f" : "t";
                events.flow(track, phase, arrow, finding.id(), event.time());
            }
            if (event.position().equals(finding.position())) {
                events.instant(
                        track,
                        "finding",
                        finding.verdict() + " " + finding.id(),
                        event.time(),
                        TraceEvents.arg("summary", finding.summary()),
                        TraceEvents.arg("subject", story.subject(finding)),
                        TraceEvents.arg("baseline", story.standing(finding)));
            }
        }
    }

    /** Idle tasks share a pid, so theirs is told by the CPU. */
    private TraceEvents.Track track(Evidence event) throws IOException {
        int process = new PerfettoReport.Processes(event.position().input()).findings();
        String task = event.comm() + "-" + event.pid();
        return event.pid() == 0
                ? events.track(process, "idle " + event.cpu(), task + ", CPU " + event.cpu(), event.cpu())
                : events.track(process, "task " + event.pid(), task, 1_000_000L + event.pid());
    }
}
