package mmreplay.invariants.shrink;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** The events that name the same objects as some others do, or happen in the same tasks. */
final class Relatives {

    /** Fields that name an object. */
    private static final Set<Field> NAMES = EnumSet.of(
            Field.MM,
            Field.PT,
            Field.PFN,
            Field.VMA,
            Field.ORIG_VMA,
            Field.ANON_VMA,
            Field.ROOT,
            Field.ENTRY,
            Field.SRC,
            Field.DST,
            Field.SLOT_PFN,
            Field.LOCK,
            Field.PAGE_TABLE_LOCK);

    private final Set<Long> objects = new HashSet<>();
    private final Set<Integer> pids = new HashSet<>();

    /** Whatever this event is about is of interest. */
    void add(int pid, List<MmEvent> events) {
        pids.add(pid);
        for (MmEvent event : events) {
            objects.addAll(names(event));
        }
    }

    /** It names one of the objects. */
    boolean aboutSame(List<MmEvent> events) {
        return events.stream().anyMatch(event -> names(event).stream().anyMatch(objects::contains));
    }

    boolean sameTask(int pid) {
        return pids.contains(pid);
    }

    private static List<Long> names(MmEvent event) {
        List<Long> names = new ArrayList<>();
        for (Field field : NAMES) {
            if (event.is(field)) {
                names.add(event.get(field));
            }
        }
        return names;
    }
}
