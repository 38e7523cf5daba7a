package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Mms;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.Tri;
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

    /** The event is about the upper half, which belongs to the kernel and has rules of its own. */
    static boolean ofKernel(MmEvent event) {
        return event.get(Field.ADDR) < 0;
    }

    /** The lock of the PMD entry of this address: its table's own, or the mm's where tables have none. */
    static long pmdLock(long mm, long address, Machine machine) {
        Mms.Walk walk = machine.mms().walk(mm, address);
        long slot = walk.known() == Tri.YES && walk.level() == 2 ? walk.slot() : -1;
        if (walk.known() == Tri.YES && walk.level() == 1) {
            TableLife table = machine.tableLives().find(walk.slot() >>> 9);
            slot = table == null ? -1 : table.slot();
        }
        long lock = slot < 0 ? 0 : machine.tables().lockOf(slot);
        return lock == 0 && machine.start() == Machine.Start.EMPTY
                ? machine.mms().pageTableLock(mm)
                : lock;
    }

    /** Whether walks find the table that the written entry is in. */
    static Tri hooked(MmEvent event, Machine machine) {
        TableLife table = machine.tableLives().find(PageTables.slotOf(event) >>> 9);
        if (table != null) {
            return table.hooked();
        }
        return machine.start() == Machine.Start.EMPTY
                ? Tri.YES
                : Tri.UNKNOWN; // a litmus test names tables, and hooks none
    }

    /** Names the page that is the table; the task where the event does not tell. */
    static long tableKey(MmEvent event) {
        long slot = PageTables.slotOf(event);
        return slot < 0 ? Key.task(event.pid()) : Key.page(slot >>> 9);
    }

    /** Names the entry that the event is about; the task where it does not tell. */
    static long slotKey(MmEvent event) {
        long slot = PageTables.slotOf(event);
        return slot < 0 ? Key.task(event.pid()) : Key.slot(slot);
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
