package mmreplay.invariants.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.result.Subject;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * An object that a finding is about.
 *
 * @param id the pfn, address or swap entry; of a PTE the virtual address of its page
 * @param mm of a PTE the mm that it is in, else 0
 */
record Thing(Sort sort, long id, long mm) {

    private static final long PTE_KEY = 15L << 60;
    private static final int PAGE_SHIFT = 12;
    /** The golden ratio in 64 bits: spreads what differs in few bits. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    /** What kind of object. */
    enum Sort {
        PAGE("page"),
        ANON_VMA("anon_vma"),
        VMA("vma"),
        SWAP_SLOT("swap slot"),
        PTE("pte"),
        LOCK("lock");

        private final String words;

        Sort(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The objects that a subject names. */
    static List<Thing> of(Subject subject) {
        List<Thing> things = new ArrayList<>();
        SortedMap<String, String> keys = subject.keys();
        keys.forEach((name, value) -> {
            Sort sort = sort(name);
            if (sort != null && value.startsWith("0x")) {
                things.add(new Thing(sort, hex(value), 0));
            }
        });
        String address = keys.getOrDefault("address", keys.getOrDefault("addr", ""));
        String mm = keys.getOrDefault("mm", "");
        if (address.startsWith("0x") && mm.startsWith("0x")) {
            things.add(new Thing(Sort.PTE, hex(address) >>> PAGE_SHIFT << PAGE_SHIFT, hex(mm)));
        }
        return things;
    }

    /** Which kind of object the rules' keys name; null for one that has no life of its own here. */
    private static @Nullable Sort sort(String key) {
        return switch (key) {
            case "pfn", "copy", "table" -> Sort.PAGE;
            case "anon_vma" -> Sort.ANON_VMA;
            case "vma" -> Sort.VMA;
            case "entry" -> Sort.SWAP_SLOT;
            case "lock", "held", "wanted" -> Sort.LOCK;
            default -> null;
        };
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text, 2, text.length(), 16);
    }

    /** In one word; see {@link Key}. */
    long key() {
        return switch (sort) {
            case PAGE -> Key.page(id);
            case ANON_VMA -> Key.anonVma(id);
            case VMA -> Key.vma(id);
            case SWAP_SLOT -> Key.swap(id);
            case PTE -> pteKey(mm, id);
            case LOCK -> Key.lock(id);
        };
    }

    /** The key of the PTE that maps this address in this mm. */
    static long pteKey(long mm, long address) {
        return PTE_KEY | ((mm ^ (address >>> PAGE_SHIFT) * SPREAD) & ~PTE_KEY);
    }

    String name() {
        return "0x" + Long.toHexString(id);
    }

    /** The key of what an entry refers to before (OLD) or after (NEW) a store: a page or a swap slot; 0 for neither. */
    static long referred(MmEvent event, Field field) {
        long value = event.get(field);
        int level = PageTables.level(event);
        return switch (Pte.state(value, level)) {
            case PRESENT -> Pte.leaf(value, level) ? Key.page(Pte.pfn(value)) : 0;
            case SWAP -> Key.swap(Pte.swapEntry(value));
            case NONE, SPECIAL, MARKER -> 0;
        };
    }

    static boolean refers(MmEvent event, Field field, Thing thing) {
        return referred(event, field) == thing.key();
    }
}
