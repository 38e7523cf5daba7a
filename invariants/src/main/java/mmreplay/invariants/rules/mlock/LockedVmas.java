package mmreplay.invariants.rules.mlock;

import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which vmas have VM_LOCKED, and since when that is certain. Flags and ranges change under mmap_lock, but reclaim reads them
 * without it; an event can be printed before its store or after it. Once the task that changed a vma has released mmap_lock, all
 * that it did is done.
 */
final class LockedVmas {

    private static final long VM_LOCKED = 0x2000;

    /** No task changes more vmas under one mmap_lock. */
    private static final int MOST = 1 << 16;

    /** What one event said of a vma. */
    static final class State {
        final boolean locked;
        final long line;
        private final int task;
        /** The release of mmap_lock after it, 0 for not yet. */
        long settled;

        State(boolean locked, MmEvent event) {
            this.locked = locked;
            line = event.line();
            task = event.pid();
        }
    }

    private final boolean settles;
    private final Long2ObjectHashMap<State> byVma = new Long2ObjectHashMap<>();
    /** By task: the vmas whose states await its release of mmap_lock. */
    private final Int2ObjectHashMap<LongHashSet> unsettled = new Int2ObjectHashMap<>();

    /** @param settles releases of mmap_lock will be told; else nothing is kept for them */
    LockedVmas(boolean settles) {
        this.settles = settles;
    }

    /** A vma event: of its flags, or of its range, which puts other pages under its flags. */
    void changed(MmEvent event) {
        long vma = event.get(Field.VMA);
        if (event.is(Field.HOW, Word.FREE)) {
            gone(byVma.remove(vma), vma);
        } else if (event.has(Field.FLAGS)) {
            State state = new State((event.get(Field.FLAGS) & VM_LOCKED) != 0, event);
            gone(byVma.put(vma, state), vma);
            if (settles) {
                await(event.pid(), vma);
            }
        }
    }

    private void await(int task, long vma) {
        LongHashSet vmas = unsettled.computeIfAbsent(task, pid -> new LongHashSet());
        if (vmas.size() == MOST) {
            vmas.clear(); // no release of mmap_lock shows in this trace: they stay unsettled
        }
        vmas.add(vma);
    }

    /** A state that a later one replaces, or whose vma is freed, awaits nothing. */
    private void gone(@Nullable State state, long vma) {
        LongHashSet vmas = state == null ? null : unsettled.get(state.task);
        if (state != null && vmas != null && vmas.remove(vma) && vmas.isEmpty()) {
            unsettled.remove(state.task);
        }
    }

    /** What was said of it last is not certain. */
    void disputed(long vma) {
        gone(byVma.remove(vma), vma);
    }

    /** The task releases an mmap_lock. */
    void released(MmEvent event) {
        LongHashSet vmas = unsettled.remove(event.pid());
        if (vmas == null) {
            return;
        }
        LongHashSet.LongIterator at = vmas.iterator();
        while (at.hasNext()) {
            State state = byVma.get(at.nextValue());
            if (state != null) {
                state.settled = event.line();
            }
        }
    }

    /** What was said of it last; null if nothing was. */
    @Nullable
    State of(long vma) {
        return byVma.get(vma);
    }

    void died(int pid) {
        unsettled.remove(pid);
    }

    void forget() {
        byVma.clear();
        unsettled.clear();
    }
}
