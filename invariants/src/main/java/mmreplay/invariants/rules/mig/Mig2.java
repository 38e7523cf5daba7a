package mmreplay.invariants.rules.mig;

import static mmreplay.traces.event.FactClass.FOLIO_FLAGS;
import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Migration needs both the page lock and the isolation, so whoever has either may change the page's flags, and no copy runs
 * meanwhile. Who has neither may set a flag right after it was copied: it stays on the old page, and is lost.
 */
public final class Mig2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MIG-2",
            "nobody else sets a page's flags while migration copies it",
            "S2 (2014-01)",
            List.of(
                    EventKind.PAGE_COPY,
                    EventKind.FOLIO_FLAG,
                    EventKind.FOLIO_UNLOCK,
                    EventKind.PTE_WRITE,
                    EventKind.PAGE_FREE),
            FactSet.of(FOLIO_FLAGS, FOLIO_LOCK, PTE, PAGE_LIFE));

    private static final FactSet BY_HISTORY = FactSet.of(FOLIO_FLAGS, FOLIO_LOCK, PTE, PAGE_LIFE);

    /** A copy that goes on, and the first other task that set a flag meanwhile. */
    private static final class Copy {
        final int pid;
        final long source;
        final long target;
        final long line;
        int writer;
        long writeLine;
        Tri writerLocked = Tri.UNKNOWN;

        Copy(MmEvent event) {
            pid = event.pid();
            source = event.get(Field.SRC);
            target = event.get(Field.DST);
            line = event.line();
        }
    }

    private final Long2ObjectHashMap<Copy> bySource = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Copy> byTarget = new Long2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void disputed(long key) {
        long pfn = Key.pfn(key);
        if (Key.isSlot(key)) {
            forget(); // which page it maps now ends that page's copy
        } else if (pfn >= 0) {
            drop(bySource.get(pfn));
            drop(byTarget.get(pfn));
        }
    }

    private void drop(@Nullable Copy copy) {
        if (copy != null) {
            bySource.remove(copy.source);
            byTarget.remove(copy.target);
        }
    }

    @Override
    public void forget() {
        bySource.clear();
        byTarget.clear();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.PAGE_COPY) {
            if (event.is(Field.HOW, Word.MIGRATE)) {
                Copy copy = new Copy(event);
                bySource.put(copy.source, copy);
                byTarget.put(copy.target, copy);
            }
        } else if (!bySource.isEmpty()) {
            switch (event.kind()) {
                case FOLIO_FLAG -> flag(event, machine, judge);
                case FOLIO_UNLOCK -> ended(event.get(Field.PFN), event, judge);
                case PTE_WRITE -> mapped(event, judge);
                default -> freed(event, judge);
            }
        }
    }

    /**
     * A clear is not meant: a munlock that waits in a batch finds the page isolated, and clears PG_mlocked at once. Nor is PG_lru,
     * which says who has the page isolated (MLOCK-4).
     */
    private void flag(MmEvent event, Machine machine, Judge judge) {
        Copy copy = bySource.get(event.get(Field.PFN));
        boolean set = event.is(Field.VAL) && !event.is(Field.FLAG, Word.PG_LRU);
        if (copy != null && set && event.pid() != copy.pid && copy.writeLine == 0) {
            Page page = machine.folios().find(event.get(Field.PFN));
            copy.writer = event.pid();
            copy.writeLine = event.line();
            judge.remembers(Key.page(copy.source)); // who has it locked
            if (page != null && page.locked() == Tri.NO) {
                copy.writerLocked = Tri.NO;
            } else if (page != null && page.locked() == Tri.YES && page.lockPid() > 0) {
                copy.writerLocked = Tri.of(page.lockPid() == event.pid());
            }
        }
    }

    /** remove_migration_ptes has begun: flags and content were copied before. */
    private void mapped(MmEvent event, Judge judge) {
        long value = event.get(Field.NEW);
        if (!Pte.none(value) && Pte.present(value, 1)) {
            Copy copy = byTarget.get(Pte.pfn(value));
            if (copy != null) {
                ended(copy.source, event, judge);
            }
        }
    }

    private void freed(MmEvent event, Judge judge) {
        if (PageOrder.valid(event.get(Field.ORDER))) {
            for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << event.get(Field.ORDER)); pfn++) {
                ended(pfn, event, judge);
            }
        }
    }

    private void ended(long source, MmEvent event, Judge judge) {
        Copy copy = bySource.remove(source);
        if (copy == null) {
            return;
        }
        byTarget.remove(copy.target);
        if (copy.writeLine == 0) {
            judge.pass(BY_HISTORY, Key.page(source), Key.page(copy.target));
        } else if (copy.writerLocked == Tri.NO) {
            judge.found(finding(source, copy, event), BY_HISTORY, Key.page(source), Key.page(copy.target));
        } else {
            judge.unknown(Key.page(source), Key.page(copy.target));
        }
    }

    private static Draft finding(long source, Copy copy, MmEvent event) {
        return Draft.violation("page")
                .key("pfn", source)
                .key("copy", copy.target)
                .pid(copy.writer)
                .says("pid " + copy.writer + " sets a flag of page " + Draft.hex(source) + " while pid " + copy.pid
                        + " copies the page to " + Draft.hex(copy.target)
                        + ", and has neither locked nor isolated it: the copy may lack the flag.")
                .proof(copy.line, "copy", "migration begins to copy the page")
                .proof(copy.writeLine, "flag", "another task sets a flag")
                .proof(event.line(), "trigger", "the copy is over");
    }
}
