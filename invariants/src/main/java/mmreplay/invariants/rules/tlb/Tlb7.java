package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.TLB;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.invariants.machine.Stale;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.agrona.collections.LongArrayList;

/**
 * A page-table entry goes from a table of small pages to a huge page by way of none and a flush: two translations of one address,
 * of different sizes, in one TLB are undefined on some CPUs.
 */
public final class Tlb7 implements Rule {

    private static final FactSet BY_FLUSH = FactSet.of(PTE, TLB, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-7",
            "a huge page replaces a table of small ones only after a flush",
            "project rule",
            List.of(EventKind.PMD_WRITE),
            BY_FLUSH);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long slot = PageTables.slotOf(event);
        long now = event.get(Field.NEW);
        boolean huge = PageTables.level(event) == 2 && Pte.present(now, 2) && Pte.leaf(now, 2);
        if (slot < 0 || !huge || !event.has(Field.OLD)) {
            return;
        }
        long about = Key.slot(slot);
        long old = event.get(Field.OLD);
        Stale table = machine.tlbs().replaced(slot);
        if (!Pte.none(old) && Pte.present(old, 2) && !Pte.leaf(old, 2)) {
            Draft draft = finding(Draft.violation("pmd"), event, "replaces a table of small ones at once");
            judge.found(draft.proof(machine.tables().line(slot), "table", "the table"), FactSet.NONE, about);
        } else if (Pte.none(old) && table != null) {
            judgeFlush(event, machine, table, about, judge);
        }
    }

    private static void judgeFlush(MmEvent event, Machine machine, Stale table, long slot, Judge judge) {
        LongArrayList about = new LongArrayList();
        about.addLong(slot);
        about.addLong(Key.stale(table.pfn())); // a CPU that has let go of it at this stamp is not found any more
        Holder holder = new Holder(machine.tlbs(), event.cpu(), false, about);
        holder.look(List.of(table), 0);
        Stale stale = holder.stale();
        long[] keys = about.toLongArray();
        if (stale != null) {
            String what = "comes where CPU " + holder.cpu() + " has not flushed the table of small ones";
            judge.found(
                    finding(Draft.hazard("pmd"), event, what).proof(stale.line(), "table", "the table is taken out"),
                    BY_FLUSH,
                    keys);
        } else if (holder.unordered()) {
            judge.inconclusive(Why.CLOCK, keys);
        } else if (holder.doubtful() || machine.tlbs().tooManyCpus()) {
            judge.unknown(keys);
        } else {
            judge.pass(BY_FLUSH, keys);
        }
    }

    private static Draft finding(Draft draft, MmEvent event, String what) {
        return draft.key("mm", event.get(Field.MM))
                .key("address", event.get(Field.ADDR))
                .pid(event.pid())
                .says("The huge page at " + Draft.hex(event.get(Field.ADDR)) + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " " + what + ".")
                .proof(event.line(), "trigger", "the huge page is mapped");
    }
}
