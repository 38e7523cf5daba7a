package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.ANON_EXCLUSIVE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.SWAP_MAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.SwapSlots;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;

/**
 * PG_anon_exclusive, and the bit that stands for it in a swap entry, say that nobody else maps the page: its owner writes without
 * looking. Whoever shares the page clears it first.
 */
public final class Anon9 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-9",
            "an exclusive anonymous page has one mapping, an exclusive swap entry one user",
            "S1 (2010-08)",
            List.of(
                    EventKind.RMAP_ADD,
                    EventKind.FOLIO_FLAG,
                    EventKind.PAGE_FREE,
                    EventKind.MAPPING_SET,
                    EventKind.PTE_WRITE),
            FactSet.of(PTE, SWAP_MAP));

    private static final FactSet BY_FLAG = FactSet.of(ANON_EXCLUSIVE);
    private static final FactSet BY_ENTRIES = FactSet.of(PTE);
    private static final FactSet BY_COUNT = FactSet.of(SWAP_MAP);
    /** __swp_exclusive of x86: what a swap entry keeps of the flag. */
    private static final long SWP_EXCLUSIVE = 1L << 3;

    private static final long COUNT = 0x3f;
    private static final long COUNT_CONTINUED = 0x80;
    private static final long UNKNOWN = 0;
    private static final long CLEAR = -1;
    private static final int MOST = 1_000_000;

    /** By pfn: the line at which the flag was seen to be set, or that it was cleared. Only traces that print the flag fill it. */
    private Long2LongHashMap exclusive = new Long2LongHashMap(UNKNOWN);
    /** This trace prints the flag at all: no state, so a gap does not change it. */
    private boolean shown;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case RMAP_ADD -> added(event, machine, judge);
            case FOLIO_FLAG -> {
                if (event.is(Field.FLAG, Word.PG_ANON_EXCLUSIVE)) {
                    flag(event.get(Field.PFN), event.is(Field.VAL), event.line());
                }
            }
            case PAGE_FREE -> exclusive.remove(event.get(Field.PFN));
            case MAPPING_SET -> claimed(event, machine, judge);
            default -> swappedOut(event, machine, judge);
        }
    }

    private void flag(long pfn, boolean set, long line) {
        shown = true;
        if (exclusive.size() < MOST) {
            exclusive.put(pfn, set ? line : CLEAR);
        } else {
            exclusive.remove(pfn);
        }
    }

    /** A fork's duplicate: the flag must be clear by now. */
    private void added(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        if (!event.is(Field.HOW, Word.DUP)) {
            if (event.has(Field.EXCLUSIVE)) {
                flag(pfn, event.is(Field.EXCLUSIVE), event.line());
            }
            return;
        }
        if (!shown) {
            return;
        }
        long since = exclusive.get(pfn);
        if (since == UNKNOWN && !machine.folios().born(pfn) && machine.start() != Machine.Start.EMPTY) {
            judge.unknown(Key.page(pfn)); // it may have been set before
        } else if (since > 0) {
            judge.found(
                    about(pfn)
                            .says("Page " + Draft.hex(pfn) + " gets a second mapping by pid " + event.pid()
                                    + ", but PG_anon_exclusive is still set: its owner will write it without a copy.")
                            .proof(since, "exclusive", "the flag is set")
                            .proof(event.line(), "trigger", "the page is mapped once more"),
                    BY_FLAG,
                    Key.page(pfn));
        } else {
            judge.pass(BY_FLAG, Key.page(pfn));
        }
    }

    /** A store to folio->mapping on behalf of one who has the page for itself: then no other entry maps it. */
    private static void claimed(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        if (!event.is(Field.EXCLUSIVE) || machine.folios().inBlock(pfn)) {
            return; // a large page's entries may be one process's own
        }
        Page page = machine.folios().find(pfn);
        // who reuses its page after a write fault has an entry already
        int own = event.is(Field.HOW, Word.MOVE) ? 1 : 0;
        if (page != null && page.slotCount() > own) {
            judge.found(
                    about(pfn)
                            .says("pid " + event.pid() + " takes page " + Draft.hex(pfn) + " for its own, but "
                                    + page.slotCount() + " entries map it.")
                            .proof(machine.tables().line(page.slot(0)), "entry", "an entry maps it")
                            .proof(machine.tables().line(page.slot(page.slotCount() - 1)), "entry", "an entry maps it")
                            .proof(event.line(), "trigger", "the page is called exclusive"),
                    BY_ENTRIES,
                    Key.page(pfn));
        } else if (page != null && page.born()) {
            judge.pass(BY_ENTRIES, Key.page(pfn));
        } else {
            judge.unknown(Key.page(pfn));
        }
    }

    /** A swap entry is stored: if it says exclusive, the slot has this one user. */
    private static void swappedOut(MmEvent event, Machine machine, Judge judge) {
        long value = event.get(Field.NEW);
        if (PageTables.slotOf(event) < 0 || Pte.state(value, 1) != Pte.State.SWAP || (value & SWP_EXCLUSIVE) == 0) {
            return;
        }
        long entry = Pte.swapEntry(value);
        SwapSlots.Slot slot = machine.swap().find(entry);
        boolean known = slot != null && slot.usageKnown() && (slot.usage() & COUNT_CONTINUED) == 0;
        long[] about = {Key.swap(entry)};
        if (slot == null || !known) {
            judge.unknown(about);
        } else if ((slot.usage() & COUNT) <= 1) {
            judge.pass(BY_COUNT, about);
        } else {
            judge.found(
                    Draft.violation("swap entry")
                            .key("entry", entry)
                            .says("Swap entry " + Draft.hex(entry) + " is stored as an exclusive one at "
                                    + Draft.hex(event.get(Field.ADDR)) + " in mm " + Draft.hex(event.get(Field.MM))
                                    + ", but the slot has " + (slot.usage() & COUNT)
                                    + " users: who swaps it in first takes the page for its own.")
                            .proof(slot.allocLine(), "allocated", "the slot was given out")
                            .proof(event.line(), "trigger", "the entry is stored with its exclusive bit"),
                    BY_COUNT,
                    about);
        }
    }

    private static Draft about(long pfn) {
        return Draft.violation("page").key("pfn", pfn);
    }

    @Override
    public void disputed(long key) {
        exclusive.remove(Key.pfn(key));
    }

    @Override
    public void forget() {
        exclusive = new Long2LongHashMap(UNKNOWN);
    }
}
