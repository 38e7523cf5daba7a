package mmreplay.invariants.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.result.Subject;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Long2ObjectHashMap;

/** Gathers the scenes of findings while their trace is read again. */
public final class Scenes {

    /** One finding in the making. */
    private static final class Stage {
        final SortedSet<Long> witnesses = new TreeSet<>();
        final List<LifeTrack> lives = new ArrayList<>();
        final HeldLocks.Picture picture = new HeldLocks.Picture();
    }

    private final int input;
    private int source = Position.NO_SOURCE;
    private long sourceLine;
    private final List<Stage> stages = new ArrayList<>();
    private final Long2ObjectHashMap<List<LifeTrack>> byKey = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<List<Stage>> byLine = new Long2ObjectHashMap<>();
    private final List<Stage> open = new ArrayList<>();
    private final HeldLocks locks = new HeldLocks();
    private boolean locksChanged;

    /** @param input index of the trace */
    public Scenes(int input) {
        this.input = input;
    }

    /**
     * One more finding; before the first event.
     *
     * @param lines of its events, not empty
     */
    public void add(Subject subject, long[] lines) {
        Stage stage = new Stage();
        for (long line : lines) {
            if (stage.witnesses.add(line)) {
                byLine.computeIfAbsent(line, l -> new ArrayList<>()).add(stage);
            }
        }
        for (Thing thing : Thing.of(subject)) {
            LifeTrack track = new LifeTrack(thing, stage.witnesses);
            stage.lives.add(track);
            byKey.computeIfAbsent(thing.key(), k -> new ArrayList<>()).add(track);
        }
        stages.add(stage);
    }

    /** Whether any finding was added. */
    public boolean wanted() {
        return !stages.isEmpty();
    }

    /**
     * A recorded event begins; what it became comes next.
     *
     * @param source the file in which it stands, if the trace is made of several
     * @param sourceLine its line there
     */
    public void begin(RawEvent raw, int source, long sourceLine) {
        this.source = source;
        this.sourceLine = sourceLine;
        locksChanged = false;
        List<Stage> here = byLine.get(raw.line());
        if (here != null) {
            // what an unlock ends is held at it
            here.forEach(stage -> locks.note(stage.picture, raw.pid()));
        }
    }

    /** One canonical event that it became. */
    public void event(MmEvent event, RawEvent raw) {
        Sightings.of(event, key -> {
            List<LifeTrack> tracks = byKey.get(key);
            if (tracks != null) {
                tracks.forEach(track -> track.event(event, raw, () -> at(raw)));
            }
        });
        locksChanged |= locks.event(event);
    }

    private Position at(RawEvent raw) {
        return new Position(input, sourceLine, source, raw.line());
    }

    /** All that it became was given. */
    public void end(RawEvent raw) {
        List<Stage> here = byLine.get(raw.line());
        if (here != null) {
            here.forEach(stage -> locks.note(stage.picture, raw.pid()));
            open.addAll(here);
        }
        if (locksChanged) {
            open.forEach(stage -> locks.end(stage.picture, raw.line()));
        }
        if (here != null) {
            open.removeAll(here);
            here.stream().filter(stage -> raw.line() < stage.witnesses.last()).forEach(open::add);
        }
    }

    /** Events were lost: who holds what is not known any more. */
    public void gap() {
        locks.gap();
    }

    /** In the order in which they were added. */
    public List<Scene> scenes() {
        return stages.stream()
                .map(stage -> new Scene(
                        stage.picture.held(),
                        stage.lives.stream()
                                .filter(life -> !life.empty())
                                .map(LifeTrack::life)
                                .toList()))
                .toList();
    }
}
