package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.agrona.collections.LongHashSet;

/**
 * What free_pgtables must have done before it takes tables away: the vmas that lie there are out of the anon_vma's and the file's
 * tree, so that no rmap walk comes, and out of the mm's tree, so that no fault does. The first shows in events, the second in the
 * write lock of i_mmap_rwsem that unlink_file_vma takes, the third in mmap_lock, held for writing or downgraded from it.
 */
final class Teardown {

    /** VM_RAND_READ and VM_SEQ_READ at once: exec's stack before its place is final; shift_arg_pages frees tables beside it. */
    private static final long TEMPORARY_STACK = 0x18000;

    /** Files whose tree a task has locked for writing since it took mmap_lock. */
    private Int2ObjectHashMap<LongHashSet> filesLocked = new Int2ObjectHashMap<>();
    /** Tasks that hold mmap_lock for reading after a downgrade. */
    private IntHashSet downgraded = new IntHashSet();
    /** Tasks that are in exit_mmap: the mm has no user left. */
    private IntHashSet exiting = new IntHashSet();

    /** Before the event changes anything. */
    void hear(MmEvent event, Machine machine) {
        int pid = event.pid();
        if (event.kind() == EventKind.LOCK_ACQUIRE && event.is(Field.HOW, Word.I_MMAP_RWSEM)) {
            if (!event.is(Field.READ)) {
                filesLocked.computeIfAbsent(pid, p -> new LongHashSet()).add(event.get(Field.LOCK));
            }
        } else if (event.is(Field.HOW, Word.MMAP_LOCK)) {
            mmapLock(event, machine);
        } else if (event.kind() == EventKind.MMAP_LOCKED) {
            long lock = machine.mms().mmapLock(event.get(Field.MM));
            if (event.is(Field.OK)
                    && !event.is(Field.WRITE)
                    && machine.locks().holds(pid, lock, Locks.Mode.WRITE) == Tri.YES) {
                downgraded.add(pid);
            }
        } else if (event.kind() == EventKind.TLB_GATHER) {
            if (event.is(Field.HOW, Word.GATHER) && event.is(Field.FULL)) {
                exiting.add(pid);
            } else if (event.is(Field.HOW, Word.FINISH) || event.is(Field.HOW, Word.GATHER)) {
                exiting.remove(pid);
            }
        }
    }

    /** Taken or released; might_lock prints an acquisition and a release, too, but takes nothing. */
    private void mmapLock(MmEvent event, Machine machine) {
        boolean taken = event.kind() == EventKind.LOCK_ACQUIRED || event.is(Field.TRY);
        boolean released = event.kind() == EventKind.LOCK_RELEASE
                && machine.locks().holds(event.pid(), event.get(Field.LOCK), Locks.Mode.READ) == Tri.YES;
        if (taken || released) {
            downgraded.remove(event.pid());
            filesLocked.remove(event.pid());
        }
    }

    /** Of a table that covers the event's address. */
    Exclusion of(MmEvent event, int level, Machine machine) {
        int pid = event.pid();
        long mm = event.get(Field.MM);
        Exclusion exclusion = new Exclusion(machine, pid);
        long lock = machine.mms().mmapLock(mm);
        Tri held = machine.locks().holds(pid, lock, Locks.Mode.WRITE);
        boolean alone = exiting.contains(pid);
        boolean read = downgraded.contains(pid) && machine.locks().holds(pid, lock, Locks.Mode.READ) == Tri.YES;
        if (!event.has(Field.ADDR) || lock == 0 || !machine.vmas().complete(mm)) {
            exclusion.unknown(); // a vma that nobody knows may lead a walk here
            exclusion.about(Key.someVma());
            return exclusion;
        }
        exclusion.needs("mmap_lock for writing", alone || read ? Tri.YES : held, lock);
        long start = event.get(Field.ADDR) & -TableLife.span(level);
        LongHashSet files = filesLocked.get(pid);
        for (Vma vma : machine.vmas().overlapping(mm, start, start + TableLife.span(level))) {
            if ((vma.flags() & TEMPORARY_STACK) != TEMPORARY_STACK) {
                exclusion.about(Key.vma(vma.address()));
                exclusion.anon(vma, "first taking the vma out of its anon_vma's tree");
                exclusion.file(
                        vma,
                        "first taking the vma out of its file's tree",
                        files != null && files.contains(vma.fileLock()));
            }
        }
        return exclusion;
    }

    void died(int pid) {
        filesLocked.remove(pid);
        downgraded.remove(pid);
        exiting.remove(pid);
    }

    void forget() {
        filesLocked = new Int2ObjectHashMap<>();
        downgraded = new IntHashSet();
        exiting = new IntHashSet();
    }
}
