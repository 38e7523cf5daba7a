package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.PTE_SAME;
import static mmreplay.traces.event.FactClass.SWAP_MAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Swapins;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A swap-in keeps the page of the swap cache locked until it has given up its count on the entry and stored the PTE, also where
 * it maps a copy: the lock is what keeps the entry from being freed and reused, and its count from changing.
 */
public final class Swap9 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-9",
            "a swap-in unlocks the page of the swap cache only after swap_free and the store of the PTE",
            "S4 (2010-07)",
            List.of(
                    EventKind.PTE_READ,
                    EventKind.PAGE_COPY,
                    EventKind.PTE_SAME,
                    EventKind.SWAP_MAP,
                    EventKind.PTE_WRITE,
                    EventKind.FOLIO_UNLOCK),
            FactSet.of(FOLIO_LOCK, PTE_SAME, SWAP_MAP, PTE));

    private static final FactSet BY_ORDER = FactSet.of(FOLIO_LOCK, PTE_SAME, SWAP_MAP, PTE);
    private static final long UNKNOWN_ENTRY = -1;

    /** One task's swap-in, from the copy or the recheck on. */
    private static final class Section {
        final long pfn;
        final long entry;
        final long since;
        final long copyLine;
        /** The fault's recheck was seen, or its read of the entry. Only then is the copy a fault's: see {@link #unlocked}. */
        boolean faults;

        boolean givenUp;
        boolean freed;
        boolean stored;
        /** Another CPU changed the page at the stamp at which it was looked at: what was seen then need not be so. */
        boolean unordered;

        Section(long pfn, long entry, long since, long copyLine) {
            this.pfn = pfn;
            this.entry = entry;
            this.since = since;
            this.copyLine = copyLine;
        }
    }

    private Int2ObjectHashMap<Section> byPid = new Int2ObjectHashMap<>();
    /** By task: the swap entry that its last fault read. */
    private Int2ObjectHashMap<Long> reads = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        Section section = byPid.get(event.pid());
        switch (event.kind()) {
            case PTE_READ -> {
                byPid.remove(event.pid());
                reads.remove(event.pid());
                if (Pte.state(event.get(Field.PTE), 1) == Pte.State.SWAP) {
                    reads.put(event.pid(), Long.valueOf(Pte.swapEntry(event.get(Field.PTE))));
                }
            }
            case PAGE_COPY -> {
                if (event.is(Field.HOW, Word.KSM)) {
                    Section copy = copied(event, machine);
                    byPid.put(event.pid(), copy);
                    judge.remembers(Key.page(copy.pfn));
                }
            }
            case PTE_SAME -> rechecked(event, section, machine, judge);
            case SWAP_MAP -> {
                if (section != null && event.is(Field.HOW, Word.PUT)) {
                    section.freed |= section.entry == UNKNOWN_ENTRY || section.entry == event.get(Field.ENTRY);
                }
            }
            case PTE_WRITE -> {
                if (section != null && Pte.state(event.get(Field.OLD), 1) == Pte.State.SWAP) {
                    section.stored |= Pte.present(event.get(Field.NEW), 1);
                }
            }
            default -> {
                if (section != null && section.pfn == event.get(Field.PFN)) {
                    byPid.remove(event.pid());
                    unlocked(event, section, machine, judge);
                }
            }
        }
    }

    private Section copied(MmEvent event, Machine machine) {
        long pfn = event.get(Field.SRC);
        Page page = machine.folios().find(pfn);
        long entry = page != null && page.inCache() == Tri.YES ? page.cacheEntry() : UNKNOWN_ENTRY;
        Swapins.Binding binding = machine.swapins().find(event.pid(), entry);
        Section section = new Section(pfn, entry, binding == null ? event.line() : binding.line(), event.line());
        Long read = reads.get(event.pid());
        section.faults = machine.start() == Machine.Start.EMPTY || (read != null && read == entry);
        return section;
    }

    private void rechecked(MmEvent event, @Nullable Section section, Machine machine, Judge judge) {
        if (!event.is(Field.WHERE, Word.DO_SWAP_PAGE)) {
            return;
        }
        reads.remove(event.pid());
        if (section != null) {
            section.faults = true;
            section.givenUp = !event.is(Field.RESULT);
            return;
        }
        long entry = SwapRecheck.entry(event);
        Swapins.Binding binding = machine.swapins().find(event.pid(), entry);
        Page page = binding == null ? null : machine.folios().find(binding.pfn());
        // a page that is not uptodate is given up after the recheck: SIGBUS
        boolean maps = page != null && page.uptodate() == Tri.YES;
        if (SwapRecheck.succeeded(event) && binding == null) {
            judge.unknown(Key.swap(entry), Key.task(event.pid())); // which page it has locked is not known
        }
        if (SwapRecheck.succeeded(event) && binding != null && binding.byPage() && binding.pinned() && maps) {
            byPid.put(event.pid(), new Section(binding.pfn(), entry, binding.line(), 0));
            judge.remembers(Key.page(binding.pfn()));
        }
    }

    private static void unlocked(MmEvent event, Section section, Machine machine, Judge judge) {
        long[] about = {Key.page(section.pfn), Key.task(event.pid())};
        if (section.unordered) {
            judge.inconclusive(Why.CLOCK, about);
            return;
        }
        boolean certain = section.entry != UNKNOWN_ENTRY || machine.start() == Machine.Start.EMPTY;
        if (section.givenUp || (section.freed && section.stored && certain)) {
            judge.pass(BY_ORDER, about);
            return;
        }
        if (section.freed && section.stored) {
            judge.unknown(about); // some entry was freed: that it is this page's is not known
            return;
        }
        if (!section.faults && section.copyLine != 0) {
            // swapoff copies KSM pages, too (unuse_pte), and gives the copy up where the entry has gone meanwhile: that
            // comparison
            // (pte_same_as_swp) has no event
            judge.inconclusive(Why.UNOBSERVED, about);
            return;
        }
        String before = section.freed ? "before the PTE is stored" : "before swap_free";
        Draft draft = Draft.hazard("page").key("pfn", section.pfn).pid(event.pid());
        if (section.entry != UNKNOWN_ENTRY) {
            draft.key("entry", section.entry).root(SwapRoots.of(event.pid(), section.entry, section.since));
        }
        judge.found(
                draft.says("Task " + event.pid() + " unlocks page " + Draft.hex(section.pfn) + " of the swap cache "
                                + before + ": from here on nothing keeps the entry from being freed and reused.")
                        .proof(section.since, "locked", "the page is locked for the swap-in")
                        .proof(section.copyLine, "copied", "its content is copied")
                        .proof(event.line(), "trigger", "it is unlocked"),
                BY_ORDER,
                about);
    }

    @Override
    public void died(int pid) {
        byPid.remove(pid);
        reads.remove(pid);
    }

    /** Whether the page was uptodate, and which entry's it was. */
    @Override
    public void disputed(long key) {
        byPid.values().forEach(section -> section.unordered |= Key.page(section.pfn) == key);
    }

    @Override
    public void forget() {
        byPid = new Int2ObjectHashMap<>();
        reads = new Int2ObjectHashMap<>();
    }
}
