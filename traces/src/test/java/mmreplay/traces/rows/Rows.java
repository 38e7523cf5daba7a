package mmreplay.traces.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.quality.TraceIssue;

/** All that a reader of rows delivers: an event as {@code time cpu pid comm name: text}, a gap as {@code gap cpu lost cause}. */
record Rows(List<String> steps, SortedMap<TraceIssue, Long> issues, TraceReader reader) {

    static Rows of(TraceReader reader) {
        List<String> steps = new ArrayList<>();
        try (reader) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                steps.add(step == TraceReader.Step.GAP ? gap(reader) : event(reader.event()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<TraceIssue, Long> issues = new TreeMap<>();
        reader.ledger().issues().forEach(issue -> issues.put(issue.kind(), issue.count()));
        if (!reader.ledger().adds()) {
            throw new AssertionError("a line went nowhere");
        }
        return new Rows(steps, issues, reader);
    }

    static Rows ofCsv(String... lines) {
        return of(RowReader.ofCsv(String.join("\n", lines) + "\n"));
    }

    private static String gap(TraceReader reader) {
        return "gap " + reader.gap().cpu() + " " + reader.gap().lost() + " "
                + reader.gap().cause();
    }

    private static String event(RawEvent event) {
        return event.time() + " " + event.cpu() + " " + event.pid() + " " + event.comm() + " " + event.name() + ": "
                + event.text();
    }
}
