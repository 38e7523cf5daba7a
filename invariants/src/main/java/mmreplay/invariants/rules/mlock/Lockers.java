package mmreplay.invariants.rules.mlock;

import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;

/**
 * Which task changed VM_LOCKED in each mm. Between taking VM_LOCKED off a vma and munlocking its pages, mlock_fixup holds
 * mmap_lock for writing; a truncation needs no mmap_lock, and what it unmaps right then keeps the flag. Nothing of the kind can
 * come between two acts of one task.
 */
final class Lockers {

    private static final long VM_LOCKED = 0x2000;
    private static final long NOBODY = -1;
    private static final long SEVERAL = -2;

    private Long2LongHashMap byMm = new Long2LongHashMap(NOBODY);

    /** A vma event: it has VM_LOCKED, or its flags change, and what they were before is not shown. */
    void changed(MmEvent event) {
        boolean may = (event.get(Field.FLAGS) & VM_LOCKED) != 0 || event.is(Field.HOW, Word.VM_FLAGS);
        if (may && event.is(Field.MM) && !event.is(Field.HOW, Word.FREE)) {
            long mm = event.get(Field.MM);
            long before = byMm.get(mm);
            byMm.put(mm, before == NOBODY || before == event.pid() ? event.pid() : SEVERAL);
        }
    }

    /** An mm begins or ends: who was at the one that had its address before does not matter. */
    void lives(MmEvent event) {
        if (event.is(Field.HOW, Word.ALLOC) || event.is(Field.HOW, Word.FREE)) {
            byMm.remove(event.get(Field.MM));
        }
    }

    /** This task changed VM_LOCKED there, and nobody else did. */
    boolean only(long mm, int pid) {
        return byMm.get(mm) == pid;
    }

    void forget() {
        byMm = new Long2LongHashMap(NOBODY);
    }
}
