package mmreplay.invariants.rules.mig;

import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/** A migration entry holds a pfn and no reference: it is replaced before the page that it names is freed. */
public final class Mig3 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "MIG-3",
            "no migration entry outlives the page that it names",
            "S2 (2014-01)",
            List.of(
                    EventKind.PTE_WRITE,
                    EventKind.PMD_WRITE,
                    EventKind.PT_LINK,
                    EventKind.PAGE_COPY,
                    EventKind.PAGE_ALLOC,
                    EventKind.PAGE_FREE),
            FactSet.of(PTE, PAGE_LIFE));

    private static final FactSet BY_ENTRIES = FactSet.of(PTE, PAGE_LIFE);

    private final MigrationEntries entries = new MigrationEntries();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void disputed(long key) {
        if (Key.isSlot(key)) {
            forget(); // which page it names now is not known
        } else {
            entries.doubtful(Key.pfn(key));
        }
    }

    @Override
    public void forget() {
        entries.forget();
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case PTE_WRITE, PMD_WRITE -> written(event, machine);
            // a PMD migration entry that is split: pmd_populate puts a table of small ones in its place
            case PT_LINK -> {
                long slot = PageTables.upperSlotOf(event);
                if (slot >= 0) {
                    entries.gone(slot);
                }
            }
            case PAGE_COPY -> {
                if (event.is(Field.HOW, Word.MIGRATE)) {
                    named(event.get(Field.SRC), machine);
                }
            }
            default -> ended(event, machine, judge);
        }
    }

    private void written(MmEvent event, Machine machine) {
        int level = PageTables.level(event);
        long slot = PageTables.slotOf(event);
        if (slot < 0 || !event.has(Field.NEW) || level > 2) {
            return;
        }
        long old = event.get(Field.OLD);
        long value = event.get(Field.NEW);
        if (MigrationEntries.is(old, level)) {
            named(MigrationEntries.pfn(old), machine);
        }
        entries.gone(slot);
        if (MigrationEntries.is(value, level)) {
            named(MigrationEntries.pfn(value), machine);
            entries.set(slot, MigrationEntries.pfn(value), event.line());
        }
    }

    /** Only of a page whose allocation was seen are all entries known. */
    private void named(long pfn, Machine machine) {
        entries.named(pfn, machine.folios().born(pfn));
    }

    private void ended(MmEvent event, Machine machine, Judge judge) {
        long order = event.get(Field.ORDER);
        if (!PageOrder.valid(order)) {
            return;
        }
        for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
            if (machine.tables().levelOf(PageTables.slotOf(pfn, 0)) != 0) {
                entries.tableGone(pfn);
            }
            if (event.kind() == EventKind.PAGE_FREE) {
                freed(pfn, event, machine, judge);
            }
            entries.pageGone(pfn);
        }
    }

    private void freed(long pfn, MmEvent event, Machine machine, Judge judge) {
        long slot = entries.slotOf(pfn);
        if (slot >= 0) {
            judge.found(
                    Draft.violation("page")
                            .key("pfn", pfn)
                            .says("Page " + Draft.hex(pfn) + " is freed in pid " + event.pid()
                                    + " while a migration entry in mm "
                                    + Draft.hex(machine.tables().mmOf(slot))
                                    + " still names it: whoever faults there looks at a page that is somebody else's.")
                            .proof(entries.lineOf(slot), "entry", "the migration entry is set")
                            .proof(event.line(), "trigger", "the page is freed"),
                    BY_ENTRIES,
                    Key.page(pfn),
                    Key.slot(slot));
        } else if (entries.wasNamed(pfn)) {
            if (entries.allKnown(pfn)) {
                judge.pass(BY_ENTRIES, Key.page(pfn));
            } else {
                judge.unknown(Key.page(pfn));
            }
        }
    }
}
