package mmreplay.invariants.rules.mlock;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
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
        /** The release of mmap_lock after it, 0 for not yet. */
        long settled;

        State(boolean locked, long line) {
            this.locked = locked;
            this.line = line;
        }
    }

    private final boolean settles;
    private final Long2ObjectHashMap<State> byVma = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<List<State>> unsettled = new Int2ObjectHashMap<>();

    /** @param settles releases of mmap_lock will be told; else nothing is kept for them */
    LockedVmas(boolean settles) {
        this.settles = settles;
    }

    /** A vma event: of its flags, or of its range, which puts other pages under its flags. */
    void changed(MmEvent event) {
        long vma = event.get(Field.VMA);
        if (event.is(Field.HOW, Word.FREE)) {
            byVma.remove(vma);
        } else if (event.has(Field.FLAGS)) {
            State state = new State((event.get(Field.FLAGS) & VM_LOCKED) != 0, event.line());
            byVma.put(vma, state);
            if (settles) {
                await(event.pid(), state);
            }
        }
    }

    private void await(int task, State state) {
        List<State> states = unsettled.computeIfAbsent(task, pid -> new ArrayList<>());
        if (states.size() == MOST) {
            states.clear(); // no release of mmap_lock shows in this trace: they stay unsettled
        }
        states.add(state);
    }

    /** The task releases an mmap_lock. */
    void released(MmEvent event) {
        List<State> states = unsettled.remove(event.pid());
        if (states != null) {
            states.forEach(state -> state.settled = event.line());
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
