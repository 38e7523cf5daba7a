package mmreplay.invariants.machine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which task holds which lock, as lockdep tells; where lockdep does not show mmap_lock, its own tracepoints do. A lock that was
 * seen to be acquired and not released is held. That a task does not hold one is known only if all it did since it last held
 * none was seen: since it came from user mode, or was created; of one page-table lock also if somebody has released it since. What
 * an interrupt does with locks it does not do for the task that it interrupted, so it is left out.
 */
public final class Locks {

    /** How a lock is held. */
    public enum Mode {
        READ,
        WRITE
    }

    /** The idle tasks of all CPUs share it, so it names no task. */
    private static final int IDLE = 0;

    private static final int NOBODY = -1;

    private static final Set<Word> PAGE_TABLE_LOCKS = Set.of(Word.PTLOCK, Word.PAGE_TABLE_LOCK);

    private final Touched touched;
    private final Mms mms;
    private final boolean emptyStart;
    /**
     * Locks that lockdep printed at least once. Addresses printed elsewhere are no use if this trace hashes those of the locks, or
     * filters their class out. Not a state: a gap does not change it.
     */
    private final LongHashSet seen = new LongHashSet();

    /** Classes of locks that lockdep printed at least once: likewise no state. */
    private final Set<Word> seenClasses = EnumSet.noneOf(Word.class);

    private boolean hashed;

    private Int2ObjectHashMap<TaskLocks> byPid = new Int2ObjectHashMap<>();
    private Releases releases = new Releases();

    Locks(Transitions transitions, Touched touched, Mms mms, boolean emptyStart) {
        this.touched = touched;
        this.mms = mms;
        this.emptyStart = emptyStart;
        transitions.on(EventKind.LOCK_ACQUIRE, this::acquire);
        transitions.on(EventKind.LOCK_ACQUIRED, this::acquired);
        transitions.on(EventKind.LOCK_RELEASE, this::release);
        transitions.on(EventKind.LOCK_CONTENDED, this::contended);
        transitions.on(EventKind.MMAP_LOCKED, this::mmapLocked);
        transitions.on(EventKind.MMAP_UNLOCKED, this::mmapUnlocked);
        transitions.on(EventKind.USER_MODE, event -> holdsNone(event.pid(), event));
        transitions.on(EventKind.MM, this::attach);
        transitions.on(EventKind.TASK_DEAD, this::dead);
    }

    /** Whether the task holds this lock, at least so; a lock with address 0 is an unknown one. */
    public Tri holds(int pid, long lock, Mode mode) {
        TaskLocks task = byPid.get(pid);
        Hold held = task == null ? null : task.find(lock);
        if (lock == 0 || pid == IDLE) {
            return Tri.UNKNOWN;
        }
        if (held != null) {
            return held.waiting ? Tri.UNKNOWN : Tri.of(mode == Mode.READ || !held.read);
        }
        boolean shown = emptyStart || seen.contains(lock);
        boolean wasFree = releases.between(task == null ? Releases.NEVER : task.droppedAt, mms.now(), lock);
        return wasFree || (known(pid) && shown) ? Tri.NO : Tri.UNKNOWN;
    }

    /**
     * Whether the task holds mmap_lock of this mm, at least so: by the address that lockdep prints or, where it prints none, by the
     * mm that the mmap_lock tracepoints print.
     */
    public Tri holdsMmapLock(int pid, long mm, Mode mode) {
        return holds(pid, mmapLockOf(mm), mode);
    }

    /** The task's acquisition of mmap_lock of this mm, null if none is known. */
    public @Nullable Hold mmapLock(int pid, long mm) {
        return find(pid, mmapLockOf(mm));
    }

    /** 0, unknown, where lockdep prints the locks and no event has told yet at which addresses those of an mm are. */
    private long mmapLockOf(long mm) {
        return shows(Word.MMAP_LOCK) ? mms.mmapLock(mm) : mm;
    }

    /**
     * Whether the task holds any lock of this class. NO needs all that it did since it held none, and that this trace shows such
     * locks: one that filters their name out prints none of them.
     */
    public Tri holdsAny(int pid, Word kind) {
        TaskLocks task = byPid.get(pid);
        if (task != null && pid != IDLE && task.holds(kind)) {
            return Tri.YES;
        }
        boolean waits = task != null && task.has(kind);
        return known(pid) && shows(kind) && !waits ? Tri.NO : Tri.UNKNOWN;
    }

    /** What the task was seen to acquire and not to release, in the order in which it began to. */
    public List<Hold> held(int pid) {
        TaskLocks task = byPid.get(pid);
        return task == null || pid == IDLE ? List.of() : task.held();
    }

    /** The task's latest acquisition of this lock, done or only begun; null if none is known. */
    public @Nullable Hold find(int pid, long lock) {
        TaskLocks task = byPid.get(pid);
        return task == null || pid == IDLE ? null : task.find(lock);
    }

    /**
     * Of a task that takes mmap_lock: the rwsem that it has got since it began to, for a kernel without lockdep. It tells a trylock
     * from a wait. Null if no probe shows it.
     */
    public @Nullable Hold rwsemOfMmapLock(int pid) {
        TaskLocks task = byPid.get(pid);
        return task == null ? null : task.rwsemOfMmapLock();
    }

    /** The acquisition of an rwsem that the task is in, by a kernel's probes; null if it is in none. */
    public @Nullable Hold entered(int pid) {
        TaskLocks task = byPid.get(pid);
        return task == null ? null : task.entered;
    }

    /** The lock that the task was seen to find taken and has not got since, null if it does not wait. */
    public @Nullable Hold waitsFor(int pid) {
        TaskLocks task = byPid.get(pid);
        return task == null || pid == IDLE ? null : task.waitsFor();
    }

    /** Lock events of this class occur in this trace, so a class that its recording leaves out is told from one not used. */
    public boolean shows(Word kind) {
        return emptyStart || seenClasses.contains(kind);
    }

    /**
     * Lockdep's addresses are what %p makes of pointers, 32 bits: no lock can be told to be a certain mm's or table's, because
     * those print their own locks' real addresses.
     */
    public boolean hashed() {
        return hashed;
    }

    /** This trace shows locks at all. */
    public boolean recorded() {
        return emptyStart || !seenClasses.isEmpty();
    }

    /** Whether the task holds any split page-table lock, or the page_table_lock that stands in for one. */
    public Tri holdsPageTableLock(int pid) {
        TaskLocks task = byPid.get(pid);
        if (task != null && (task.has(Word.PTLOCK) || task.has(Word.PAGE_TABLE_LOCK))) {
            return Tri.YES;
        }
        boolean shown = emptyStart || seenClasses.containsAll(PAGE_TABLE_LOCKS);
        return known(pid) && shown ? Tri.NO : Tri.UNKNOWN;
    }

    /** Line of the acquisition, 0 if none is known. */
    public long line(int pid, long lock) {
        TaskLocks task = byPid.get(pid);
        Hold held = task == null ? null : task.find(lock);
        return held == null ? 0 : held.line;
    }

    /** All that the task did with locks since it held none was seen. */
    public boolean known(int pid) {
        TaskLocks task = byPid.get(pid);
        return pid != IDLE && (task == null ? emptyStart : task.known);
    }

    /**
     * The task other than {@code pid} that holds this lock, the lowest if there are several; -1 if none was seen to take it, and 0
     * if that cannot be told.
     */
    public int otherHolder(int pid, long lock) {
        int lowest = Integer.MAX_VALUE;
        boolean unsure = lock == 0;
        for (Int2ObjectHashMap<TaskLocks>.EntryIterator at = byPid.entrySet().iterator(); at.hasNext(); ) {
            at.next();
            Hold held = at.getValue().find(lock);
            unsure |= at.getValue().dropped;
            if (held != null && !held.waiting && at.getIntKey() != pid) {
                lowest = Math.min(lowest, at.getIntKey());
            }
        }
        return lowest < Integer.MAX_VALUE ? lowest : unsure ? IDLE : NOBODY;
    }

    /** Line where it held none, 0 if that was before the trace. */
    public long knownSince(int pid) {
        TaskLocks task = byPid.get(pid);
        return task == null ? 0 : task.knownSince;
    }

    /** Its locks, or null for an event that is not the task's own, or whose place in the task's own order is not certain. */
    @Nullable
    TaskLocks at(int pid, MmEvent event) {
        touched.touch(Key.task(pid));
        if (pid == IDLE || event.inInterrupt()) {
            return null;
        }
        TaskLocks task = byPid.get(pid);
        if (task == null) {
            task = new TaskLocks(emptyStart);
            byPid.put(pid, task);
        }
        return task.ordered(event) ? task : null;
    }

    private void acquire(MmEvent event) {
        long lock = event.get(Field.LOCK);
        seen.add(lock);
        hashed |= lock != 0 && lock >>> Integer.SIZE == 0;
        touched.touch(Key.lock(event.get(Field.LOCK)));
        seenClasses.add(event.word(Field.HOW));
        TaskLocks task = at(event.pid(), event);
        if (task != null) {
            task.acquire(event);
        }
    }

    private void contended(MmEvent event) {
        touched.touch(Key.lock(event.get(Field.LOCK)));
        TaskLocks task = at(event.pid(), event);
        Hold begun = task == null ? null : task.find(event.get(Field.LOCK));
        if (begun != null && begun.waiting) {
            begun.contended = true;
        }
    }

    private void acquired(MmEvent event) {
        touched.touch(Key.lock(event.get(Field.LOCK)));
        TaskLocks task = at(event.pid(), event);
        if (task != null) {
            task.acquired(event);
        }
    }

    private void release(MmEvent event) {
        long lock = event.get(Field.LOCK);
        touched.touch(Key.lock(lock));
        TaskLocks task = at(event.pid(), event);
        if (task != null) {
            Hold held = task.release(lock);
            if (held != null && !held.waiting && !held.read && PAGE_TABLE_LOCKS.contains(held.kind)) {
                releases.add(lock, event.time());
            }
        }
    }

    /**
     * Who holds mmap_lock for writing cannot get it for reading: this is mmap_write_downgrade, of which lockdep prints nothing. Any
     * other is an acquisition, for the kernels on which nothing else shows it: by a trylock or not, which is not told.
     */
    private void mmapLocked(MmEvent event) {
        TaskLocks task = event.is(Field.OK) ? at(event.pid(), event) : null;
        if (task == null) {
            return;
        }
        long mm = event.get(Field.MM);
        long lock = mms.mmapLock(mm);
        Hold byLock = lock == 0 ? null : task.find(lock);
        Hold held = byLock == null ? task.find(mm) : byLock;
        boolean read = !event.is(Field.WRITE);
        if (held != null && read && (byLock != null || !held.read)) {
            held.read = true;
        } else if (!shows(Word.MMAP_LOCK) && mm != 0) {
            seen.add(mm);
            Hold rwsem = task.rwsemOfMmapLock();
            Hold taken = new Hold(mm, Word.MMAP_LOCK, read, false, event);
            if (rwsem != null) {
                task.releaseIfHeld(rwsem.lock); // the same, by its name now
                taken.tried = rwsem.tried;
            }
            task.add(taken);
        }
        task.mmapStart = 0;
    }

    /** Whoever took it: bpf has an interrupt release what a task took for reading. */
    private void mmapUnlocked(MmEvent event) {
        TaskLocks task = at(event.pid(), event);
        long mm = event.get(Field.MM);
        if (shows(Word.MMAP_LOCK) && (task == null || task.find(mm) == null)) {
            return; // lockdep prints the release, too
        }
        if (task != null && task.releaseIfHeld(mm)) {
            return;
        }
        for (Int2ObjectHashMap<TaskLocks>.EntryIterator at = byPid.entrySet().iterator(); at.hasNext(); ) {
            at.next();
            if (at.getValue().releaseIfHeld(mm)) {
                touched.touch(Key.task(at.getIntKey()));
            }
        }
        if (task != null) {
            task.known = false;
        }
    }

    /** A new task holds none of its creator's locks. */
    private void attach(MmEvent event) {
        int child = (int) event.get(Field.PID);
        if (event.is(Field.HOW, Word.ATTACH) && child != event.pid()) {
            holdsNone(child, event);
        }
    }

    /** Only if it holds nothing: one that it seems to hold for ever still tells who has the lock. */
    private void dead(MmEvent event) {
        int pid = (int) event.get(Field.PID);
        touched.touch(Key.task(pid));
        TaskLocks task = byPid.get(pid);
        if (task != null && task.holdsNothing()) {
            byPid.remove(pid);
        }
    }

    private void holdsNone(int pid, MmEvent event) {
        TaskLocks task = at(pid, event);
        if (task != null) {
            task.holdsNone(event.line());
        }
    }

    /** In which order it took and released what is not told: nothing is known of it until it holds none again. */
    void forgetTask(int pid) {
        TaskLocks task = byPid.get(pid);
        if (task != null) {
            task.drop(mms.now());
        }
    }

    void forget() {
        byPid = new Int2ObjectHashMap<>();
        releases = new Releases();
    }
}
