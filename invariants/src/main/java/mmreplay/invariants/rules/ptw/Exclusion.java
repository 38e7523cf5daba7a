package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.Judge;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which walkers a task keeps out as it takes a page table away. Each way to walk has its lock; the task must hold all of them for
 * writing, unless what the lock belongs to does not exist.
 */
final class Exclusion {

    private static final String ANON_LOCK = "the anon_vma's lock for writing";

    private final Machine machine;
    private final int pid;
    private final LongArrayList about = new LongArrayList();
    private String missing = "";
    private long missingLock;
    private boolean unknown;

    Exclusion(Machine machine, int pid) {
        this.machine = machine;
        this.pid = pid;
        about.addLong(Key.task(pid));
    }

    /** As retract_page_tables must exclude them, and collapse_pte_mapped_thp: the vma lives on. */
    static Exclusion ofLiving(MmEvent event, Machine machine) {
        Exclusion exclusion = new Exclusion(machine, event.pid());
        long mm = event.get(Field.MM);
        exclusion.mmapLock(mm);
        exclusion.vma(machine.vmas().covering(mm, WalkLocks.base(event)));
        return exclusion;
    }

    /**
     * As collapse_huge_page must: it works on anonymous vmas alone. Of these a private mapping of /dev/zero has a file nonetheless,
     * but no page of that file's cache, so that no rmap walk comes by the file's tree.
     */
    static Exclusion ofCollapse(MmEvent event, Machine machine) {
        Exclusion exclusion = new Exclusion(machine, event.pid());
        long mm = event.get(Field.MM);
        exclusion.mmapLock(mm);
        Vma vma = machine.vmas().covering(mm, WalkLocks.base(event));
        if (vma == null) {
            exclusion.unknown = true;
        } else {
            exclusion.about.addLong(Key.vma(vma.address()));
            exclusion.anon(vma, ANON_LOCK);
        }
        return exclusion;
    }

    /** mmap_lock of the mm that the table belongs to. */
    void mmapLock(long mm) {
        long lock = machine.mms().mmapLock(mm);
        about.addLong(Key.mm(mm));
        needs("mmap_lock for writing", machine.locks().holds(pid, lock, Locks.Mode.WRITE), lock);
    }

    /** The locks of the rmap that lead to this vma; null is one that is not known. */
    void vma(@Nullable Vma vma) {
        if (vma == null) {
            unknown = true;
            return;
        }
        about.addLong(Key.vma(vma.address()));
        file(vma, "the file's i_mmap_rwsem for writing", false);
        anon(vma, ANON_LOCK);
    }

    /** @param unlinked the task has taken the vma out of the file's tree already */
    void file(Vma vma, String what, boolean unlinked) {
        if (!vma.fileKnown()) {
            unknown = true;
        } else if (vma.fileLock() != 0 && !unlinked) {
            needs(what, machine.locks().holds(pid, vma.fileLock(), Locks.Mode.WRITE), vma.fileLock());
        }
    }

    void anon(Vma vma, String what) {
        if (!vma.anonVmaKnown()) {
            unknown = true;
        } else if (vma.anonVma() != 0) {
            AnonVma root = WalkLocks.root(vma, machine);
            if (root == null) {
                unknown = true;
                return;
            }
            about.addLong(Key.anonVma(root.address()));
            needs(what, machine.locks().holds(pid, root.lock(), Locks.Mode.WRITE), root.lock());
        }
    }

    void needs(String what, Tri held, long lock) {
        if (held == Tri.NO && missing.isEmpty()) {
            missing = what;
            missingLock = lock;
        }
        unknown |= held == Tri.UNKNOWN;
    }

    void about(long key) {
        about.addLong(key);
    }

    void unknown() {
        unknown = true;
    }

    /** The first that is provably not held; empty if there is none. */
    String missing() {
        return missing;
    }

    Tri complete() {
        return missing.isEmpty() ? (unknown ? Tri.UNKNOWN : Tri.YES) : Tri.NO;
    }

    long[] keys() {
        return about.toLongArray();
    }

    boolean isAbout(long key) {
        return about.containsLong(key);
    }

    /** The events that show what is held and what is not. */
    Draft proofs(Draft draft) {
        return draft.proof(machine.locks().knownSince(pid), "known", "the task holds no lock here")
                .proof(machine.locks().line(pid, missingLock), "locked", "the lock is taken, but not for writing");
    }

    /**
     * The other way, since 6.6: any one lock that a walk may hold, and under it the lock of the PMD and the table's own, both while
     * the entry is cleared. A walk that found the table takes the table's lock and looks again. Whether this kernel's walks do
     * so is another question.
     */
    static Tri underTableLocks(MmEvent event, @Nullable TableLife table, Machine machine) {
        Locks locks = machine.locks();
        long mm = event.get(Field.MM);
        Tri pmd = locks.holds(event.pid(), WalkLocks.pmdLock(mm, event.get(Field.ADDR), machine), Locks.Mode.WRITE);
        Tri own = locks.holds(event.pid(), table == null ? 0 : table.lock(), Locks.Mode.WRITE);
        Vma vma = machine.vmas().covering(mm, WalkLocks.base(event));
        Tri file = vma == null || !vma.fileKnown()
                ? Tri.UNKNOWN
                : vma.fileLock() == 0 ? Tri.NO : locks.holds(event.pid(), vma.fileLock(), Locks.Mode.READ);
        Tri walk = either(file, locks.holds(event.pid(), machine.mms().mmapLock(mm), Locks.Mode.READ));
        return both(both(pmd, own), walk);
    }

    /** What a kernel's recipes come to for one table. */
    enum Ruling {
        ALLOWED,
        /** Neither recipe is followed. */
        FORBIDDEN,
        /** Right or wrong, depending on the kernel. */
        VERSION,
        UNKNOWN
    }

    /** @param underTableLocks whether the other recipe is followed */
    Ruling ruling(Tri underTableLocks) {
        Tri era = machine.eras().has(Era.RETRACT_BY_PTL);
        if (complete() == Tri.YES || (era == Tri.YES && underTableLocks == Tri.YES)) {
            return Ruling.ALLOWED;
        }
        if (era == Tri.NO || underTableLocks == Tri.NO) {
            return complete() == Tri.NO ? Ruling.FORBIDDEN : Ruling.UNKNOWN;
        }
        return era == Tri.UNKNOWN && underTableLocks == Tri.YES ? Ruling.VERSION : Ruling.UNKNOWN;
    }

    /** Says why nothing can be said. */
    void unsure(Ruling ruling, Judge judge) {
        if (ruling == Ruling.VERSION) {
            judge.inconclusive(Why.VERSION, keys());
        } else {
            judge.unknown(keys());
        }
    }

    private static Tri both(Tri a, Tri b) {
        return a == Tri.NO || b == Tri.NO ? Tri.NO : a == Tri.YES && b == Tri.YES ? Tri.YES : Tri.UNKNOWN;
    }

    private static Tri either(Tri a, Tri b) {
        return a == Tri.YES || b == Tri.YES ? Tri.YES : a == Tri.NO && b == Tri.NO ? Tri.NO : Tri.UNKNOWN;
    }
}
