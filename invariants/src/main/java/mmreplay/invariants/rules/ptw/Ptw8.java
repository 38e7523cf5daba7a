package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.invariants.rules.map.NoTableLock;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * Who writes an entry holds the lock of its table, and the table is still the one that the PMD points to. A table that was taken
 * away meanwhile is the property of whoever took it: a write into it is lost, or lands in what the page is next.
 */
public final class Ptw8 implements Rule {

    private static final FactSet FACTS = FactSet.of(LOCKS, PTE, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-8",
            "a page-table entry is written only under its table's lock, in a table that is still hooked",
            "S3 (2023-01)",
            List.of(EventKind.PTE_WRITE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long slot = PageTables.slotOf(event);
        TableLife table = slot < 0 ? null : machine.tableLives().find(slot >>> 9);
        if (slot < 0 || WalkLocks.ofKernel(event) || PageTables.hugetlb(event)) {
            return; // hugetlb writes huge entries of higher tables by the same functions
        }
        if (table == null) {
            judge.unknown(Key.task(event.pid()));
            return;
        }
        long[] about = {Key.task(event.pid()), Key.page(table.pfn()), Key.slot(slot)};
        Tri held = held(event, table, machine);
        if (table.hooked() == Tri.NO) {
            unhooked(event, table, held, machine, judge, about);
        } else if (held == Tri.NO) {
            judge.found(noLock(event, table, machine), FACTS, about);
        } else if (held == Tri.YES && table.hooked() == Tri.YES) {
            judge.pass(FACTS, about);
        } else {
            judge.unknown(about);
        }
    }

    /** A lock that nobody has taken yet may be of a class that is not recorded; who holds no table's lock at all has not this one. */
    private static Tri held(MmEvent event, TableLife table, Machine machine) {
        Tri held = machine.locks().holds(event.pid(), table.lock(), Locks.Mode.WRITE);
        return held == Tri.UNKNOWN && machine.locks().holdsPageTableLock(event.pid()) == Tri.NO ? Tri.NO : held;
    }

    /**
     * A table that no entry points to belongs to one task: to who took it away, or to who holds the PMD's lock and is about to hook
     * it, as the split of a huge page fills the deposited table.
     */
    private static void unhooked(MmEvent event, TableLife table, Tri held, Machine machine, Judge judge, long[] about) {
        TableLife.Unhooking unhooking = table.unhooking();
        long pmdLock = WalkLocks.pmdLock(event.get(Field.MM), event.get(Field.ADDR), machine);
        Tri pmdHeld = machine.locks().holds(event.pid(), pmdLock, Locks.Mode.WRITE);
        if ((unhooking != null && unhooking.pid() == event.pid()) || (pmdHeld == Tri.YES && held != Tri.YES)) {
            judge.pass(FACTS, about);
        } else if (unhooking != null && (held == Tri.YES || pmdHeld == Tri.NO)) {
            judge.found(detached(event, table, unhooking, machine), FACTS, about);
        } else {
            judge.unknown(about);
        }
    }

    private static Draft detached(MmEvent event, TableLife table, TableLife.Unhooking unhooking, Machine machine) {
        return Draft.violation("page_table")
                .key("table", table.pfn())
                .key("mm", event.get(Field.MM))
                .root(TableRoots.of(unhooking))
                .says("pid " + event.pid() + " writes the entry for " + Draft.hex(event.get(Field.ADDR)) + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " into table " + Draft.hex(table.pfn()) + ", which pid "
                        + unhooking.pid() + " has taken away: the mapping is lost.")
                .proof(machine.locks().line(event.pid(), table.lock()), "locked", "the writer takes the table's lock")
                .proof(unhooking.line(), "unhooked", "the entry that points to the table is cleared")
                .proof(event.line(), "trigger", "an entry of the table is written");
    }

    private static Draft noLock(MmEvent event, TableLife table, Machine machine) {
        return Draft.hazard("page_table")
                .key("table", table.pfn())
                .key("mm", event.get(Field.MM))
                .root(NoTableLock.ROOT)
                .says("pid " + event.pid() + " writes the entry for " + Draft.hex(event.get(Field.ADDR)) + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " without the lock of its table " + Draft.hex(table.pfn())
                        + ": another task may write it at the same time.")
                .proof(machine.locks().knownSince(event.pid()), "known", "the task holds no lock here")
                .proof(table.hookLine(), "hooked", "the table is where walks find it")
                .proof(event.line(), "trigger", "an entry of the table is written");
    }
}
