package mmreplay.traces.dialect;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Numbers that no kernel can have meant: a damaged line must not become a fact, nor cost memory by the gigabyte. */
public final class Plausible {

    /** 52 bits of physical address: the most that x86-64 can have. */
    private static final long MAX_PFN = 1L << 40;

    /** MAX_ORDER of any configuration. */
    private static final long MAX_ORDER = 11;

    private static final long MAX_LEVEL = 4;
    private static final List<Field> PFNS =
            List.of(Field.PFN, Field.PT, Field.SLOT_PFN, Field.PGD_PFN, Field.SRC, Field.DST);
    /** Objects whose address may be anything but what an error would be. */
    private static final List<Field> OBJECTS = List.of(Field.VMA, Field.ANON_VMA);

    private static final Plausible ALL = new Plausible(List.of(Field.values()));

    private final Field[] pfns;
    private final Field[] objects;
    private final boolean order;
    private final boolean level;

    private Plausible(List<Field> fields) {
        pfns = common(PFNS, fields);
        objects = common(OBJECTS, fields);
        order = fields.contains(Field.ORDER);
        level = fields.contains(Field.LEVEL);
    }

    private static Field[] common(List<Field> some, List<Field> fields) {
        List<Field> common = new ArrayList<>(some);
        common.retainAll(fields);
        return common.toArray(new Field[0]);
    }

    /** For events that have none but these fields: those that they cannot have need not be looked at. */
    static Plausible of(List<Field> fields) {
        return new Plausible(fields);
    }

    public static boolean is(MmEvent event) {
        return ALL.allows(event);
    }

    boolean allows(MmEvent event) {
        for (Field pfn : pfns) {
            if (Long.compareUnsigned(event.get(pfn), MAX_PFN) >= 0) {
                return false;
            }
        }
        for (Field object : objects) {
            if (event.get(object) == -1) {
                return false;
            }
        }
        return !(order && Long.compareUnsigned(event.get(Field.ORDER), MAX_ORDER) > 0)
                && !(level
                        && event.has(Field.LEVEL)
                        && Long.compareUnsigned(event.get(Field.LEVEL) - 1, MAX_LEVEL) >= 0);
    }
}
