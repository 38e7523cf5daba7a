package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.FOLIO_LOCK;
import static mmreplay.traces.event.FactClass.PTE_SAME;
import static mmreplay.traces.event.FactClass.SWAPCACHE;
import static mmreplay.traces.event.FactClass.SWAP_MAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.SwapSlots;
import mmreplay.invariants.machine.Swapins;
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
 * No A-B-A behind a pte_same: between the moment a swap-in's data was bound to the entry and the check that says "still the same
 * entry", the slot was not freed and given out again. What the check saw would be another page's entry of the same number.
 */
public final class Swap2 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-2",
            "a swap slot is not freed and reused between a swap-in's read of the data and its pte_same",
            "S4 (2010-07)",
            List.of(EventKind.PTE_SAME),
            FactSet.of(PTE_SAME, SWAP_MAP, FOLIO_LOCK, SWAPCACHE));

    private static final FactSet BY_GENERATION = FactSet.of(SWAP_MAP, FOLIO_LOCK, SWAPCACHE);

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
        SwapSlots.Slot slot = machine.swap().find(entry);
        if (binding == null || slot == null) {
            judge.unknown(Key.swap(entry));
        } else if (slot.allocLine() > 0 && slot.allocTime() == binding.time()) {
            judge.inconclusive(Why.CLOCK, Key.swap(entry)); // given out before the data was bound to it, or after
        } else if (binding.generation() == slot.generation()) {
            judge.pass(BY_GENERATION, Key.swap(entry));
        } else {
            judge.found(finding(event, entry, binding, slot), BY_GENERATION, Key.swap(entry));
        }
    }

    private static Draft finding(MmEvent event, long entry, Swapins.Binding binding, SwapSlots.Slot slot) {
        return SwapRecheck.about(Draft.violation("swap_entry"), event, binding)
                .says("Task " + event.pid() + " swaps in entry " + Draft.hex(entry) + " at address "
                        + Draft.hex(event.get(Field.ADDR))
                        + ". Between its read of the data and pte_same the slot was freed and given out again, so pte_same"
                        + " says yes to another page's entry: the task maps a stale copy.")
                .proof(binding.line(), "bound", "the task's data is bound to the entry")
                .proof(binding.unpinLine(), "unpinned", "the pin is given up")
                .proof(slot.freeLine(), "freed", "the slot's last use ends")
                .proof(slot.allocLine(), "reused", "the slot is given out again")
                .proof(event.line(), "trigger", "pte_same says yes");
    }
}
