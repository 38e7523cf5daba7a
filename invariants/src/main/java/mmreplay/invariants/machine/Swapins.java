package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each task's swap-in rests on: from which moment its data source is bound to which swap entry, and whether a pin has held
 * the entry since.
 *
 * <p>The moment is not the read of orig_pte but the page lock on the entry's swapcache folio (or the task's own SWAP_HAS_CACHE):
 * an entry that goes and comes back before that is benign, because the data is only then looked up (Hugh, 2010-07: pte_same
 * "does depend on keeping the original page locked").
 */
public final class Swapins {

    /** How many entries one task may have bound at a time; readahead binds a window of them. */
    private static final int MOST = 64;

    /** A task's hold on one swap entry. */
    public static final class Binding {
        private final long line;
        private final long time;
        private final int generation;
        private final long pfn;
        private final boolean byPage;
        private boolean pinned = true;
        private long unpinLine;

        Binding(MmEvent event, int generation, long pfn, boolean byPage) {
            line = event.line();
            time = event.time();
            this.generation = generation;
            this.pfn = pfn;
            this.byPage = byPage;
        }

        /** Line of the lock, or of the cache_set. */
        public long line() {
            return line;
        }

        /** The time stamp of that. */
        public long time() {
            return time;
        }

        /** The slot's generation then. */
        public int generation() {
            return generation;
        }

        /** The locked swapcache page; meaningful if {@link #byPage}. */
        public long pfn() {
            return pfn;
        }

        /** Pinned by the page lock; else by SWAP_HAS_CACHE alone. */
        public boolean byPage() {
            return byPage;
        }

        /** The pin has held all the time since. */
        public boolean pinned() {
            return pinned;
        }

        /** Line at which the pin was given up, 0 if it holds. */
        public long unpinLine() {
            return unpinLine;
        }
    }

    private final Folios folios;
    private final SwapSlots slots;
    private final boolean emptyStart;
    private Int2ObjectHashMap<Long2ObjectHashMap<Binding>> byTask = new Int2ObjectHashMap<>();

    Swapins(Transitions transitions, Folios folios, SwapSlots slots, boolean emptyStart) {
        this.folios = folios;
        this.slots = slots;
        this.emptyStart = emptyStart;
        transitions.on(EventKind.PTE_READ, this::read);
        transitions.on(EventKind.FOLIO_LOCK, this::lock);
        transitions.on(EventKind.FOLIO_UNLOCK, this::unlock);
        transitions.on(EventKind.SWAP_MAP, this::map);
        transitions.on(EventKind.PTE_SAME, this::recheck);
        transitions.on(EventKind.TASK_DEAD, event -> forgetTask((int) event.get(Field.PID)));
    }

    /** The task's hold on the entry, null if none was seen. */
    public @Nullable Binding find(int pid, long entry) {
        Long2ObjectHashMap<Binding> bindings = byTask.get(pid);
        return bindings == null ? null : bindings.get(entry);
    }

    /** A new fault: what the task held for an older one does not count. */
    private void read(MmEvent event) {
        byTask.remove(event.pid());
        if (emptyStart && Pte.state(event.get(Field.PTE), 1) == Pte.State.SWAP) {
            // nothing goes unrecorded here: until a page is locked, the section rests on nothing since this read
            long entry = Pte.swapEntry(event.get(Field.PTE));
            bind(event, entry, 0, false);
            Binding weak = find(event.pid(), entry);
            if (weak != null) {
                unpin(weak, event.line());
            }
        }
    }

    private void lock(MmEvent event) {
        Page page = folios.find(event.get(Field.PFN));
        if (event.is(Field.OK) && !event.is(Field.HOW, Word.HANDOFF) && page != null && page.inCache() == Tri.YES) {
            bind(event, page.cacheEntry, page.pfn, true);
        }
    }

    private void map(MmEvent event) {
        if (event.is(Field.HOW, Word.CACHE_SET) && event.get(Field.ERR) == 0) {
            bind(event, event.get(Field.ENTRY), 0, false);
        } else if (event.is(Field.HOW, Word.CACHE_CLEAR)) {
            // clearing SWAP_HAS_CACHE ends every pin that consisted of it
            byTask.values().forEach(bindings -> {
                Binding binding = bindings.get(event.get(Field.ENTRY));
                if (binding != null && !binding.byPage) {
                    unpin(binding, event.line());
                }
            });
        }
    }

    private void bind(MmEvent event, long entry, long pfn, boolean byPage) {
        Long2ObjectHashMap<Binding> bindings = byTask.get(event.pid());
        if (bindings == null || bindings.size() >= MOST) {
            bindings = new Long2ObjectHashMap<>();
            byTask.put(event.pid(), bindings);
        }
        bindings.put(entry, new Binding(event, slots.get(entry).generation(), pfn, byPage));
    }

    private void unlock(MmEvent event) {
        long pfn = event.get(Field.PFN);
        // the page lock has no owner: whoever clears it ends the pin of the task that took it
        byTask.values().forEach(bindings -> bindings.values().forEach(binding -> {
            if (binding.byPage && binding.pfn == pfn) {
                unpin(binding, event.line());
            }
        }));
    }

    /** The recheck is what a binding is for; what happens to the entry later is another swap-in's matter. */
    private void recheck(MmEvent event) {
        Long2ObjectHashMap<Binding> bindings = byTask.get(event.pid());
        if (bindings != null) {
            bindings.remove(Pte.swapEntry(event.get(Field.ORIG)));
            if (bindings.isEmpty()) {
                byTask.remove(event.pid());
            }
        }
    }

    private static void unpin(Binding binding, long line) {
        if (binding.pinned) {
            binding.pinned = false;
            binding.unpinLine = line;
        }
    }

    /** When it was locked and unlocked last is uncertain, so nothing that rests on its lock is known. */
    void forgetPage(long pfn) {
        byTask.values().forEach(bindings -> bindings.entrySet()
                .removeIf(binding -> binding.getValue().byPage && binding.getValue().pfn == pfn));
    }

    /** What happened to the slot last is uncertain. */
    void forgetEntry(long entry) {
        byTask.values().forEach(bindings -> bindings.remove(entry));
    }

    void forgetTask(int pid) {
        byTask.remove(pid);
    }

    void forget() {
        byTask = new Int2ObjectHashMap<>();
    }
}
