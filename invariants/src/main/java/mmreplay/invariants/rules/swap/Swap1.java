package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PTE_SAME;
import static mmreplay.traces.event.FactClass.SWAPCACHE;
import static mmreplay.traces.event.FactClass.SWAP_MAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Swapins;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * A swap-in's pte_same proves something only if the swap entry was pinned from the moment its data was bound to it: by the page
 * lock on the swapcache page, or by SWAP_HAS_CACHE held by the task itself. A page reference is no pin.
 */
public final class Swap1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-1",
            "pte_same is sound only while the swap entry stays pinned",
            "S4 (2010-07)",
            List.of(EventKind.PTE_SAME),
            FactSet.of(PTE_SAME, FOLIO_LOCK, SWAPCACHE, SWAP_MAP));

    private static final FactSet BY_PIN = FactSet.of(FOLIO_LOCK, SWAPCACHE, SWAP_MAP);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (!SwapRecheck.succeeded(event)) {
            return;
        }
        long entry = SwapRecheck.entry(event);
        Swapins.Binding binding = machine.swapins().find(event.pid(), entry);
        long[] about = binding != null && binding.byPage()
                ? new long[] {Key.swap(entry), Key.page(binding.pfn())}
                : new long[] {Key.swap(entry)};
        if (binding == null) {
            judge.unknown(about);
        } else if (binding.pinned()) {
            judge.pass(BY_PIN, about);
        } else {
            judge.found(finding(event, entry, binding), BY_PIN, about);
        }
    }

    private static Draft finding(MmEvent event, long entry, Swapins.Binding binding) {
        return SwapRecheck.about(Draft.hazard("swap_entry"), event, binding)
                .says("Task " + event.pid() + " relies on pte_same for swap entry " + Draft.hex(entry)
                        + " at address "
                        + Draft.hex(event.get(Field.ADDR))
                        + ", but the pin that kept the entry from being reused was given up before the check.")
                .proof(binding.line(), "bound", "the task's data is bound to the entry")
                .proof(binding.unpinLine(), "unpinned", "the pin is given up")
                .proof(event.line(), "trigger", "pte_same says yes, with nothing pinning the entry");
    }
}
