package mmreplay.traces.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.MmEvent;

/**
 * Maps raw events to canonical ones with every dialect that knows their names. What a name becomes is looked up once per
 * name, so an event that nobody needs costs one array access.
 */
public final class EventMapper {

    private static final Emitter[] NOT_NEEDED = {};

    private final List<Dialect> dialects;
    private final Bases bases;
    private final MmEvent event = new MmEvent();
    private boolean malformed;
    /** By identity: to hash a dialect means to hash all that is in it. */
    private final Set<Dialect> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<String> seenTracepoints = new TreeSet<>();
    private final Set<String> seenProbes = new TreeSet<>();
    /** By 2 * nameId + probe. */
    private Emitter[][] routes = new Emitter[256][];

    public EventMapper(List<Dialect> dialects, Bases bases) {
        this.dialects = List.copyOf(dialects);
        this.bases = bases;
    }

    /**
     * Passes every canonical event that {@code raw} becomes to {@code sink}, in the dialect's order. What says itself what it means
     * needs no dialect.
     *
     * @return whether any dialect knows this event, or it says itself what it means
     */
    public boolean map(RawEvent raw, Consumer<MmEvent> sink) {
        malformed = false;
        List<MmEvent> canonical = raw.canonical();
        if (canonical != null) {
            canonical.forEach(sink);
            return !canonical.isEmpty();
        }
        Emitter[] route = route(raw);
        if (route.length > 0 && raw.rawFields()) {
            malformed = true;
            return true;
        }
        for (Emitter emitter : route) {
            Emitter.Emitted emitted = emitter.emit(raw, bases, event);
            if (emitted == Emitter.Emitted.YES) {
                sink.accept(event);
            }
            malformed |= emitted == Emitter.Emitted.MALFORMED;
        }
        return route.length > 0;
    }

    /** Whether any dialect knows an event of this name, or it says itself what it means; its fields are not looked at. */
    public boolean knows(RawEvent raw) {
        List<MmEvent> canonical = raw.canonical();
        return canonical == null ? route(raw).length > 0 : !canonical.isEmpty();
    }

    /** The event that was mapped last lacks a field that it cannot do without, or has an impossible value in it. */
    public boolean malformed() {
        return malformed;
    }

    private Emitter[] route(RawEvent raw) {
        int slot = 2 * raw.nameId() + (raw.probe() ? 1 : 0);
        if (slot >= routes.length) {
            routes = Arrays.copyOf(routes, Math.max(slot + 1, 2 * routes.length));
        }
        Emitter[] route = routes[slot];
        if (route == null) {
            route = newRoute(raw.name(), raw.probe());
            routes[slot] = route;
        }
        return route;
    }

    private Emitter[] newRoute(String name, boolean probe) {
        (probe ? seenProbes : seenTracepoints).add(name);
        List<Emitter> emitters = new ArrayList<>();
        for (Dialect dialect : dialects) {
            List<Emitter> found = dialect.emitters(name, probe);
            if (!found.isEmpty()) {
                used.add(dialect);
                emitters.addAll(found);
            }
            // before what the same event says of the state: a rule that judges it may depend on the kernel
            emitters.addAll(0, dialect.eraEmitters(name, probe));
        }
        return emitters.isEmpty() ? NOT_NEEDED : emitters.toArray(NOT_NEEDED);
    }

    /** The dialects that knew at least one event, in their own order. */
    public List<Dialect> used() {
        return dialects.stream().filter(used::contains).toList();
    }

    /** Every event name seen so far that is (or is not) a probe's. */
    public Set<String> seen(boolean probe) {
        return probe ? seenProbes : seenTracepoints;
    }
}
