package mmreplay.invariants.rules.mlock;

import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Tri;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** What happened to one page from its first PG_mlocked on, until it is freed. */
final class MlockLife {

    private static final int NOBODY = -1;

    final long bornLine;
    final long setLine;
    boolean mlocked = true;
    /** The source of a migration: its flag goes with it, since the copy gets its own from the mapping. */
    boolean migrated;
    /** A munlock can have missed it, or miscounted, without being wrong: see {@link #simple}. */
    private boolean doubtful;

    /** Where its only mapping went: who, from which mm (0 for unknown), when. */
    int remover = NOBODY;

    long removedFrom;
    /** By which vma. */
    long removedVma;
    /** Until then nobody else changed VM_LOCKED there. */
    boolean onlyLocker;

    long removeLine;
    /** The kernel's own account showed the flag in a vma without VM_LOCKED. */
    long accountLine;

    MlockLife(MmEvent set, Page page, boolean inBlock) {
        bornLine = page.bornLine();
        setLine = set.line();
        doubtful = inBlock
                || page.rmapCount() != 1
                || !page.mappingKnown()
                || !AnonVmas.isAnon(page.mapping())
                || !settled(set, page);
    }

    /** On the LRU, by the event and by what came before it; or not there yet, as mlock_new_page finds it. */
    private static boolean settled(MmEvent set, Page page) {
        if (set.is(Field.WHERE, Word.NEW)) {
            return page.lru() == Tri.NO && !set.is(Field.LRU);
        }
        return page.lru() == Tri.YES && set.is(Field.LRU);
    }

    /** Another mapping, an isolation, a second PG_mlocked. */
    void complicate() {
        doubtful = true;
    }

    void removed(MmEvent event, long mm, boolean only) {
        remover = event.pid();
        removedVma = event.get(Field.VMA);
        removedFrom = mm;
        onlyLocker = only;
        removeLine = event.line();
    }

    /**
     * One anonymous page, mapped once in its life, mlocked once and never isolated since. Then a munlock always clears the flag:
     *
     * <ul>
     *   <li>mlock_count can exceed the mappings only if a munlock overtook an mlock that still lay in another CPU's batch; it
     *       then found no count and cleared the flag, so the flag was set again later;
     *   <li>munlock's walk passes over a page only while its entry is a migration or swap entry, and for that the page was
     *       isolated, or was part of a large folio that is split.
     * </ul>
     */
    boolean simple() {
        return !doubtful && remover != NOBODY;
    }
}
