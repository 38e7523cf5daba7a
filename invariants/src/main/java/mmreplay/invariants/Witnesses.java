package mmreplay.invariants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import mmreplay.invariants.replay.Found;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.Trace;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Fetches the events that prove the findings. State keeps only the line at which each fact was learned, so the texts are read
 * from the trace again: a second pass that costs nothing where nothing was found.
 */
final class Witnesses {

    /** More findings than this are counted, not told. */
    private static final int MOST_FINDINGS = 1000;

    private Witnesses() {}

    static List<Finding> fetch(Trace trace, List<Found> found, int input) throws IOException, UnusableTraceException {
        List<Found> told = found.subList(0, Math.min(found.size(), MOST_FINDINGS));
        SortedSet<Long> wanted = new TreeSet<>();
        told.forEach(finding -> {
            for (long line : finding.proofLines()) {
                wanted.add(line);
            }
        });
        Long2ObjectHashMap<Found.Witness> texts = texts(trace, wanted, input);
        List<Finding> findings = new ArrayList<>();
        told.forEach(finding -> findings.add(finding.finding(input, texts::get)));
        return findings;
    }

    private static Long2ObjectHashMap<Found.Witness> texts(Trace trace, SortedSet<Long> wanted, int input)
            throws IOException, UnusableTraceException {
        Long2ObjectHashMap<Found.Witness> texts = new Long2ObjectHashMap<>();
        if (wanted.isEmpty()) {
            return texts;
        }
        long last = wanted.last();
        try (TraceReader reader = trace.open()) {
            TraceReader.Step step = reader.next();
            while (step != TraceReader.Step.END) {
                if (step == TraceReader.Step.EVENT) {
                    RawEvent event = reader.event();
                    if (event.line() > last) {
                        break;
                    }
                    if (wanted.contains(event.line())) {
                        texts.put(
                                event.line(),
                                new Found.Witness(
                                        new Position(input, reader.sourceLine(), reader.source(), event.line()),
                                        event.time(),
                                        event.cpu(),
                                        event.pid(),
                                        event.comm(),
                                        event.name() + ": " + event.text()));
                    }
                }
                step = reader.next();
            }
        }
        return texts;
    }
}
