package mmreplay.invariants.rules.map;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MAPPING;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.RMAP;

import java.util.List;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
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
 * The count of a page and the entry that it counts change in one section of the entry's page-table lock; else a walk that takes
 * the lock finds one without the other. Which entry is meant shows in the task's own store: after an add, before a remove.
 */
public final class Map3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MAP-3",
            "a page is added to the rmap or removed from it only under a page-table lock,"
                    + " and an anonymous page that is not new is added only locked",
            "S1 (2010-08)",
            List.of(EventKind.RMAP_ADD, EventKind.RMAP_REMOVE, EventKind.PTE_WRITE, EventKind.PMD_WRITE),
            FactSet.of(LOCKS, RMAP, PTE, MAPPING));

    private static final FactSet BY_LOCKS = FactSet.of(LOCKS);
    private static final FactSet BY_ENTRY = FactSet.of(LOCKS, PTE, RMAP);
    private static final FactSet BY_MAPPING = FactSet.of(MAPPING);

    /** What the task did last: counted a page whose entry it has still to write, and cleared an entry. */
    private static final class Last {
        long added = -1;
        long addLine;
        long cleared = -1;
        long clearLine;
        long slot;
    }

    private Int2ObjectHashMap<Last> byPid = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        Last last = byPid.get(event.pid());
        if (last == null) {
            last = new Last();
            byPid.put(event.pid(), last);
        }
        switch (event.kind()) {
            case RMAP_ADD -> added(event, last, machine, judge);
            case RMAP_REMOVE -> removed(event, last, machine, judge);
            default -> written(event, last, machine, judge);
        }
    }

    private static void added(MmEvent event, Last last, Machine machine, Judge judge) {
        last.added = -1;
        if (event.is(Field.HOW, Word.SPLIT)) {
            return; // the pieces of a huge page take over its count, for entries that exist
        }
        Page page = machine.folios().find(event.get(Field.PFN));
        if (machine.locks().holdsPageTableLock(event.pid()) == Tri.NO) {
            judge.found(noLock(event, machine), BY_LOCKS, Key.task(event.pid()));
            return;
        }
        if (unlockedAnon(event, page)) {
            judge.found(notLocked(event, page), BY_MAPPING, Key.page(event.get(Field.PFN)));
        }
        last.added = event.get(Field.PFN);
        last.addLine = event.line();
    }

    /** page_add_anon_rmap of a page that others can know, without the page lock. KSM pages need none. */
    private static boolean unlockedAnon(MmEvent event, @Nullable Page page) {
        return event.is(Field.HOW, Word.ADD)
                && event.is(Field.ANON)
                && event.has(Field.LOCKED)
                && !event.is(Field.LOCKED)
                && page != null
                && page.mappingKnown()
                && AnonVmas.isAnon(page.mapping());
    }

    private static void removed(MmEvent event, Last last, Machine machine, Judge judge) {
        if (event.is(Field.HOW, Word.SPLIT)) {
            return;
        }
        if (machine.locks().holdsPageTableLock(event.pid()) == Tri.NO) {
            judge.found(noLock(event, machine), BY_LOCKS, Key.task(event.pid()));
        } else if (last.cleared == event.get(Field.PFN)) {
            sameSection(event, last.cleared, last.slot, last.clearLine, machine, judge);
            last.cleared = -1;
        }
    }

    private static void written(MmEvent event, Last last, Machine machine, Judge judge) {
        long slot = PageTables.slotOf(event);
        if (slot < 0 || !event.has(Field.OLD)) {
            return;
        }
        int level = PageTables.level(event);
        long before = page(event.get(Field.OLD), level);
        long after = page(event.get(Field.NEW), level);
        if (before >= 0 && after < 0) {
            last.cleared = before;
            last.clearLine = event.line();
            last.slot = slot;
        } else if (before < 0 && after >= 0 && after == last.added) {
            sameSection(event, last.added, slot, last.addLine, machine, judge);
            last.added = -1;
        }
    }

    /** The pfn that an entry maps, -1 for none. */
    private static long page(long value, int level) {
        boolean maps = !Pte.none(value) && Pte.present(value, level) && Pte.leaf(value, level) && !Pte.special(value);
        return maps ? Pte.pfn(value) : -1;
    }

    /** The entry's own lock was taken before the first of the two and is still held at the second. */
    private static void sameSection(MmEvent event, long pfn, long slot, long since, Machine machine, Judge judge) {
        Locks locks = machine.locks();
        long lock = machine.tables().lockOf(slot);
        long[] about = {Key.task(event.pid()), Key.slot(slot)};
        Tri held = locks.holds(event.pid(), lock, Locks.Mode.WRITE);
        if (held == Tri.YES && locks.line(event.pid(), lock) < since) {
            judge.pass(BY_ENTRY, about);
        } else if (held == Tri.NO && locks.holdsPageTableLock(event.pid()) != Tri.YES) {
            judge.found(notItsLock(event, pfn, since), BY_ENTRY, about);
        } else if (!locks.recorded()) {
            judge.inconclusive(Why.UNOBSERVED, about);
        } else {
            judge.unknown(about);
        }
    }

    private static Draft noLock(MmEvent event, Machine machine) {
        String what = event.kind() == EventKind.RMAP_ADD ? "added to the rmap" : "removed from the rmap";
        return about(event)
                .root(NoTableLock.ROOT)
                .says("Page " + Draft.hex(event.get(Field.PFN)) + " is " + what + " by pid " + event.pid()
                        + ", which holds no page-table lock: a walk may see the entry without its count, or the count"
                        + " without its entry.")
                .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                .proof(event.line(), "trigger", "the page is " + what);
    }

    private static Draft notItsLock(MmEvent event, long pfn, long since) {
        return about(pfn)
                .root(NoTableLock.ROOT)
                .says("pid " + event.pid() + " counts page " + Draft.hex(pfn)
                        + " and changes its entry without the entry's page-table lock: a walk may see the one without the"
                        + " other.")
                .proof(since, "first", "the first of the two")
                .proof(event.line(), "trigger", "the second");
    }

    private static Draft notLocked(MmEvent event, @Nullable Page page) {
        Draft draft = about(event)
                .says("Anonymous page " + Draft.hex(event.get(Field.PFN))
                        + ", which is not new, is added to the rmap by" + " pid " + event.pid()
                        + " while nobody holds the page lock.");
        if (page != null) {
            draft.proof(page.mappingLine(), "mapping", "the page is anonymous since here");
        }
        return draft.proof(event.line(), "trigger", "the page is added, PG_locked is clear");
    }

    private static Draft about(MmEvent event) {
        return about(event.get(Field.PFN));
    }

    private static Draft about(long pfn) {
        return Draft.hazard("page").key("pfn", pfn);
    }

    @Override
    public void died(int pid) {
        byPid.remove(pid);
    }

    @Override
    public void forget() {
        byPid = new Int2ObjectHashMap<>();
    }
}
