package mmreplay.traces.dialect;

import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Numbers that no kernel can have meant: a damaged line must not become a fact, nor cost memory by the gigabyte. */
public final class Plausible {

    /** 52 bits of physical address: the most that x86-64 can have. */
    private static final long MAX_PFN = 1L << 40;

    /** MAX_ORDER of any configuration. */
    private static final long MAX_ORDER = 11;

    private static final long MAX_LEVEL = 4;
    private static final Field[] PFNS = {Field.PFN, Field.PT, Field.SLOT_PFN, Field.PGD_PFN, Field.SRC, Field.DST};

    private Plausible() {}

    public static boolean is(MmEvent event) {
        for (Field pfn : PFNS) {
            if (event.has(pfn) && Long.compareUnsigned(event.get(pfn), MAX_PFN) >= 0) {
                return false;
            }
        }
        return Long.compareUnsigned(event.get(Field.ORDER), MAX_ORDER) <= 0
                && (!event.has(Field.LEVEL) || Long.compareUnsigned(event.get(Field.LEVEL) - 1, MAX_LEVEL) < 0)
                && !(event.has(Field.VMA) && event.get(Field.VMA) == -1)
                && !(event.has(Field.ANON_VMA) && event.get(Field.ANON_VMA) == -1);
    }
}
