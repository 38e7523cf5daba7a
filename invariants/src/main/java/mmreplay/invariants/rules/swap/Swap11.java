package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.PAGE_LIFE;
import static mmreplay.traces.event.FactClass.PTE;
import static mmreplay.traces.event.FactClass.TLB_BATCH;

import java.util.List;
import mmreplay.invariants.machine.Deferral;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Page;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * A page whose dirty entry was taken away is written out only after the flush: until then a CPU may store into it through its
 * TLB, and what it stores after the write is lost when the page is read back.
 */
public final class Swap11 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-11",
            "a page is written out only after the flush of the dirty entry that was taken away",
            "S4 (2010-07)",
            List.of(EventKind.PAGE_WRITEOUT),
            FactSet.of(TLB_BATCH, PTE, PAGE_LIFE));

    private static final FactSet BY_BATCH = FactSet.of(TLB_BATCH, PTE, PAGE_LIFE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        long pfn = event.get(Field.PFN);
        boolean unordered = false;
        for (Deferral deferral : machine.deferrals().of(pfn)) {
            unordered |= deferral.dirty() && deferral.unordered();
            if (deferral.dirty() && deferral.pending() && !deferral.unordered()) {
                judge.found(finding(event, deferral), BY_BATCH, Key.page(pfn), Key.deferred(pfn));
                return;
            }
        }
        Page page = machine.folios().find(pfn);
        if (unordered) {
            judge.inconclusive(Why.CLOCK, Key.page(pfn), Key.deferred(pfn));
        } else if (page != null && page.born()) {
            judge.pass(BY_BATCH, Key.page(pfn), Key.deferred(pfn));
        } else {
            judge.unknown(
                    Key.page(pfn),
                    Key.deferred(pfn)); // an entry of it may have been taken away before anything was known
        }
    }

    private static Draft finding(MmEvent event, Deferral deferral) {
        Deferral.Unmap unmap = deferral.unmap();
        return Draft.hazard("page")
                .key("pfn", unmap.pfn())
                .pid(event.pid())
                .root(deferral.cause())
                .says("Page " + Draft.hex(unmap.pfn()) + " is written out by pid " + event.pid()
                        + " before the flush of the dirty entry for " + Draft.hex(unmap.address()) + " of mm "
                        + Draft.hex(unmap.mm()) + ": a CPU may still store into it, and nobody will write that.")
                .proof(unmap.line(), "cleared", "the dirty entry is taken away")
                .proof(deferral.line(), "put off", "its flush is left to the batch")
                .proof(event.line(), "trigger", "the page is written, and no flush has begun");
    }
}
