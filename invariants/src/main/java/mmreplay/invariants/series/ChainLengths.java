package mmreplay.invariants.series;

import java.util.EnumSet;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.LongHashSet;

/** How long vmas' chains of anon_vmas came to be: the length after each link. */
final class ChainLengths implements Metric {

    private final Spread spread = new Spread();

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.AVC_LINK);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        LongHashSet chain = machine.anonVmas().chain(event.get(Field.VMA));
        spread.add(chain.size() + (chain.contains(event.get(Field.ANON_VMA)) ? 0 : 1));
    }

    Timeline.Distribution distribution() {
        return spread.distribution("anon_vma_chain", "links");
    }
}
