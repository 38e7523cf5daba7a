package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The swap slots: raw swap_map byte, the page that caches them, and how often they were given out. */
public final class SwapSlots {

    /** What is known of one slot. */
    public static final class Slot {
        private int generation;
        private long allocLine;
        private long allocTime;
        private long freeLine;
        private boolean usageKnown;
        private int usage;
        private Tri cached = Tri.UNKNOWN;
        private long cachePfn;
        private long cacheLine;

        /** How often the slot was given out since it is watched: only changes mean something. */
        public int generation() {
            return generation;
        }

        /** Line of the last allocation, 0 for none seen. */
        public long allocLine() {
            return allocLine;
        }

        /** Its time stamp; meaningful if {@link #allocLine} is not 0. */
        public long allocTime() {
            return allocTime;
        }

        public long freeLine() {
            return freeLine;
        }

        public boolean usageKnown() {
            return usageKnown;
        }

        /** The raw swap_map byte: count in the low 6 bits, 0x40 has cache. */
        public int usage() {
            return usage;
        }

        public Tri cached() {
            return cached;
        }

        /** The page in the swap cache for this slot; meaningful if {@link #cached} is YES. */
        public long cachePfn() {
            return cachePfn;
        }

        public long cacheLine() {
            return cacheLine;
        }
    }

    private final Touched touched;
    private final boolean emptyStart;
    private Long2ObjectHashMap<Slot> slots = new Long2ObjectHashMap<>();

    /** swp_type: the six bits above the offset. */
    private static final int TYPE_SHIFT = 58;

    SwapSlots(Transitions transitions, Touched touched, boolean emptyStart) {
        this.touched = touched;
        this.emptyStart = emptyStart;
        transitions.on(EventKind.SWAP_DEVICE, this::device);
        transitions.on(EventKind.SWAP_MAP, this::map);
        transitions.on(EventKind.SWAPCACHE, this::cache);
    }

    public @Nullable Slot find(long entry) {
        Slot slot = slots.get(entry);
        return slot == null && emptyStart ? get(entry) : slot;
    }

    public int size() {
        return slots.size();
    }

    /** For rules that begin to watch a slot before any event changed it. */
    Slot get(long entry) {
        Slot slot = slots.get(entry);
        if (slot == null) {
            slot = new Slot();
            slot.cached = emptyStart ? Tri.NO : Tri.UNKNOWN;
            slots.put(entry, slot);
        }
        return slot;
    }

    private void map(MmEvent event) {
        if (event.get(Field.ERR) != 0) {
            return;
        }
        Slot slot = get(event.get(Field.ENTRY));
        if (event.has(Field.AFTER)) {
            slot.usageKnown = true;
            slot.usage = (int) event.get(Field.AFTER);
        }
        if (event.is(Field.HOW, Word.ALLOC)) {
            slot.generation++;
            slot.allocLine = event.line();
            slot.allocTime = event.time();
            slot.cached = Tri.NO; // given out with SWAP_HAS_CACHE, but no folio is in the cache yet
            slot.cacheLine = event.line();
        }
        if (event.is(Field.HOW, Word.FREE) || (event.has(Field.AFTER) && event.get(Field.AFTER) == 0)) {
            slot.freeLine = event.line();
        }
        touched.touch(Key.swap(event.get(Field.ENTRY)));
    }

    private void cache(MmEvent event) {
        Slot slot = get(event.get(Field.ENTRY));
        slot.cached = Tri.of(event.is(Field.HOW, Word.ADD));
        slot.cachePfn = event.get(Field.PFN);
        slot.cacheLine = event.line();
        touched.touch(Key.swap(event.get(Field.ENTRY)));
    }

    /** What happened to it last is uncertain. */
    void forget(long entry) {
        slots.remove(entry);
    }

    private void device(MmEvent event) {
        if (!event.is(Field.HOW, Word.GET)) {
            touched.touch(Key.device(deviceOf(event)));
        }
    }

    /** Type of the swap device that a SWAP_DEVICE event is about. */
    public static int deviceOf(MmEvent event) {
        return (int) event.get(Field.SW_TYPE, deviceOf(event.get(Field.ENTRY)));
    }

    /** Type of the swap device that an entry lies on. */
    public static int deviceOf(long entry) {
        return (int) (entry >>> TYPE_SHIFT);
    }

    void forget() {
        slots = new Long2ObjectHashMap<>();
    }
}
