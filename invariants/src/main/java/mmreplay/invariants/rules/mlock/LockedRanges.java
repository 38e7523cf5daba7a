package mmreplay.invariants.rules.mlock;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.machine.Tri;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Int2ObjectHashMap;

/** The vmas of the accounts that are being taken, by pid, and whether each has VM_LOCKED. */
final class LockedRanges {

    private record Range(long start, long end, Tri locked) {}

    private final Int2ObjectHashMap<List<Range>> byPid = new Int2ObjectHashMap<>();

    /** One of an account's markers. */
    void mark(MmEvent event) {
        int pid = (int) event.get(Field.PID);
        if (event.kind() != EventKind.GT_VMA) {
            byPid.remove(pid); // it begins or ends
            return;
        }
        Tri locked = event.has(Field.VM_LOCKED) ? Tri.of(event.is(Field.VM_LOCKED)) : Tri.UNKNOWN;
        byPid.computeIfAbsent(pid, p -> new ArrayList<>())
                .add(new Range(event.get(Field.START), event.get(Field.END), locked));
    }

    /** Whether the vma around a page of the account has VM_LOCKED. */
    Tri locked(MmEvent page) {
        long address = page.get(Field.ADDR);
        List<Range> ranges = byPid.get((int) page.get(Field.PID));
        if (ranges != null) {
            for (Range range : ranges) {
                if (Long.compareUnsigned(range.start, address) <= 0 && Long.compareUnsigned(address, range.end) < 0) {
                    return range.locked;
                }
            }
        }
        return Tri.UNKNOWN;
    }

    void forget() {
        byPid.clear();
    }
}
