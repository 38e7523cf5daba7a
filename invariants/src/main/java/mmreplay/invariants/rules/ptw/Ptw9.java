package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;

import java.util.List;
import mmreplay.invariants.machine.Locks;
import mmreplay.invariants.machine.Machine;
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

/**
 * A huge page may be mapped by many mms, a page table hangs in one. Who takes the table away needs the mmap_lock of that mm; that of
 * another that shares the page does not stand in for it, and the others need not be locked.
 */
public final class Ptw9 implements Rule {

    private static final FactSet FACTS = FactSet.of(LOCKS, PTE, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-9",
            "who takes a page table away for a huge page has locked the mm that the table hangs in, whoever shares the page",
            "S3 (2023-01)",
            List.of(EventKind.PMD_WRITE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!WalkLocks.unhooksTable(event)) {
            return;
        }
        long mm = event.get(Field.MM);
        TableLife table = machine.tableLives().find(TableLives.tableIn(event, Field.OLD));
        Exclusion exclusion = new Exclusion(machine, event.pid());
        exclusion.mmapLock(mm);
        exclusion.about(WalkLocks.slotKey(event));
        Exclusion.Ruling ruling = exclusion.ruling(Exclusion.underTableLocks(event, table, machine));
        boolean collapse = machine.tableLives().collapses(event.pid(), mm, event.get(Field.ADDR));
        switch (ruling) {
            case ALLOWED -> judge.pass(FACTS, exclusion.keys());
            case FORBIDDEN ->
                judge.found(
                        finding(event, exclusion, machine, collapse ? Word.COLLAPSE : Word.RETRACT),
                        FACTS,
                        exclusion.keys());
            default -> exclusion.unsure(ruling, judge);
        }
    }

    private static Draft finding(MmEvent event, Exclusion exclusion, Machine machine, Word how) {
        Locks locks = machine.locks();
        boolean another = locks.holdsAny(event.pid(), Word.MMAP_LOCK) == Tri.YES
                && locks.holds(event.pid(), machine.mms().mmapLock(event.get(Field.MM)), Locks.Mode.READ) == Tri.NO;
        Draft draft = Draft.hazard("page_table")
                .key("mm", event.get(Field.MM))
                .key("addr", WalkLocks.base(event))
                .root(TableRoots.of(how))
                .says("pid " + event.pid() + " takes the page table at " + Draft.hex(WalkLocks.base(event)) + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " away without that mm's mmap_lock for writing"
                        + (another ? "; the mmap_lock that it holds is another mm's." : "."));
        return exclusion.proofs(draft).proof(event.line(), "trigger", "the entry that points to the table is cleared");
    }
}
