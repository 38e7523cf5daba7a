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
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageOrder;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.TableLives;
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
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/**
 * A page table that is freed was taken away while no walk could be in it: each lock under which one may walk was held, or what it
 * belongs to was out of reach. Judged at the free, by what was held when the table was taken away.
 */
public final class Ptw2 implements Rule {

    private static final FactSet FACTS = FactSet.of(LOCKS, STEPS, PTE, MM, VMA, ANON_VMA, AVC);
    /** That a table was never where a walk could find it. */
    private static final FactSet BY_LIFE = FactSet.of(PTE);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-2",
            "no page table is freed that a walk may be in",
            "S3 (2023-01)",
            List.of(
                    EventKind.PMD_WRITE,
                    EventKind.PT_UNLINK,
                    EventKind.PT_LINK,
                    EventKind.PT_FREE,
                    EventKind.PAGE_FREE,
                    EventKind.LOCK_ACQUIRE,
                    EventKind.LOCK_ACQUIRED,
                    EventKind.LOCK_RELEASE,
                    EventKind.MMAP_LOCKED,
                    EventKind.TLB_GATHER),
            FACTS);

    /** What was found out as a table was taken away. */
    private static final class Taken {
        final Exclusion exclusion;
        final Exclusion.Ruling ruling;
        /** Walks were not kept out but made to notice: the table may be freed by RCU only. */
        final boolean byTableLocks;

        final Word how;
        /** Of its being taken away. */
        final long line;
        /** The table's own, 0 for unknown. */
        long lock;
        /** Another CPU took or released that lock at this very stamp. */
        boolean walksUnordered;

        Taken(Exclusion exclusion, Exclusion.Ruling ruling, boolean byTableLocks, Word how, long line) {
            this.exclusion = exclusion;
            this.ruling = ruling;
            this.byTableLocks = byTableLocks;
            this.how = how;
            this.line = line;
        }
    }

    private final Teardown teardown = new Teardown();
    private Long2ObjectHashMap<Taken> byTable = new Long2ObjectHashMap<>();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        switch (event.kind()) {
            case PMD_WRITE -> written(event, machine, judge);
            case PT_LINK -> byTable.remove(event.get(Field.PFN));
            case PT_UNLINK -> {
                if (!event.is(Field.HOW, Word.MOVE)) {
                    long table = event.get(Field.PFN);
                    take(table, torn(event, (int) event.get(Field.LEVEL, 1), table, machine), machine, judge);
                }
            }
            case PT_FREE -> freed(event, machine, judge);
            case PAGE_FREE -> gone(event);
            default -> teardown.hear(event, machine);
        }
    }

    private void written(MmEvent event, Machine machine, Judge judge) {
        if (TableLives.hooks(event)) {
            byTable.remove(TableLives.tableIn(event, Field.NEW));
        }
        if (WalkLocks.unhooksTable(event)) {
            long table = TableLives.tableIn(event, Field.OLD);
            boolean collapse = machine.tableLives().collapses(event.pid(), event.get(Field.MM), event.get(Field.ADDR));
            Exclusion exclusion = collapse ? Exclusion.ofCollapse(event, machine) : Exclusion.ofLiving(event, machine);
            exclusion.about(WalkLocks.slotKey(event));
            exclusion.about(Key.page(table));
            Tri locked = Exclusion.underTableLocks(event, machine.tableLives().find(table), machine);
            Exclusion.Ruling ruling = exclusion.ruling(locked);
            boolean byTableLocks = exclusion.complete() != Tri.YES && ruling == Exclusion.Ruling.ALLOWED;
            Word how = collapse ? Word.COLLAPSE : Word.RETRACT;
            take(table, new Taken(exclusion, ruling, byTableLocks, how, event.line()), machine, judge);
        }
    }

    private void take(long table, Taken taken, Machine machine, Judge judge) {
        byTable.put(table, taken);
        TableLife life = machine.tableLives().find(table);
        if (life != null && life.lock() != 0) {
            taken.lock = life.lock();
            judge.remembers(Key.lock(life.lock()));
        }
        for (long key : taken.exclusion.keys()) {
            judge.remembers(key);
        }
    }

    private Taken torn(MmEvent event, int level, long table, Machine machine) {
        Exclusion exclusion = teardown.of(event, level, machine);
        exclusion.about(Key.page(table));
        Exclusion.Ruling ruling =
                switch (exclusion.complete()) {
                    case YES -> Exclusion.Ruling.ALLOWED;
                    case NO -> Exclusion.Ruling.FORBIDDEN;
                    case UNKNOWN -> Exclusion.Ruling.UNKNOWN;
                };
        return new Taken(exclusion, ruling, false, Word.FREE, event.line());
    }

    private void freed(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        TableLife table = machine.tableLives().find(pfn);
        Taken taken = byTable.remove(pfn);
        if (taken == null && table != null && table.born() && table.hooked() == Tri.NO && table.hookLine() == 0) {
            judge.pass(BY_LIFE, Key.page(pfn)); // lost the race to be hooked, or was deposited
            return;
        }
        if (taken == null && (table == null || table.hooked() != Tri.YES)) {
            judge.unknown(Key.page(pfn));
            return;
        }
        // of upper tables only the free is recorded, right after they are taken away
        Taken judged = taken != null ? taken : torn(event, (int) event.get(Field.LEVEL, 1), pfn, machine);
        boolean tooSoon = judged.byTableLocks && event.is(Field.HOW, Word.DIRECT);
        LongArrayList about = new LongArrayList();
        for (long key : judged.exclusion.keys()) {
            about.addLong(key);
        }
        int walker = table == null || judged.byTableLocks || table.lock() == 0
                ? -1
                : machine.locks().otherHolder(event.pid(), table.lock());
        if (table != null) {
            about.addLong(Key.lock(table.lock()));
        }
        about.addLong(Key.task(event.pid()));
        if (walker > 0) {
            about.addLong(Key.task(walker));
        }
        long[] keys = about.toLongArray();
        // the split lock is a slab object that goes with the table: who took it later may have locked another table
        if (walker > 0 && table != null && machine.locks().line(walker, table.lock()) < judged.line) {
            if (judged.walksUnordered) {
                judge.inconclusive(
                        Why.CLOCK, keys); // it may have come after the table was taken away, and to another one
            } else {
                judge.found(walked(event, table, walker, judged, machine), FACTS, keys);
            }
        } else if (judged.ruling == Exclusion.Ruling.FORBIDDEN || tooSoon) {
            judge.found(unguarded(event, judged, tooSoon), FACTS, keys);
        } else if (walker > 0) {
            judge.unknown(keys);
        } else if (judged.ruling == Exclusion.Ruling.ALLOWED) {
            judge.pass(FACTS, keys);
        } else {
            judged.exclusion.unsure(judged.ruling, judge);
        }
    }

    private static Draft about(MmEvent event, Taken taken) {
        return Draft.hazard("page_table")
                .key("table", event.get(Field.PFN))
                .key("mm", event.get(Field.MM))
                .root(TableRoots.of(taken.how));
    }

    private static Draft unguarded(MmEvent event, Taken taken, boolean tooSoon) {
        String why = tooSoon
                ? "at once, although it was taken away under the page-table locks: walks are still on their way out."
                : "which was taken away without " + taken.exclusion.missing() + ": a walk may be in it.";
        Draft draft = about(event, taken)
                .says("pid " + event.pid() + " frees page table " + Draft.hex(event.get(Field.PFN)) + " of mm "
                        + Draft.hex(event.get(Field.MM)) + (tooSoon ? " " : ", ") + why);
        return taken.exclusion
                .proofs(draft)
                .proof(taken.line, "unhooked", "the table is taken away")
                .proof(event.line(), "trigger", "the table is freed");
    }

    private static Draft walked(MmEvent event, TableLife table, int walker, Taken taken, Machine machine) {
        return Draft.violation("page_table")
                .key("table", table.pfn())
                .key("mm", event.get(Field.MM))
                .root(TableRoots.of(taken.how))
                .says("pid " + event.pid() + " frees page table " + Draft.hex(table.pfn()) + " while pid " + walker
                        + " is in it and holds its lock.")
                .proof(machine.locks().line(walker, table.lock()), "locked", "the walk takes the table's lock")
                .proof(taken.line, "unhooked", "the table is taken away")
                .proof(event.line(), "trigger", "the table is freed");
    }

    private void gone(MmEvent event) {
        long order = event.get(Field.ORDER);
        if (!byTable.isEmpty() && PageOrder.valid(order)) {
            for (long pfn = event.get(Field.PFN); pfn < event.get(Field.PFN) + (1L << order); pfn++) {
                byTable.remove(pfn);
            }
        }
    }

    @Override
    public void died(int pid) {
        teardown.died(pid);
    }

    /** Which locks lead to a table was told from the vmas and their trees, and whether a walk was in it by its lock. */
    @Override
    public void disputed(long key) {
        byTable.values().removeIf(taken -> taken.exclusion.isAbout(key));
        byTable.values().forEach(taken -> taken.walksUnordered |= taken.lock != 0 && Key.lock(taken.lock) == key);
    }

    @Override
    public void forget() {
        byTable = new Long2ObjectHashMap<>();
        teardown.forget();
    }
}
