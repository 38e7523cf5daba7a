package mmreplay.invariants.rules.ptw;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.AVC;
import static mmreplay.traces.event.FactClass.LOCKS;
import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.STEPS;
import static mmreplay.traces.event.FactClass.VMA;

import java.util.List;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.TableLife;
import mmreplay.invariants.machine.TableLives;
import mmreplay.invariants.machine.Tri;
import mmreplay.invariants.machine.Vma;
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
 * retract_page_tables visits every mm that maps a file and takes its tables away for the huge page that has come into the page
 * cache. Those mms are not its own: the lock of the file alone keeps no page fault out.
 */
public final class Ptw4 implements Rule {

    private static final FactSet FACTS = FactSet.of(LOCKS, STEPS, PTE, MM, VMA, ANON_VMA, AVC);

    private static final RuleInfo INFO = new RuleInfo(
            "PTW-4",
            "a file's page table is retracted only with its mm's faults and all rmap walks kept out,"
                    + " or since 6.6 under the page-table locks",
            "S3 (2023-01)",
            List.of(EventKind.PMD_WRITE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long mm = event.get(Field.MM);
        if (!WalkLocks.unhooksTable(event) || machine.tableLives().collapses(event.pid(), mm, event.get(Field.ADDR))) {
            return; // collapse_huge_page has a rule of its own
        }
        Vma vma = machine.vmas().covering(mm, WalkLocks.base(event));
        if (vma != null && vma.fileKnown() && vma.fileLock() == 0) {
            return; // maps no file
        }
        Exclusion exclusion = Exclusion.ofLiving(event, machine);
        TableLife table = machine.tableLives().find(TableLives.tableIn(event, Field.OLD));
        exclusion.about(WalkLocks.slotKey(event));
        Tri underTableLocks = Exclusion.underTableLocks(event, table, machine);
        Exclusion.Ruling ruling = exclusion.ruling(underTableLocks);
        switch (ruling) {
            case ALLOWED -> judge.pass(FACTS, exclusion.keys());
            case FORBIDDEN -> judge.found(finding(event, exclusion), FACTS, exclusion.keys());
            default -> exclusion.unsure(ruling, judge);
        }
    }

    private static Draft finding(MmEvent event, Exclusion exclusion) {
        Draft draft = Draft.hazard("page_table")
                .key("mm", event.get(Field.MM))
                .key("addr", WalkLocks.base(event))
                .root(TableRoots.of(Word.RETRACT))
                .says("pid " + event.pid() + " retracts the page table of a file at " + Draft.hex(WalkLocks.base(event))
                        + " of mm " + Draft.hex(event.get(Field.MM)) + " without holding " + exclusion.missing()
                        + ": whoever walks under that lock may be in the table.");
        return exclusion.proofs(draft).proof(event.line(), "trigger", "the entry that points to the table is cleared");
    }
}
