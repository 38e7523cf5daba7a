package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Vma;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/** The locks under which a page table may be walked, as addresses. 0 stands for one that is not known. */
final class WalkLocks {

    /** What one entry of a PMD covers. */
    private static final long PMD_MASK = ~0x1f_ffffL;

    private WalkLocks() {}

    /** First address that the entry covers; the kernel prints it as its caller passed it. */
    static long base(MmEvent event) {
        return event.get(Field.ADDR) & PMD_MASK;
    }

    /** An entry that pointed to a PTE table is cleared. */
    static boolean unhooksTable(MmEvent event) {
        long old = event.get(Field.OLD);
        return event.get(Field.LEVEL, 2) == 2
                && event.has(Field.MM)
                && event.has(Field.ADDR)
                && Pte.none(event.get(Field.NEW))
                && Pte.present(old, 2)
                && !Pte.leaf(old, 2);
    }

    /** The anon_vma at the top of the vma's tree: its rwsem is the one that is taken. Null if it is not known. */
    static @Nullable AnonVma root(Vma vma, Machine machine) {
        AnonVma av = vma.anonVmaKnown() ? machine.anonVmas().find(vma.anonVma()) : null;
        return av == null || av.freed() || !av.rootKnown()
                ? null
                : machine.anonVmas().find(av.root());
    }
}
