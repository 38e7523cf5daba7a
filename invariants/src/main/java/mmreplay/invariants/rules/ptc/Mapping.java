package mmreplay.invariants.rules.ptc;

import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Tri;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Reads a store to an entry as PAGE_TABLE_CHECK does: which page it maps, and of which kind that is. */
final class Mapping {

    private static final long HUGE_HEAD = ~511L;
    private static final long HARDWARE_PRESENT = 1;

    private Mapping() {}

    /** The pfn that the store maps and the old value did not, or not so writable; -1 for none. */
    static long mapped(MmEvent event) {
        int level = PageTables.level(event);
        long value = event.get(Field.NEW);
        if (level > 2 || !maps(value, level)) {
            return -1;
        }
        long old = event.get(Field.OLD);
        boolean same = event.has(Field.OLD)
                && maps(old, level)
                && Pte.pfn(old) == Pte.pfn(value)
                && (writable(old) || !writable(value));
        return same ? -1 : Pte.pfn(value) & (level == 2 ? HUGE_HEAD : -1);
    }

    /** Zero pages and PFNMAPs are special and have no kind; a huge PMD whose present bit is gone is being split. */
    static boolean maps(long value, int level) {
        return !Pte.none(value) && Pte.present(value, level) && Pte.leaf(value, level) && !Pte.special(value);
    }

    /** The CPU can write through it: a PROT_NONE entry keeps its bit, unused. */
    static boolean writable(long value) {
        return (value & HARDWARE_PRESENT) != 0 && Pte.writable(value);
    }

    /** As PageAnon: a KSM page is one, and a huge page's mapping stands in its head. */
    static Tri anon(long pfn, Machine machine) {
        Page page = machine.folios().find(pfn);
        if (page != null && page.mappingKnown() && page.mapping() != 0) {
            return Tri.of(anon(page));
        }
        if (machine.folios().inBlock(pfn)) {
            Page head = machine.folios().find(pfn & HUGE_HEAD);
            return head != null && head.mappingKnown() && anon(head) ? Tri.YES : Tri.UNKNOWN;
        }
        return page != null && page.born() && page.mappingKnown() ? Tri.NO : Tri.UNKNOWN;
    }

    private static boolean anon(Page page) {
        return AnonVmas.isAnon(page.mapping()) || (page.mapping() & 3) == 3;
    }
}
