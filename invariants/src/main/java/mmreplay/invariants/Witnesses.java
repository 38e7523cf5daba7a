package mmreplay.invariants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import mmreplay.invariants.replay.Found;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.scene.Scenes;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.source.Trace;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Fetches the events that prove the findings, and with them the scenes of the first. State keeps only the line at which each fact
 * was learned, so the texts are read from the trace again: a second pass that costs nothing where nothing was found.
 */
final class Witnesses {

    /** More findings than this are counted, not told. */
    private static final int MOST_FINDINGS = 1000;

    /** More findings than this are told without their scene: nobody looks at the pictures of the hundred-and-first. */
    private static final int MOST_SCENES = 100;

    private final Scenes scenes;
    private final SortedSet<Long> wanted = new TreeSet<>();
    private final Long2ObjectHashMap<Found.Witness> texts = new Long2ObjectHashMap<>();

    private Witnesses(int input) {
        scenes = new Scenes(input);
    }

    /** @param mapper a fresh one, for the same trace */
    static List<Finding> fetch(Trace trace, List<Found> found, int input, EventMapper mapper)
            throws IOException, UnusableTraceException {
        List<Found> told = found.subList(0, Math.min(found.size(), MOST_FINDINGS));
        Witnesses witnesses = new Witnesses(input);
        for (Found finding : told) {
            long[] lines = finding.proofLines();
            for (long line : lines) {
                witnesses.wanted.add(line);
            }
        }
        told.stream().limit(MOST_SCENES).forEach(f -> witnesses.scenes.add(f.subject(), f.proofLines()));
        if (!told.isEmpty()) {
            witnesses.read(trace, mapper, input);
        }
        List<Scene> scenes = witnesses.scenes.scenes();
        List<Finding> findings = new ArrayList<>();
        for (Found finding : told) {
            Scene scene = findings.size() < scenes.size() ? scenes.get(findings.size()) : Scene.NONE;
            findings.add(finding.finding(input, witnesses.texts::get, scene));
        }
        return findings;
    }

    private void read(Trace trace, EventMapper mapper, int input) throws IOException, UnusableTraceException {
        long last = wanted.last();
        try (TraceReader reader = trace.open()) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    scenes.gap();
                } else if (step == TraceReader.Step.EVENT) {
                    RawEvent event = reader.event();
                    if (event.line() > last) {
                        break;
                    }
                    scenes.begin(event, reader.source(), reader.sourceLine());
                    mapper.map(event, canonical -> scenes.event(canonical, event));
                    scenes.end(event);
                    if (wanted.contains(event.line())) {
                        Position position = new Position(input, reader.sourceLine(), reader.source(), event.line());
                        texts.put(event.line(), witness(event, position));
                    }
                }
            }
        }
    }

    private static Found.Witness witness(RawEvent event, Position position) {
        String text = event.name() + ": " + event.text();
        return new Found.Witness(position, event.time(), event.cpu(), event.pid(), event.comm(), text);
    }
}
