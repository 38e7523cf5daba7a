package mmreplay.invariants.machine;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every page that something is known of: allocation, mapping, counts, page lock, swap cache.
 *
 * <p>Allocations are kept apart in a primitive map, because most pages that a trace sees allocated are never seen again.
 */
public final class Folios {

    private static final long NOT_ALLOCATED = -1;
    /** allocation = line &lt;&lt; 22 | pid: pids end at 2^22 (PID_MAX_LIMIT). */
    private static final int PID_BITS = 22;

    private static final long PID_MASK = (1L << PID_BITS) - 1;

    private static final long HUGE_HEAD = ~511L;

    private final Touched touched;
    private final boolean emptyStart;
    private final AnonVmas anonVmas;
    private Long2ObjectHashMap<Page> pages = new Long2ObjectHashMap<>();
    private Long2LongHashMap allocations = new Long2LongHashMap(NOT_ALLOCATED);

    private long contradictions;
    private long now;

    Folios(Transitions transitions, Touched touched, boolean emptyStart, AnonVmas anonVmas) {
        this.touched = touched;
        this.emptyStart = emptyStart;
        this.anonVmas = anonVmas;
        transitions.on(EventKind.PAGE_ALLOC, this::alloc);
        transitions.on(EventKind.PAGE_FREE, this::free);
        transitions.on(EventKind.FOLIO_LOCK, this::lock);
        transitions.on(EventKind.FOLIO_UNLOCK, this::unlock);
        transitions.on(EventKind.FOLIO_FLAG, this::flag);
        transitions.on(EventKind.MAPPING_SET, this::mappingSet);
        transitions.on(EventKind.RMAP_ADD, this::rmapAdd);
        transitions.on(EventKind.RMAP_REMOVE, this::rmapRemove);
        transitions.on(EventKind.PAGE_SAMPLE, this::sample);
        transitions.on(EventKind.PAGE_COPY, this::copy);
        transitions.on(EventKind.SWAPCACHE, this::swapcache);
    }

    /** What is known of a page, or null if nothing is. */
    public @Nullable Page find(long pfn) {
        Page page = pages.get(pfn);
        if (page == null && (emptyStart || allocations.get(pfn) != NOT_ALLOCATED)) {
            page = create(pfn);
        }
        return page;
    }

    /** As {@link #find}, but null for a page that was allocated and never touched since. */
    public @Nullable Page touched(long pfn) {
        return pages.get(pfn);
    }

    /** The page was allocated in this trace, so its history is known from there. */
    public boolean born(long pfn) {
        return emptyStart || allocations.get(pfn) != NOT_ALLOCATED;
    }

    /** End (exclusive) of the pages from {@code pfn} on that came from the same allocation, and are still allocated. */
    public long blockEnd(long pfn) {
        long allocation = allocations.get(pfn);
        long end = pfn + 1;
        while (allocation != NOT_ALLOCATED && end < pfn + (1L << PageOrder.MAX) && allocations.get(end) == allocation) {
            end++;
        }
        return end;
    }

    /** The page came from an allocation of more than one: it may be part of a large folio. */
    public boolean inBlock(long pfn) {
        long allocation = allocations.get(pfn);
        return allocation != NOT_ALLOCATED
                && (allocations.get(pfn + 1) == allocation || allocations.get(pfn - 1) == allocation);
    }

    /**
     * As {@link #inBlock}, unless the page was seen to be split off: then it has a mapping of its own. A page whose allocation was
     * not seen may be part of anything.
     */
    public boolean mayBePart(long pfn) {
        Page page = pages.get(pfn);
        boolean ownMapping = page != null && page.mappingKnown && page.mapping != 0;
        return (inBlock(pfn) || !born(pfn)) && (!ownMapping || (pfn & ~HUGE_HEAD) == 0);
    }

    /**
     * The page has an anonymous mapping of its own: it is neither part of a large folio, whose mapping is its head's, nor a KSM page,
     * which is found otherwise. Unknown, too, where nobody saw how it was allocated.
     */
    public Tri smallAnon(long pfn) {
        Page page = find(pfn);
        if (page == null || !page.mappingKnown()) {
            return Tri.UNKNOWN;
        }
        if (!AnonVmas.isAnon(page.mapping())) {
            return Tri.NO;
        }
        if (!mayBePart(pfn)) {
            return Tri.YES;
        }
        return inBlock(pfn) ? Tri.NO : Tri.UNKNOWN;
    }

    /** Pages that were allocated while they were: a free in between was not recorded. */
    public long contradictions() {
        return contradictions;
    }

    public int size() {
        return pages.size() + allocations.size();
    }

    Page get(long pfn) {
        Page page = pages.get(pfn);
        return page == null ? create(pfn) : page;
    }

    private Page create(long pfn) {
        Page page = new Page(pfn);
        long allocation = allocations.get(pfn);
        if (allocation != NOT_ALLOCATED || emptyStart) {
            page.born = true;
            page.mappingKnown = true;
            page.cacheKnown = true;
            page.locked = Tri.NO;
            page.lru = Tri.NO;
            page.uptodate = Tri.NO;
            page.mlocked = Tri.NO;
        }
        if (allocation != NOT_ALLOCATED) {
            page.bornLine = allocation >>> PID_BITS;
            page.allocPid = (int) (allocation & PID_MASK);
        }
        pages.put(pfn, page);
        return page;
    }

    private void alloc(MmEvent event) {
        long pfn = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (!event.has(Field.PFN) || !PageOrder.valid(order)) {
            return;
        }
        long allocation = event.line() << PID_BITS | (event.pid() & PID_MASK); // no more of it in a trace that lies
        for (long p = pfn; p < pfn + (1L << order); p++) {
            if (allocations.get(p) != NOT_ALLOCATED) {
                contradictions++;
            }
            drop(p);
            allocations.put(p, allocation);
            touched.touch(Key.page(p));
        }
    }

    private void free(MmEvent event) {
        long pfn = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (!event.has(Field.PFN) || !PageOrder.valid(order)) {
            return;
        }
        for (long p = pfn; p < pfn + (1L << order); p++) {
            drop(p);
            allocations.remove(p);
            touched.touch(Key.page(p));
        }
    }

    private void drop(long pfn) {
        Page page = pages.remove(pfn);
        if (page != null) {
            anonVmas.unmapped(page);
        }
    }

    private void lock(MmEvent event) {
        Page page = change(event, Field.PFN);
        page.lockLine = event.line();
        if (!event.has(Field.OK)) {
            // a slow path was entered: who gets the lock, and when, is not shown
            page.locked = Tri.UNKNOWN;
            page.lockPid = Page.NOBODY;
        } else if (event.is(Field.OK)) {
            page.locked = Tri.YES;
            // a waker that hands the lock over is not its new holder; the sleeper says "wait" next
            page.lockPid = event.is(Field.HOW, Word.HANDOFF) ? Page.NOBODY : event.pid();
        } else {
            page.locked = Tri.YES;
        }
    }

    private void unlock(MmEvent event) {
        Page page = change(event, Field.PFN);
        page.locked = Tri.NO;
        page.lockPid = Page.NOBODY;
        page.lockLine = event.line();
    }

    /** One flag changed; the event may show others beside it. */
    private void flag(MmEvent event) {
        Page page = change(event, Field.PFN);
        if (event.has(Field.LRU)) {
            page.lru = Tri.of(event.is(Field.LRU));
        }
        if (event.has(Field.MLOCKED)) {
            page.mlocked = Tri.of(event.is(Field.MLOCKED));
        }
        if (event.has(Field.VAL)) {
            Tri value = Tri.of(event.is(Field.VAL));
            switch (event.word(Field.FLAG)) {
                case PG_LRU -> page.lru = value;
                case PG_UPTODATE -> page.uptodate = value;
                case PG_MLOCKED -> page.mlocked = value;
                default -> {}
            }
        }
    }

    private void mappingSet(MmEvent event) {
        Page page = change(event, Field.PFN);
        anonVmas.unmapped(page);
        page.mappingKnown = event.has(Field.NEW);
        page.mapping = event.get(Field.NEW);
        page.mappingLine = event.line();
        page.indexKnown = event.has(Field.INDEX);
        page.index = event.get(Field.INDEX);
        anonVmas.mapped(page);
        if (event.is(Field.HOW, Word.SPLIT) && event.is(Field.LOCKED)) {
            // __split_huge_page_tail copies PG_locked of the head to every tail, without a lock event
            page.locked = Tri.YES;
            page.lockPid = event.pid();
            page.lockLine = event.line();
        }
    }

    private void rmapAdd(MmEvent event) {
        Page page = change(event, Field.PFN);
        page.everMapped = true;
        page.rmapLine = event.line();
        page.rmapTime = event.time();
        page.rmapCpus |= 1L << event.cpu();
        page.seenUnmapped = false;
        if (event.is(Field.COMPOUND)) {
            page.everCompound = true;
            page.compoundCount++;
        } else {
            page.rmapCount++;
        }
        touchAnonVma(page);
        if (event.is(Field.VMA) && !event.is(Field.HOW, Word.DUP)) {
            page.mappers.addLong(event.get(Field.VMA));
        }
    }

    private void rmapRemove(MmEvent event) {
        Page page = change(event, Field.PFN);
        page.rmapLine = event.line();
        page.rmapTime = event.time();
        page.rmapCpus |= 1L << event.cpu();
        page.seenUnmapped = event.has(Field.MAPCOUNT) && event.get(Field.MAPCOUNT) == 0;
        if (event.is(Field.COMPOUND)) {
            page.compoundCount--;
        } else {
            page.rmapCount--;
        }
        page.mappers.removeLong(event.get(Field.VMA));
        touchAnonVma(page);
    }

    private void sample(MmEvent event) {
        Page page = get(event.get(Field.PFN));
        if (event.has(Field.MAPPING)) {
            anonVmas.unmapped(page);
            page.mappingKnown = true;
            page.mapping = event.get(Field.MAPPING);
            page.mappingLine = event.line();
            anonVmas.mapped(page);
        }
        if (event.has(Field.INDEX)) {
            page.indexKnown = true;
            page.index = event.get(Field.INDEX);
        }
        if (event.has(Field.MAPCOUNT)) {
            page.sampledCount = (int) event.get(Field.MAPCOUNT);
            page.sampleLine = event.line();
        }
    }

    private void copy(MmEvent event) {
        if (!event.has(Field.SRC)) {
            return;
        }
        Page page = change(event, Field.DST);
        page.copied = true;
        page.copySource = event.get(Field.SRC);
        page.copyLine = event.line();
        page.copiedForSwapin = event.is(Field.HOW, Word.KSM);
    }

    private void swapcache(MmEvent event) {
        Page page = change(event, Field.PFN);
        page.cacheKnown = true;
        page.inCache = event.is(Field.HOW, Word.ADD);
        page.cacheEntry = event.get(Field.ENTRY);
        page.cacheLine = event.line();
        page.everCached = true;
    }

    private Page change(MmEvent event, Field field) {
        Page page = get(event.get(field));
        if (page.allocPid != event.pid()) {
            page.touchedByOthers = true;
        }
        touched.touch(Key.page(page.pfn));
        return page;
    }

    /** Whether its pages are mapped is a fact about the anon_vma, too (AV-1); a huge page's mapping stands in its head. */
    private void touchAnonVma(Page page) {
        Page head = page.mappingKnown && page.mapping != 0 ? page : pages.get(page.pfn & HUGE_HEAD);
        if (head != null && head.mappingKnown && AnonVmas.isAnon(head.mapping)) {
            touched.touch(Key.pagesOf(AnonVmas.address(head.mapping)));
        }
    }

    /** Line of the event whose changes to entries follow. */
    void entriesChangeAt(long line) {
        now = line;
    }

    void slotAdded(long pfn, long slot) {
        Page page = get(pfn);
        page.addSlot(slot);
        page.slotsLine = now;
        touchAnonVma(page);
    }

    void slotRemoved(long pfn, long slot) {
        Page page = pages.get(pfn);
        if (page != null) {
            page.removeSlot(slot);
            page.slotsLine = now;
            touchAnonVma(page);
            if (page.blank()) {
                pages.remove(pfn);
            }
        }
    }

    /** What happened to it at one stamp has no order: counts commute, but whatever was stored or locked last is unknown. */
    void forget(long pfn, long since) {
        Page page = find(pfn); // one that was only allocated, too: it may have been used after that
        if (page == null) {
            return;
        }
        anonVmas.unmapped(page);
        page.mappingKnown = false;
        page.indexKnown = false;
        page.cacheKnown = false;
        page.locked = Tri.UNKNOWN;
        page.lockPid = Page.NOBODY;
        page.lru = Tri.UNKNOWN;
        page.uptodate = Tri.UNKNOWN;
        page.mlocked = Tri.UNKNOWN;
        page.seenUnmapped = false;
        page.touchedByOthers = true;
        if (page.bornLine >= since) {
            page.born = false; // freed and allocated, or allocated and freed?
            allocations.remove(pfn);
        }
    }

    void forget() {
        pages = new Long2ObjectHashMap<>();
        allocations = new Long2LongHashMap(NOT_ALLOCATED);
    }
}
