package mmreplay.invariants.scene;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.result.Scene.Existence;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** What an event did to an object, in two or three words, and whether the object exists after it. */
final class Deeds {

    private static final Map<EventKind, String> WORDS = new EnumMap<>(EventKind.class);

    static {
        WORDS.put(EventKind.PAGE_ALLOC, "allocated");
        WORDS.put(EventKind.PAGE_FREE, "freed");
        WORDS.put(EventKind.FOLIO_LOCK, "locked");
        WORDS.put(EventKind.FOLIO_UNLOCK, "unlocked");
        WORDS.put(EventKind.FOLIO_FLAG, "flag");
        WORDS.put(EventKind.MAPPING_SET, "mapping set");
        WORDS.put(EventKind.RMAP_ADD, "rmap added");
        WORDS.put(EventKind.RMAP_REMOVE, "rmap removed");
        WORDS.put(EventKind.PAGE_SAMPLE, "seen");
        WORDS.put(EventKind.PAGE_COPY, "copied");
        WORDS.put(EventKind.PTE_READ, "entry read");
        WORDS.put(EventKind.PTE_SAME, "pte_same");
        WORDS.put(EventKind.PT_ALLOC, "table allocated");
        WORDS.put(EventKind.PT_LINK, "hooked in");
        WORDS.put(EventKind.PT_UNLINK, "unhooked");
        WORDS.put(EventKind.PT_FREE, "table freed");
        WORDS.put(EventKind.AV_FREE, "freed");
        WORDS.put(EventKind.AV_REF, "reference");
        WORDS.put(EventKind.AVC_LINK, "linked");
        WORDS.put(EventKind.AVC_UNLINK, "unlinked");
        WORDS.put(EventKind.VMA_ANON_VMA, "vma->anon_vma");
        WORDS.put(EventKind.AV_READ_BEGIN, "reader begins");
        WORDS.put(EventKind.AV_READER, "read");
        WORDS.put(EventKind.VMA, "vma");
        WORDS.put(EventKind.SWAPCACHE, "swap cache");
        WORDS.put(EventKind.SWAP_LOOKUP, "looked up");
        WORDS.put(EventKind.LOCK_ACQUIRE, "wanted");
        WORDS.put(EventKind.LOCK_ACQUIRED, "acquired");
        WORDS.put(EventKind.LOCK_CONTENDED, "contended");
        WORDS.put(EventKind.LOCK_RELEASE, "released");
        WORDS.put(EventKind.GT_PAGE, "kernel's account");
    }

    private static final Map<Word, String> VMA_WORDS = Map.of(
            Word.ALLOC, "allocated",
            Word.DUP, "duplicated",
            Word.FORK, "fork done",
            Word.STORE, "stored",
            Word.ADJUST, "adjusted",
            Word.FREE, "freed");

    private Deeds() {}

    static String of(Thing thing, MmEvent event) {
        return switch (event.kind()) {
            case PTE_WRITE, PMD_WRITE -> entry(thing, event);
            case SWAP_MAP -> "count " + count(event, Field.BEFORE) + " to " + count(event, Field.AFTER);
            case LOCK_ACQUIRE -> event.is(Field.TRY) ? "acquired" : "wanted";
            case AV_ALLOC -> event.is(Field.HOW, Word.FORK) ? "tree set at fork" : "allocated";
            case VMA -> VMA_WORDS.getOrDefault(event.word(Field.HOW), plain(event));
            default -> plain(event);
        };
    }

    private static String plain(MmEvent event) {
        String words = WORDS.getOrDefault(
                event.kind(), event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        Word how = event.word(event.kind() == EventKind.FOLIO_FLAG ? Field.FLAG : Field.HOW);
        boolean told = how != Word.OTHER && event.kind().factClass() != FactClass.LOCKS;
        String more = told ? ", " + how.name().toLowerCase(Locale.ROOT).replace('_', ' ') : "";
        if (event.kind() == EventKind.FOLIO_FLAG) {
            return told ? how.name().replace("PG_", "").toLowerCase(Locale.ROOT) + flag(event) : words;
        }
        return words + more;
    }

    private static String flag(MmEvent event) {
        return event.is(Field.VAL) ? " set" : " cleared";
    }

    private static String count(MmEvent event, Field field) {
        return event.has(field) ? "0x" + Long.toHexString(event.get(field)) : "?";
    }

    private static String entry(Thing thing, MmEvent event) {
        if (thing.sort() == Thing.Sort.SWAP_SLOT) {
            return Thing.refers(event, Field.NEW, thing) ? "entry put in" : "entry taken out";
        }
        int level = PageTables.level(event);
        if (thing.sort() == Thing.Sort.PAGE) {
            boolean old = Thing.refers(event, Field.OLD, thing);
            boolean now = Thing.refers(event, Field.NEW, thing);
            return old && now ? "entry changed" : now ? "mapped" : "unmapped";
        }
        long value = event.get(Field.NEW);
        return switch (Pte.state(value, level)) {
            case NONE -> "cleared";
            case PRESENT -> "maps 0x" + Long.toHexString(Pte.pfn(value));
            case SWAP -> "swap entry 0x" + Long.toHexString(Pte.swapEntry(value));
            case SPECIAL -> "special entry";
            case MARKER -> "marker";
        };
    }

    /** UNTOLD: as before. */
    static Existence after(Thing thing, MmEvent event) {
        return switch (event.kind()) {
            case PAGE_ALLOC, AV_ALLOC -> Existence.YES;
            case PAGE_FREE, AV_FREE -> Existence.NO;
            case VMA ->
                event.is(Field.HOW, Word.FREE)
                        ? Existence.NO
                        : event.is(Field.HOW, Word.ALLOC) || event.is(Field.HOW, Word.DUP)
                                ? Existence.YES
                                : Existence.UNTOLD;
            case SWAP_MAP ->
                event.has(Field.AFTER) ? event.is(Field.AFTER) ? Existence.YES : Existence.NO : Existence.UNTOLD;
            case PTE_WRITE -> thing.sort() == Thing.Sort.PTE ? entryExists(event) : Existence.UNTOLD;
            case LOCK_ACQUIRED -> Existence.YES;
            case LOCK_ACQUIRE -> event.is(Field.TRY) ? Existence.YES : Existence.UNTOLD;
            case LOCK_RELEASE -> Existence.NO;
            default -> Existence.UNTOLD;
        };
    }

    private static Existence entryExists(MmEvent event) {
        return Pte.present(event.get(Field.NEW), PageTables.level(event)) ? Existence.YES : Existence.NO;
    }

    /** What it was before this event is another object's story: an address, a pfn or a slot that is given out again. */
    static boolean birth(Thing thing, MmEvent event) {
        boolean slotTaken = event.kind() == EventKind.SWAP_MAP && event.has(Field.BEFORE) && !event.is(Field.BEFORE);
        return thing.sort() != Thing.Sort.LOCK
                && thing.sort() != Thing.Sort.PTE
                && after(thing, event) == Existence.YES
                && (event.kind() != EventKind.SWAP_MAP || slotTaken);
    }
}
