package mmreplay.invariants.rules.mlock;

import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Bits of /proc/kpageflags: include/uapi/linux/kernel-page-flags.h and include/linux/kernel-page-flags.h. */
final class KpageFlags {

    private static final long COMPOUND_HEAD = 1L << 15;
    private static final long COMPOUND_TAIL = 1L << 16;
    private static final long HUGE = 1L << 17;
    private static final long KSM = 1L << 21;
    private static final long THP = 1L << 22;
    private static final long ZERO_PAGE = 1L << 24;
    private static final long MLOCKED = 1L << 33;

    /** Of a large folio only the head has PG_mlocked, and part of it may be mapped elsewhere; KSM pages are many vmas'. */
    private static final long OTHERS = COMPOUND_HEAD | COMPOUND_TAIL | HUGE | KSM | THP | ZERO_PAGE;

    private KpageFlags() {}

    /** An ordinary small page with PG_mlocked. */
    static boolean mlocked(MmEvent page) {
        long flags = page.get(Field.FLAGS);
        return page.is(Field.PRESENT) && page.is(Field.PFN) && (flags & (MLOCKED | OTHERS)) == MLOCKED;
    }
}
