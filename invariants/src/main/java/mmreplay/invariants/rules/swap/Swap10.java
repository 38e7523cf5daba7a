package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.SWAP_MAP;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.SwapSlots;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * What may be done to a swap slot in which state, by the swap_map byte that the event itself shows. It was read under the lock
 * of the slot's cluster, so no other event's order matters, and none that is lost.
 */
public final class Swap10 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-10",
            "a swap slot is given out only when it is free, and its count never goes below zero",
            "S4 (2010-07)",
            List.of(EventKind.SWAP_MAP),
            FactSet.of(SWAP_MAP));

    private static final long HAS_CACHE = 0x40;
    /** The count, and COUNT_CONTINUED: with that bit a count of zero borrows from a continuation page. */
    private static final long COUNT = 0xbf;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.get(Field.ERR) != 0) {
            return; // the kernel refused: __swap_duplicate's -EEXIST and -ENOENT
        }
        long about = Key.swap(event.get(Field.ENTRY));
        if (!event.has(Field.BEFORE)) {
            judge.unknown(about);
            return;
        }
        String wrong = wrong(event, event.get(Field.BEFORE));
        if (wrong.isEmpty()) {
            judge.pass(FactSet.NONE, about);
        } else {
            judge.found(finding(event, wrong, machine.swap().find(event.get(Field.ENTRY))), FactSet.NONE, about);
        }
    }

    private static String wrong(MmEvent event, long before) {
        boolean counted = (before & COUNT) != 0;
        boolean cached = (before & HAS_CACHE) != 0;
        return switch (event.word(Field.HOW)) {
            case ALLOC -> before == 0 ? "" : "is given out while it is in use";
            case DUP -> before != 0 ? "" : "gets one more user while it is free";
            case PUT -> counted ? "" : "loses a user while it has none";
            case CACHE_SET ->
                cached ? "gets SWAP_HAS_CACHE twice" : counted ? "" : "gets SWAP_HAS_CACHE while it is free";
            case CACHE_CLEAR -> cached ? "" : "loses SWAP_HAS_CACHE, which it does not have";
            case FREE -> counted ? "is freed while it has users" : "";
            default -> "";
        };
    }

    private static Draft finding(MmEvent event, String wrong, SwapSlots.@Nullable Slot slot) {
        Draft draft = Draft.violation("swap entry")
                .key("entry", event.get(Field.ENTRY))
                .says("Swap entry " + Draft.hex(event.get(Field.ENTRY)) + " " + wrong + ", in pid " + event.pid()
                        + ": its swap_map byte was " + Draft.hex(event.get(Field.BEFORE)) + ".");
        if (slot != null) {
            draft.proof(slot.allocLine(), "allocated", "the slot was given out")
                    .proof(slot.freeLine(), "freed", "the slot's last use ended");
        }
        return draft.proof(event.line(), "trigger", "the event shows the byte that it found");
    }
}
