package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pages each task has locked. The page lock has no owner: only what a task's own try or wait got, and nobody has unlocked
 * since, is taken for its own. A page that is born locked, as those of a readahead are, belongs to the I/O that will unlock it; one
 * that a waker handed over belongs to the sleeper from its own event on.
 */
public final class PageLocks {

    private static final long NOBODY = -1;
    private static final long NOT_HELD = 0;

    /** More than a huge page has tails. Whoever locks more holds some anyway; which ones does not matter any more. */
    private static final int MOST = 4096;

    /** A page that a task has locked, and the line at which it got the lock. */
    public record Locked(long pfn, long line) {}

    /** The pages of one task. */
    private static final class Held {
        final Long2LongHashMap lines = new Long2LongHashMap(NOT_HELD);
        /** Pages that it may have locked: another CPU did something with them at that stamp, and who was first is not told. */
        final LongHashSet unsure = new LongHashSet();

        long lastTime;
        int lastCpu;

        Locked first() {
            long first = NOBODY;
            long line = Long.MAX_VALUE;
            for (Long2LongHashMap.EntryIterator at = lines.entrySet().iterator(); at.hasNext(); ) {
                at.next();
                if (at.getLongValue() < line) {
                    first = at.getLongKey();
                    line = at.getLongValue();
                }
            }
            return new Locked(first, line);
        }
    }

    private Long2LongHashMap holders = new Long2LongHashMap(NOBODY);
    private Int2ObjectHashMap<Held> byPid = new Int2ObjectHashMap<>();

    PageLocks(Transitions transitions) {
        transitions.on(EventKind.FOLIO_LOCK, this::lock);
        transitions.on(EventKind.FOLIO_UNLOCK, event -> drop(event.get(Field.PFN), event));
        transitions.on(EventKind.PAGE_ALLOC, this::reborn);
        transitions.on(EventKind.PAGE_FREE, this::reborn);
        transitions.on(EventKind.USER_MODE, event -> toUserMode(event.pid()));
        transitions.on(EventKind.TASK_DEAD, event -> toUserMode((int) event.get(Field.PID)));
    }

    /** The page that the task has held locked for longest, null if it is not known to hold any. */
    public @Nullable Locked first(int pid) {
        Held held = byPid.get(pid);
        return held == null || held.lines.isEmpty() ? null : held.first();
    }

    /** The line at which the task locked this page, 0 if it is not known to hold it locked. */
    public long line(int pid, long pfn) {
        Held held = byPid.get(pid);
        return held == null ? 0 : held.lines.get(pfn);
    }

    /** The pages that the task is known to have locked, the one it has held for longest first. */
    public List<Locked> held(int pid) {
        Held held = byPid.get(pid);
        List<Locked> locked = new ArrayList<>();
        if (held != null) {
            held.lines.forEachLong((pfn, line) -> locked.add(new Locked(pfn, line)));
            locked.sort(Comparator.comparingLong(Locked::line).thenComparingLong(Locked::pfn));
        }
        return locked;
    }

    /** What is known of the task's page locks is all of them, if its other locks are known. */
    public boolean known(int pid) {
        Held held = byPid.get(pid);
        return held == null || held.unsure.isEmpty();
    }

    private void lock(MmEvent event) {
        if (event.has(Field.OK) && !event.is(Field.OK)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        drop(pfn, event);
        boolean own = event.is(Field.HOW, Word.TRY) || event.is(Field.HOW, Word.WAIT);
        if (!own || !event.has(Field.OK) || event.inInterrupt() || event.pid() == 0) {
            return;
        }
        Held held = byPid.get(event.pid());
        if (held == null) {
            held = new Held();
            byPid.put(event.pid(), held);
        }
        if (held.lines.size() < MOST) {
            held.lines.put(pfn, event.line());
            holders.put(pfn, event.pid());
        }
        held.lastTime = event.time();
        held.lastCpu = event.cpu();
    }

    private void drop(long pfn, MmEvent event) {
        Held held = holder(pfn);
        if (held != null && event.time() == held.lastTime && event.cpu() != held.lastCpu) {
            held.lines.remove(pfn);
            held.unsure.add(pfn);
        } else {
            drop(pfn);
        }
    }

    private void drop(long pfn) {
        Held held = holder(pfn);
        holders.remove(pfn);
        if (held != null) {
            held.lines.remove(pfn);
            held.unsure.remove(pfn);
        }
    }

    private @Nullable Held holder(long pfn) {
        long pid = holders.get(pfn);
        return pid == NOBODY ? null : byPid.get((int) pid);
    }

    private void reborn(MmEvent event) {
        long order = event.get(Field.ORDER);
        if (holders.isEmpty() || !PageOrder.valid(order)) {
            return;
        }
        for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
            drop(pfn, event);
        }
    }

    /** Whatever is still locked is locked for I/O. */
    private void toUserMode(int pid) {
        Held held = byPid.remove(pid);
        if (held != null) {
            held.lines.forEachLong((pfn, line) -> holders.remove(pfn, pid));
            held.unsure.forEach(pfn -> holders.remove(pfn.longValue(), pid));
        }
    }

    /** What happened to this page at one stamp has no order: until it is heard of again the task may hold it or not. */
    void forget(long pfn) {
        Held held = holder(pfn);
        if (held != null) {
            held.lines.remove(pfn);
            held.unsure.add(pfn);
        }
    }

    void forget() {
        holders = new Long2LongHashMap(NOBODY);
        byPid = new Int2ObjectHashMap<>();
    }
}
