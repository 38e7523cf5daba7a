package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.STEPS;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.TableLives;
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
import org.jspecify.annotations.Nullable;

/**
 * mremap moves a whole page table: out of one entry, into another. An rmap walk must see it at one of the two places, and a retract
 * must not free it in between, so all locks are held, and the table is the one that the entry still points to under them.
 */
public final class Ptw7 implements Rule {

    private static final FactSet FACTS = FactSet.of(LOCKS, STEPS, PTE, MM, VMA, ANON_VMA, AVC);

    private static final FactSet BY_LIFE = FactSet.of(PTE, STEPS);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-7",
            "a page table is moved to another address only under mmap_lock, the rmap's locks and the page-table locks",
            "process_addrs.rst",
            List.of(EventKind.PT_LINK, EventKind.PMD_WRITE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        boolean link = event.kind() == EventKind.PT_LINK;
        long pfn = link ? event.get(Field.PFN) : TableLives.tableIn(event, Field.NEW);
        boolean hooks = link || TableLives.hooks(event);
        TableLife table = hooks ? machine.tableLives().find(pfn) : null;
        TableLife.Unhooking unhooking = table == null ? null : table.unhooking();
        if (table == null || unhooking == null || !moved(event, table, unhooking)) {
            return;
        }
        Exclusion exclusion = exclusion(event, table, slot(event), machine);
        exclusion.about(Key.page(pfn));
        if (unhooking.pid() != event.pid()) {
            judge.found(finding(event, table, unhooking, null), BY_LIFE, exclusion.keys());
        } else if (exclusion.complete() == Tri.NO) {
            judge.found(finding(event, table, unhooking, exclusion), FACTS, exclusion.keys());
        } else if (exclusion.complete() == Tri.YES) {
            judge.pass(FACTS, exclusion.keys());
        } else {
            judge.unknown(exclusion.keys());
        }
    }

    /** Neither put back where it was, nor deposited by a collapse and hooked where a huge page is split. */
    private static boolean moved(MmEvent event, TableLife table, TableLife.Unhooking unhooking) {
        if (unhooking.how() != Word.MOVE && unhooking.how() != Word.RETRACT) {
            return false;
        }
        boolean known = event.has(Field.ADDR) && table.base() >= 0;
        long base = event.get(Field.ADDR) & -TableLife.span(table.level());
        return known ? base != table.base() : unhooking.slot() >= 0 && slot(event) != unhooking.slot();
    }

    private static long slot(MmEvent event) {
        return event.kind() == EventKind.PT_LINK ? PageTables.upperSlotOf(event) : PageTables.slotOf(event);
    }

    private static Exclusion exclusion(MmEvent event, TableLife table, long to, Machine machine) {
        Exclusion exclusion = new Exclusion(machine, event.pid());
        long mm = event.get(Field.MM);
        exclusion.mmapLock(mm);
        exclusion.vma(machine.vmas().covering(mm, table.base()));
        for (long slot : new long[] {table.slot(), to}) {
            long own = slot < 0 ? 0 : machine.tables().lockOf(slot);
            boolean shared = table.level() > 1 || machine.start() == Machine.Start.EMPTY;
            long lock = own == 0 && shared ? machine.mms().pageTableLock(mm) : own;
            exclusion.needs(
                    "the lock of the entry that points to it",
                    machine.locks().holds(event.pid(), lock, Locks.Mode.WRITE),
                    lock);
        }
        return exclusion;
    }

    /** @param exclusion what was held; null if the table is another task's */
    private static Draft finding(
            MmEvent event, TableLife table, TableLife.Unhooking unhooking, @Nullable Exclusion exclusion) {
        Draft draft = Draft.hazard("page_table")
                .key("table", table.pfn())
                .key("mm", event.get(Field.MM))
                .root(TableRoots.of(Word.MOVE))
                .says("pid " + event.pid() + " moves page table " + Draft.hex(table.pfn()) + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " from " + Draft.hex(table.base()) + " to "
                        + Draft.hex(event.get(Field.ADDR))
                        + (exclusion == null
                                ? ", although pid " + unhooking.pid() + " has taken it away: it may be freed by then."
                                : " without holding " + exclusion.missing() + ": a walk may miss it at both places."));
        Draft proven = exclusion == null ? draft : exclusion.proofs(draft);
        return proven.proof(unhooking.line(), "unhooked", "the old entry is cleared")
                .proof(event.line(), "trigger", "the new entry points to the table");
    }
}
