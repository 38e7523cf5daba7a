package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.MM;
import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.TLB;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.machine.PageOrder;
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
 * No page is freed while a CPU may hold a usable stale translation to it: whoever runs there would read and write what the page
 * is next. Unhook, flush, then free, says {@code asm-generic/tlb.h}.
 */
public final class Tlb1 implements Rule {

    private static final FactSet FACTS = FactSet.of(PAGE_LIFE, PTE, TLB, MM);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-1",
            "no page is freed while a CPU may hold a usable stale translation to it",
            "project rule",
            List.of(EventKind.PAGE_FREE),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long first = event.get(Field.PFN);
        long order = event.get(Field.ORDER);
        if (!PageOrder.valid(order)) {
            return;
        }
        for (long pfn = first; pfn < first + (1L << order); pfn++) {
            if (mapped(pfn, machine)) {
                mapped(event, first, order, machine, judge);
                return;
            }
        }
    }

    /** A user's translation led to it, or may have. */
    private static boolean mapped(long pfn, Machine machine) {
        Page page = machine.folios().touched(pfn);
        return (page != null && (page.everMapped() || !page.born()))
                || machine.tlbs().mayBeStale(pfn);
    }

    private static void mapped(MmEvent event, long first, long order, Machine machine, Judge judge) {
        LongArrayList about = new LongArrayList();
        Holder holder = new Holder(machine.tlbs(), event.cpu(), false, about);
        boolean born = true;
        boolean unordered = false;
        for (long pfn = first; pfn < first + (1L << order); pfn++) {
            about.addLong(Key.page(pfn));
            about.addLong(Key.stale(pfn));
            Page page = machine.folios().touched(pfn);
            born &= machine.folios().born(pfn);
            unordered |= machine.tlbs().unordered(pfn);
            holder.look(machine.tlbs().of(pfn), page == null ? 0 : page.bornLine());
        }
        Stale stale = holder.stale();
        long[] keys = about.toLongArray();
        if (stale != null && !unordered) {
            judge.found(finding(event, machine, stale, holder.cpu()), FACTS, keys);
        } else if (holder.unordered() || unordered) {
            judge.inconclusive(Why.CLOCK, keys);
        } else if (!born || holder.doubtful() || machine.tlbs().tooManyCpus()) {
            judge.unknown(keys);
        } else {
            judge.pass(FACTS, keys);
        }
    }

    private static Draft finding(MmEvent event, Machine machine, Stale stale, int c) {
        long pfn = event.get(Field.PFN);
        TlbCpu cpu = machine.tlbs().cpu(c);
        long gather = machine.gathers().line(event.pid());
        boolean whole = cpu != null && cpu.activeLine() < stale.line() && !stale.flushing();
        Draft draft = whole ? Draft.violation("page") : Draft.hazard("page");
        return draft.key("pfn", pfn)
                .key("mm", stale.mm())
                .key("address", stale.address())
                .pid(event.pid())
                .root(TlbRoots.of(stale, pfn, event.pid(), machine))
                .says("Page " + Draft.hex(pfn) + " is freed in pid " + event.pid() + " although CPU " + c
                        + " runs mm " + Draft.hex(stale.mm()) + " and has not flushed its translation of "
                        + Draft.hex(stale.address()) + " since the entry was cleared"
                        + (stale.flushing() ? "." : ": nobody flushed it."))
                .proof(cpu == null ? 0 : cpu.loadedLine(), "loaded", "CPU " + c + " has loaded the mm")
                .proof(gather, "gather", "the task's mmu_gather begins")
                .proof(stale.line(), "cleared", "the entry is taken away; the CPU may still hold it")
                .proof(event.line(), "trigger", "the page is freed");
    }
}
