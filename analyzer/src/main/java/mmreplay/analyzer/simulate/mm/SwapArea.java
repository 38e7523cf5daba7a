package mmreplay.analyzer.simulate.mm;

import java.util.ArrayDeque;
import java.util.Deque;
import mmreplay.analyzer.simulate.trace.Printer;
import org.jspecify.annotations.Nullable;

/** A swap device: swap_map, the slot cache and the swap cache. */
public final class SwapArea {

    private static final int HAS_CACHE = 0x40;
    private static final int BATCH = 8;

    private final Printer out;
    private final int slots;
    private final int[] map;
    private final @Nullable Page[] cache;
    private final int[] generations;
    /** Slots that are free: given out again soon. */
    private final Deque<Integer> free = new ArrayDeque<>();
    /** Slots that this cache of slots has taken: alloc was printed. */
    private final Deque<Integer> taken = new ArrayDeque<>();
    /** Freed slots whose free is not done yet. */
    private final Deque<Integer> returned = new ArrayDeque<>();

    public boolean off;

    SwapArea(Printer out, int slots) {
        this.out = out;
        this.slots = slots;
        map = new int[slots + 1];
        cache = new Page[slots + 1];
        generations = new int[slots + 1];
        for (int i = 1; i <= slots; i++) {
            free.add(i);
        }
    }

    private void event(int slot, String op, int before, int after, int error) {
        out.begin("swap_map")
                .x("entry", slot)
                .s("op", op)
                .x("before", before)
                .x("after", after)
                .d("err", error)
                .end();
    }

    /** folio_alloc_swap: an entry, or -1 if the device is full. */
    public long alloc() {
        if (taken.isEmpty()) {
            drain();
            for (int i = 0; i < BATCH && !free.isEmpty(); i++) {
                int slot = free.remove();
                event(slot, "alloc", map[slot], HAS_CACHE, 0);
                map[slot] = HAS_CACHE;
                taken.add(slot);
            }
        }
        return taken.isEmpty() ? -1 : taken.remove();
    }

    public boolean valid(long entry) {
        return entry >= 1 && entry <= slots;
    }

    public int count(long entry) {
        return map[(int) entry] & 0x3f;
    }

    public boolean hasCache(long entry) {
        return (map[(int) entry] & HAS_CACHE) != 0;
    }

    /** How often the slot was freed. */
    public int generation(long entry) {
        return generations[(int) entry];
    }

    /** A swap_free too many; it is printed only. */
    public void putAgain(long entry) {
        int slot = (int) entry;
        int before = map[slot] & ~0x3f;
        event(slot, "put", before, before == 0 ? 0x7f : before - 1, 0);
    }

    /** swap_duplicate. */
    public void dup(long entry) {
        int slot = (int) entry;
        event(slot, "dup", map[slot], map[slot] + 1, 0);
        map[slot]++;
    }

    /** swapcache_prepare. */
    public boolean prepare(long entry) {
        int slot = (int) entry;
        int before = map[slot];
        if ((before & HAS_CACHE) != 0) {
            event(slot, "cache_set", before, before, -17);
            return false;
        }
        if (before == 0) {
            event(slot, "cache_set", before, before, -2);
            return false;
        }
        map[slot] = before | HAS_CACHE;
        event(slot, "cache_set", before, map[slot], 0);
        return true;
    }

    /** swap_free. */
    public void put(long entry) {
        int slot = (int) entry;
        change(slot, "put", map[slot], map[slot] - 1);
    }

    /** swapcache_clear, or put_swap_folio. */
    public void clearCache(long entry) {
        int slot = (int) entry;
        change(slot, "cache_clear", map[slot], map[slot] & ~HAS_CACHE);
    }

    private void change(int slot, String op, int before, int after) {
        event(slot, op, before, after, 0);
        if (after == 0) {
            map[slot] = HAS_CACHE;
            returned.add(slot);
            generations[slot]++;
            if (returned.size() >= BATCH) {
                drain();
            }
        } else {
            map[slot] = after;
        }
    }

    /** The slot cache gives back what it holds. */
    public void drain() {
        while (!returned.isEmpty()) {
            int slot = returned.remove();
            event(slot, "free", HAS_CACHE, 0, 0);
            map[slot] = 0;
            free.addFirst(slot);
        }
    }

    /** drain_slots_cache_cpu of what was taken and not used: swapoff. */
    public void drainTaken() {
        while (!taken.isEmpty()) {
            int slot = taken.remove();
            event(slot, "free", HAS_CACHE, 0, 0);
            map[slot] = 0;
            free.add(slot);
        }
        drain();
    }

    /** swap_cache_get_folio. */
    public @Nullable Page lookup(long entry) {
        return cache[(int) entry];
    }

    public void add(Page page, long entry) {
        cache[(int) entry] = page;
        page.entry = entry;
        page.refs++;
        cacheEvent(page, entry, "add");
    }

    /** __delete_from_swap_cache; the reference is dropped by the caller. */
    public void delete(Page page) {
        cacheEvent(page, page.entry, "del");
        cache[(int) page.entry] = null;
        page.entry = -1;
    }

    private void cacheEvent(Page page, long entry, String op) {
        out.begin("swapcache")
                .x("pfn", page.pfn)
                .x("entry", entry)
                .s("op", op)
                .d("locked", page.locked ? 1 : 0)
                .end();
    }

    /** The slot caches hold something. */
    public boolean caches() {
        return !taken.isEmpty() || !returned.isEmpty();
    }

    /** No slot is in use, and no page is in the cache. */
    public boolean idle() {
        for (int slot = 1; slot <= slots; slot++) {
            if ((map[slot] & 0x3f) > 0
                    || cache[slot] != null
                    || (map[slot] != 0 && !taken.contains(slot) && !returned.contains(slot))) {
                return false;
            }
        }
        return true;
    }

    /** Pages of the cache whose entries nobody names. */
    public Deque<Page> cachedUnused() {
        Deque<Page> unused = new ArrayDeque<>();
        for (int slot = 1; slot <= slots; slot++) {
            Page page = cache[slot];
            if (page != null && (map[slot] & 0x3f) == 0) {
                unused.add(page);
            }
        }
        return unused;
    }
}
