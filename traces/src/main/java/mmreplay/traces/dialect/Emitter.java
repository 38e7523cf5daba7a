package mmreplay.traces.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** Turns one raw event into one canonical event, if its conditions hold. */
final class Emitter {

    private final EventKind kind;
    private final Condition[] when;
    private final Source[] sources;
    private final Field[] required;
    private final Plausible plausible;
    private final boolean once;
    private boolean done;
    private boolean unresolved;

    Emitter(EventKind kind, List<Condition> when, List<Source> sources) {
        this(kind, when, sources, false);
    }

    private Emitter(EventKind kind, List<Condition> when, List<Source> sources, boolean once) {
        this.kind = kind;
        this.when = when.toArray(new Condition[0]);
        this.sources = sources.toArray(new Source[0]);
        required = kind.required().toArray(new Field[0]);
        List<Field> fields = new ArrayList<>();
        for (Source source : sources) {
            fields.add(source.field());
        }
        plausible = Plausible.of(fields);
        this.once = once;
    }

    /** Of the events that it could turn into one only the first becomes one. */
    static Emitter once(EventKind kind, List<Condition> when, List<Source> sources) {
        return new Emitter(kind, when, sources, true);
    }

    EventKind kind() {
        return kind;
    }

    /** At least one event named an object that could not be told: a pointer without its base. */
    boolean unresolved() {
        return unresolved;
    }

    /** At least one event had this word in one of its fields. */
    boolean showed(Word word) {
        return Arrays.stream(sources)
                .anyMatch(source -> source instanceof Source.Words words && words.seen()[word.ordinal()]);
    }

    /** What came of one raw event. */
    enum Emitted {
        YES,
        /** Its conditions do not hold, or it is about an object that is none of those meant. */
        NO,
        /** A field that it cannot do without is missing, no number, or impossible. */
        MALFORMED
    }

    Emitted emit(RawEvent raw, Bases bases, MmEvent event) {
        if (done) {
            return Emitted.NO;
        }
        for (Condition condition : when) {
            if (!Condition.isMet(condition, raw)) {
                return Emitted.NO;
            }
        }
        event.begin(kind, raw);
        boolean outside = false;
        boolean malformed = false;
        for (Source source : sources) {
            Source.Filled filled = Source.from(source, raw, bases, event);
            if (filled == Source.Filled.YES || filled == Source.Filled.ABSENT) {
                continue;
            }
            unresolved |= filled == Source.Filled.UNRESOLVED;
            malformed |= filled == Source.Filled.MALFORMED;
            outside |= filled != Source.Filled.MALFORMED && kind.required().contains(source.field());
        }
        if (malformed || !plausible.allows(event)) {
            return Emitted.MALFORMED;
        }
        if (outside) {
            return Emitted.NO;
        }
        for (Field field : required) {
            if (!event.has(field)) {
                return Emitted.MALFORMED;
            }
        }
        done = once;
        return Emitted.YES;
    }
}
