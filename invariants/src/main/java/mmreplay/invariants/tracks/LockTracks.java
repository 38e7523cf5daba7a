package mmreplay.invariants.tracks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageLocks;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.result.Why;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;

/** Which locks each task holds from when to when: the machine's own view, fed with what concerns locks only. */
public final class LockTracks {

    private static final String PAGE_LOCK = "page lock";
    private static final long NOBODY = -1;

    private static final Set<FactClass> CLASSES =
            EnumSet.of(FactClass.LOCKS, FactClass.MMAP_LOCKS, FactClass.RWSEMS, FactClass.FOLIO_LOCK, FactClass.MM);

    private static final Set<EventKind> KINDS = EnumSet.of(
            EventKind.USER_MODE, EventKind.TASK_DEAD, EventKind.MMAP_START, EventKind.PAGE_ALLOC, EventKind.PAGE_FREE);

    /** A lock that is held: it is told from another acquisition of the same one by its line. */
    private record Open(int pid, String comm, int slot, String lock, long name, boolean read, long line, long from) {}

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
    private final Int2ObjectHashMap<List<Open>> byPid = new Int2ObjectHashMap<>();
    /** Who has a page locked, of those that are open. */
    private final Long2LongHashMap pages = new Long2LongHashMap(NOBODY);

    private final TrackListener listener;
    private long now;

    public LockTracks(TrackListener listener) {
        this.listener = listener;
    }

    /** One canonical event, and the event of the trace that it comes from. */
    public void event(MmEvent event, RawEvent raw) throws IOException {
        now = event.time();
        if (!CLASSES.contains(event.kind().factClass()) && !KINDS.contains(event.kind())) {
            return;
        }
        machine.apply(event);
        update(event.pid(), raw);
        long other = event.has(Field.PFN) ? pages.get(event.get(Field.PFN)) : NOBODY;
        if (other != NOBODY && other != event.pid()) {
            update((int) other, raw);
        }
        if (event.kind() == EventKind.MMAP_UNLOCKED || event.kind() == EventKind.TASK_DEAD) {
            updateAll(raw); // whoever releases it, it may be another task's
        }
    }

    private void updateAll(RawEvent raw) throws IOException {
        for (int pid : pids()) {
            update(pid, raw);
        }
    }

    private Set<Integer> pids() {
        return new TreeSet<>(byPid.keySet());
    }

    private void update(int pid, RawEvent raw) throws IOException {
        List<Hold> holds = machine.locks().held(pid);
        List<PageLocks.Locked> locked = machine.pageLocks().held(pid);
        List<Open> open = byPid.get(pid);
        if (open == null) {
            if (holds.isEmpty() && locked.isEmpty()) {
                return;
            }
            open = new ArrayList<>();
            byPid.put(pid, open);
        }
        for (Iterator<Open> at = open.iterator(); at.hasNext(); ) {
            Open one = at.next();
            if (!goesOn(one, holds, locked)) {
                at.remove();
                close(one, TrackListener.End.RELEASED);
            }
        }
        for (Hold hold : holds) {
            open(open, pid, raw, word(hold), hold.lock(), hold.read(), hold.line());
        }
        for (PageLocks.Locked page : locked) {
            open(open, pid, raw, PAGE_LOCK, page.pfn(), false, page.line());
        }
        if (open.isEmpty()) {
            byPid.remove(pid);
        }
    }

    private static String word(Hold hold) {
        return hold.kind().name().toLowerCase(Locale.ROOT);
    }

    private static boolean goesOn(Open one, List<Hold> holds, List<PageLocks.Locked> locked) {
        return one.lock().equals(PAGE_LOCK)
                ? locked.stream().anyMatch(page -> page.pfn() == one.name() && page.line() == one.line())
                : holds.stream().anyMatch(hold -> hold.lock() == one.name() && hold.line() == one.line());
    }

    private void open(List<Open> open, int pid, RawEvent raw, String lock, long name, boolean read, long line) {
        BitSet taken = new BitSet();
        for (Open one : open) {
            if (one.name() == name && one.line() == line && one.lock().equals(lock)) {
                return;
            }
            taken.set(one.slot());
        }
        open.add(new Open(pid, raw.comm(), taken.nextClearBit(0), lock, name, read, line, now));
        if (lock.equals(PAGE_LOCK)) {
            pages.put(name, pid);
        }
    }

    private void close(Open one, TrackListener.End end) throws IOException {
        if (one.lock().equals(PAGE_LOCK)) {
            pages.remove(one.name());
        }
        listener.held(new TrackListener.Held(
                one.pid(),
                one.comm(),
                one.slot(),
                one.lock(),
                "0x" + Long.toHexString(one.name()),
                one.read(),
                one.line(),
                one.from(),
                Math.max(now, one.from()),
                end));
    }

    /** Events were lost: what is held after that is not known. */
    public void gap() throws IOException {
        machine.forget(Why.LOST);
        closeAll(TrackListener.End.LOST);
    }

    /** The trace has ended. */
    public void end() throws IOException {
        closeAll(TrackListener.End.OPEN);
    }

    private void closeAll(TrackListener.End end) throws IOException {
        for (int pid : pids()) {
            List<Open> open = byPid.remove(pid);
            if (open != null) {
                for (Open one : open) {
                    close(one, end);
                }
            }
        }
    }
}
