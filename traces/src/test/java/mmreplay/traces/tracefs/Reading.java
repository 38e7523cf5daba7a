package mmreplay.traces.tracefs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.quality.Ledger;

/** All that a reader delivers. {@code steps} tells the order: an event's name, or {@code gap}. */
public record Reading(List<Seen> events, List<Gap> gaps, List<String> steps, TraceInfo info, Ledger ledger) {

    public record Seen(
            String comm, int pid, int tgid, int cpu, long time, String name, String text, long line, boolean probe) {

        public static Seen of(RawEvent e) {
            return new Seen(e.comm(), e.pid(), e.tgid(), e.cpu(), e.time(), e.name(), e.text(), e.line(), e.probe());
        }
    }

    public static Reading of(TraceReader reader) {
        List<Seen> events = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        try (reader) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    gaps.add(reader.gap());
                    steps.add("gap");
                } else {
                    events.add(Seen.of(reader.event()));
                    steps.add(reader.event().name());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reading(events, gaps, steps, reader.info(), reader.ledger());
    }

    static Reading ofText(String text) {
        return of(TracefsTextReader.ofText(text));
    }

    static Reading ofBytes(byte[] bytes) throws IOException {
        return of(new TracefsTextReader(new ByteLines(new ByteArrayInputStream(bytes))));
    }

    static Reading ofResource(String name) throws IOException {
        return ofBytes(resource(name));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Reading.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readAllBytes();
        }
    }

    /** The one event of a text. */
    public Seen event() {
        if (events.size() != 1) {
            throw new AssertionError(events.size() + " events, not one: " + ledger.issues());
        }
        return events.get(0);
    }
}
