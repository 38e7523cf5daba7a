package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.TableLife;
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
 * A page fault finds its table by the PMD and writes into it much later. Between the two nobody may take the table away, unless the
 * fault looks at the PMD again under the table's lock and starts anew.
 */
public final class Ptw5 implements Rule {

    private static final FactSet FACTS = FactSet.of(PTE);
    private static final FactSet BY_LOCKS = FactSet.of(PTE, LOCKS);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-5",
            "a page fault installs its entry in the table that the PMD still points to",
            "S3 (2023-01)",
            List.of(EventKind.PTE_READ, EventKind.PT_WALK, EventKind.PTE_WRITE, EventKind.LOCK_RELEASE),
            FACTS);

    private static final long PAGE_MASK = ~0xfffL;

    /** A fault that has found its table and not yet written the entry. */
    private record Fault(long mm, long address, long line, long time) {}

    private Int2ObjectHashMap<Fault> byPid = new Int2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case PTE_READ -> begins(event);
            case PT_WALK -> {
                Fault fault = of(event);
                if (event.has(Field.OK) && !event.is(Field.OK)) {
                    byPid.remove(event.pid());
                    if (fault != null) {
                        judge.pass(FACTS, Key.task(event.pid())); // looked again, and starts anew
                    }
                } else if (event.has(Field.PFN)) {
                    begins(event);
                }
            }
            case LOCK_RELEASE -> {
                if (event.is(Field.HOW, Word.MMAP_LOCK)) {
                    byPid.remove(
                            event.pid()); // it ends without an entry: another thread was first, or it is to be tried
                    // again
                }
            }
            default -> {
                Fault fault = of(event);
                if (fault != null) {
                    byPid.remove(event.pid());
                    written(event, fault, machine, judge);
                }
            }
        }
    }

    private void begins(MmEvent event) {
        if (event.has(Field.MM) && event.has(Field.ADDR)) {
            long address = event.get(Field.ADDR) & PAGE_MASK;
            byPid.put(event.pid(), new Fault(event.get(Field.MM), address, event.line(), event.time()));
        }
    }

    private @Nullable Fault of(MmEvent event) {
        Fault fault = byPid.get(event.pid());
        boolean same = fault != null
                && fault.mm == event.get(Field.MM)
                && fault.address == (event.get(Field.ADDR) & PAGE_MASK);
        return same ? fault : null;
    }

    private static void written(MmEvent event, Fault fault, Machine machine, Judge judge) {
        long slot = PageTables.slotOf(event);
        TableLife table = slot < 0 ? null : machine.tableLives().find(slot >>> 9);
        long[] about = {Key.task(event.pid()), Key.page(slot >>> 9)};
        TableLife.Unhooking unhooking = table == null ? null : table.unhooking();
        if (table == null || table.hooked() == Tri.UNKNOWN) {
            judge.unknown(about);
        } else if (table.hooked() == Tri.YES) {
            judge.pass(FACTS, about);
        } else if (unhooking != null && unhooking.pid() != event.pid() && unhooking.time() == fault.time) {
            judge.inconclusive(Why.CLOCK, about); // taken away before the fault found it, or after
        } else if (unhooking != null && unhooking.pid() != event.pid() && unhooking.line() > fault.line) {
            if (inside(event, table, machine)) {
                judge.found(finding(event, fault, table, unhooking), BY_LOCKS, about);
            } else {
                judge.unknown(about);
            }
        } else {
            judge.unknown(about);
        }
    }

    /**
     * A fault writes under the table's own lock. The split of a huge page holds the PMD's lock instead: it fills the table that the
     * collapse had deposited, which is not hooked yet, and may come to where an earlier fault of the task found nothing to do.
     */
    private static boolean inside(MmEvent event, TableLife table, Machine machine) {
        return machine.start() == Machine.Start.EMPTY
                || machine.locks().holds(event.pid(), table.lock(), Locks.Mode.WRITE) == Tri.YES;
    }

    private static Draft finding(MmEvent event, Fault fault, TableLife table, TableLife.Unhooking unhooking) {
        return Draft.violation("page_table")
                .key("table", table.pfn())
                .key("mm", fault.mm)
                .root(TableRoots.of(unhooking))
                .says("The page fault of pid " + event.pid() + " at " + Draft.hex(fault.address) + " of mm "
                        + Draft.hex(fault.mm) + " installs its entry in table " + Draft.hex(table.pfn())
                        + ", which pid "
                        + unhooking.pid() + " has taken away since the fault found it: the page is lost.")
                .proof(fault.line, "found", "the fault finds the table")
                .proof(unhooking.line(), "unhooked", "the entry that points to the table is cleared")
                .proof(event.line(), "trigger", "the fault writes its entry");
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
