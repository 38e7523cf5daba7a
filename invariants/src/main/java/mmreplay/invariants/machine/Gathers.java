package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;

/** The mmu_gathers that tasks have begun and not finished. */
public final class Gathers {

    private static final long NONE = 0;

    private final Long2LongHashMap byPid = new Long2LongHashMap(NONE);

    Gathers(Transitions transitions) {
        transitions.on(EventKind.TLB_GATHER, this::gather);
    }

    /** Where the mmu_gather of this task began, 0 if it has none. */
    public long line(int pid) {
        return byPid.get(pid);
    }

    private void gather(MmEvent event) {
        if (event.is(Field.HOW, Word.GATHER)) {
            byPid.put(event.pid(), event.line());
        } else if (event.is(Field.HOW, Word.FINISH)) {
            byPid.remove(event.pid());
        }
    }

    void forget() {
        byPid.clear();
    }
}
