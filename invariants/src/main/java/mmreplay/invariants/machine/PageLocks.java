package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which pages each task has locked. The page lock has no owner: only what a task's own try or wait got, and nobody has unlocked
 * since, is taken for its own. A page that is born locked, as those of a readahead are, belongs to the I/O that will unlock it; one
 * that a waker handed over belongs to the sleeper from its own event on.
 */
public final class PageLocks {

    private static final long NOBODY = -1;
    private static final long NOT_HELD = 0;

    /** More than a huge page's tails: a task that seems to hold so many is one whose unlocks cannot be told. */
    private static final int MOST = 4096;

    private Long2LongHashMap holders = new Long2LongHashMap(NOBODY);
    /** By pid: the line at which it got each page's lock. */
    private Int2ObjectHashMap<Long2LongHashMap> byPid = new Int2ObjectHashMap<>();

    PageLocks(Transitions transitions) {
        transitions.on(EventKind.FOLIO_LOCK, this::lock);
        transitions.on(EventKind.FOLIO_UNLOCK, event -> drop(event.get(Field.PFN)));
        transitions.on(EventKind.PAGE_ALLOC, this::reborn);
        transitions.on(EventKind.PAGE_FREE, this::reborn);
        transitions.on(EventKind.USER_MODE, event -> toUserMode(event.pid()));
    }

    /** What a page of a task was found to be. */
    public record Locked(long pfn, long line) {}

    /** The page that the task has held locked for longest, null if it is not known to hold any. */
    public @Nullable Locked first(int pid) {
        Long2LongHashMap pages = byPid.get(pid);
        long first = Long.MAX_VALUE;
        long pfn = 0;
        if (pages != null) {
            for (Long2LongHashMap.EntryIterator at = pages.entrySet().iterator(); at.hasNext(); ) {
                at.next();
                if (at.getLongValue() < first) {
                    first = at.getLongValue();
                    pfn = at.getLongKey();
                }
            }
        }
        return first == Long.MAX_VALUE ? null : new Locked(pfn, first);
    }

    /** The task has it locked, as far as that is known. */
    public boolean holds(int pid, long pfn) {
        return holders.get(pfn) == pid;
    }

    private void lock(MmEvent event) {
        boolean own = event.is(Field.HOW, Word.TRY) || event.is(Field.HOW, Word.WAIT);
        if (event.has(Field.OK) && !event.is(Field.OK)) {
            return;
        }
        long pfn = event.get(Field.PFN);
        drop(pfn);
        if (event.has(Field.OK) && own && !event.inInterrupt() && event.pid() != 0) {
            Long2LongHashMap pages = byPid.get(event.pid());
            if (pages == null) {
                pages = new Long2LongHashMap(NOT_HELD);
                byPid.put(event.pid(), pages);
            } else if (pages.size() >= MOST) {
                toUserMode(event.pid());
            }
            pages.put(pfn, event.line());
            holders.put(pfn, event.pid());
        }
    }

    private void drop(long pfn) {
        long pid = holders.remove(pfn);
        Long2LongHashMap pages = pid == NOBODY ? null : byPid.get((int) pid);
        if (pages != null) {
            pages.remove(pfn);
            if (pages.isEmpty()) {
                byPid.remove((int) pid);
            }
        }
    }

    private void reborn(MmEvent event) {
        long order = event.get(Field.ORDER);
        if (holders.isEmpty() || !PageOrder.valid(order)) {
            return;
        }
        for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
            drop(pfn);
        }
    }

    /** Whatever is still locked is locked for I/O. */
    private void toUserMode(int pid) {
        Long2LongHashMap pages = byPid.get(pid);
        if (pages != null) {
            pages.forEachLong((pfn, line) -> holders.remove(pfn));
            pages.clear();
        }
    }

    void forget(long pfn) {
        drop(pfn);
    }

    void forget() {
        holders = new Long2LongHashMap(NOBODY);
        byPid = new Int2ObjectHashMap<>();
    }
}
