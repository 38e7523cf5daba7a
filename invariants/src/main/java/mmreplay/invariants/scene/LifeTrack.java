package mmreplay.invariants.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.result.Scene.Existence;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.MmEvent;

/** The life of one object of one finding: its first moments, the finding's own, and the last ones before it. */
final class LifeTrack {

    private static final int FIRST = 4;
    private static final int LAST = 10;

    /** A moment, and its number in the life. */
    private record Numbered(long number, Scene.Moment moment) {}

    private final Thing thing;
    private final SortedSet<Long> witnesses;
    private final List<Numbered> first = new ArrayList<>(FIRST);
    private final List<Numbered> own = new ArrayList<>();
    private final Deque<Numbered> last = new ArrayDeque<>(LAST);
    private long events;
    private long lastLine;
    private Existence existence = Existence.UNTOLD;

    /** @param witnesses lines of the finding's events; not empty */
    LifeTrack(Thing thing, SortedSet<Long> witnesses) {
        this.thing = thing;
        this.witnesses = witnesses;
    }

    /** @param at where the event stands */
    void event(MmEvent event, RawEvent raw, Supplier<Position> at) {
        if (raw.line() > witnesses.last()) {
            return;
        }
        if (raw.line() == lastLine) {
            return; // one recorded event may be several canonical ones
        }
        // What came before it was given out is another object's life, unless the finding speaks of that.
        if (raw.line() <= witnesses.first() && Deeds.birth(thing, event)) {
            first.clear();
            last.clear();
            own.clear();
            events = 0;
        }
        lastLine = raw.line();
        Existence after = Deeds.after(thing, event);
        existence = after == Existence.UNTOLD ? existence : after;
        Numbered moment = new Numbered(
                events++,
                new Scene.Moment(
                        at.get(),
                        0,
                        raw.time(),
                        raw.cpu(),
                        raw.pid(),
                        raw.comm(),
                        Deeds.of(thing, event),
                        existence,
                        raw.name() + ": " + raw.text()));
        if (first.size() < FIRST) {
            first.add(moment);
        } else if (witnesses.contains(raw.line())) {
            own.add(moment);
        } else {
            if (last.size() == LAST) {
                last.removeFirst();
            }
            last.addLast(moment);
        }
    }

    /** Whether there is anything to tell. */
    boolean empty() {
        return events == 0;
    }

    Scene.Life life() {
        SortedMap<Long, Scene.Moment> kept = new TreeMap<>();
        first.forEach(m -> kept.put(m.number(), m.moment()));
        own.forEach(m -> kept.put(m.number(), m.moment()));
        last.forEach(m -> kept.put(m.number(), m.moment()));
        List<Scene.Moment> moments = new ArrayList<>();
        long expected = 0;
        for (var entry : kept.entrySet()) {
            Scene.Moment m = entry.getValue();
            moments.add(new Scene.Moment(
                    m.position(),
                    entry.getKey() - expected,
                    m.time(),
                    m.cpu(),
                    m.pid(),
                    m.comm(),
                    m.deed(),
                    m.after(),
                    m.event()));
            expected = entry.getKey() + 1;
        }
        return new Scene.Life(thing.sort().words(), thing.name(), events, List.copyOf(moments));
    }
}
