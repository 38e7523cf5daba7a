package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.TLB;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Stale;
import mmreplay.invariants.machine.TlbCpu;
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
 * A page table is freed only after every CPU that has its mm loaded has flushed, lazy ones included: a lazy CPU touches no user
 * page, but it still walks the tables speculatively, and would take what the page is next for entries.
 */
public final class Tlb5 implements Rule {

    private static final FactSet FACTS = FactSet.of(PAGE_LIFE, PTE, TLB, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-5",
            "a page table is freed only after lazy CPUs flushed it, too",
            "project rule",
            List.of(EventKind.PAGE_FREE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        Stale table = machine.tlbs().table(pfn);
        if (table == null || event.get(Field.ORDER) != 0) {
            return;
        }
        LongArrayList about = new LongArrayList();
        about.addLong(Key.page(pfn));
        Holder holder = new Holder(machine.tlbs(), event.cpu(), true, about);
        holder.look(List.of(table), 0);
        Stale stale = holder.stale();
        long[] keys = about.toLongArray();
        if (stale != null) {
            judge.found(finding(event, machine, stale, holder.cpu()), FACTS, keys);
        } else if (holder.unordered()) {
            judge.inconclusive(Why.CLOCK, keys);
        } else if (holder.doubtful() || machine.tlbs().tooManyCpus()) {
            judge.unknown(keys);
        } else {
            judge.pass(FACTS, keys);
        }
    }

    private static Draft finding(MmEvent event, Machine machine, Stale stale, int c) {
        long pfn = event.get(Field.PFN);
        TlbCpu cpu = machine.tlbs().cpu(c);
        boolean lazy = cpu != null && cpu.lazy() == TlbCpu.Lazy.YES;
        return Draft.hazard("page")
                .key("pfn", pfn)
                .key("mm", stale.mm())
                .pid(event.pid())
                .root(TlbRoots.unflushed(stale.mm(), event.pid(), machine))
                .says("Page table " + Draft.hex(pfn) + " is freed in pid " + event.pid() + " although CPU " + c
                        + (lazy ? ", lazy on mm " : ", which runs mm ") + Draft.hex(stale.mm())
                        + ", has not flushed since the table was taken out.")
                .proof(cpu == null ? 0 : cpu.loadedLine(), "loaded", "CPU " + c + " has loaded the mm")
                .proof(stale.line(), "unlinked", "the table is taken out; the CPU may still walk it")
                .proof(event.line(), "trigger", "the table's page is freed");
    }
}
