package mmreplay.traces.dialect;

import java.util.List;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;

/**
 * One way in which a trace shows whether its kernel has a change: an event of this name occurs.
 *
 * @param event its exact name
 * @param probe it is a kprobe's, not a tracepoint's
 * @param holds what its occurrence says
 * @param when conditions on its raw fields
 */
record EraEvidence(String event, boolean probe, Era era, boolean holds, List<Condition> when) {

    /** Says it once: what it shows does not change within a trace. */
    Emitter emitter() {
        return Emitter.once(
                EventKind.ERA,
                when,
                List.of(
                        new Source.Constant(Field.ERA, era.ordinal()),
                        new Source.Constant(Field.HOLDS, holds ? 1 : 0)));
    }
}
