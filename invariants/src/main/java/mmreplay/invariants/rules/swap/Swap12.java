package mmreplay.invariants.rules.swap;

import static mmreplay.traces.event.FactClass.SWAP_DEVICE;
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
import org.agrona.collections.Int2ObjectHashMap;

/**
 * swapoff frees the swap_map when nobody uses the device any more. Who looks at it without a reference to the device, or without
 * an entry that swapoff has to take away first, may look at freed memory.
 */
public final class Swap12 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "SWAP-12",
            "nobody uses the swap_map of a device whose swapoff is over",
            "S4 (2010-07)",
            List.of(EventKind.SWAP_DEVICE, EventKind.SWAP_MAP),
            FactSet.of(SWAP_MAP, SWAP_DEVICE));

    private static final FactSet BY_DEVICE = FactSet.of(SWAP_DEVICE);
    /** Whether a device is in use, and the event that showed it: swapon, swapoff's end, or a reference that was got. */
    private record Device(boolean alive, long line) {}

    private Int2ObjectHashMap<Device> devices = new Int2ObjectHashMap<>();
    /** This trace shows devices at all: no state, so a gap does not change it. */
    private boolean shown;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (event.kind() == EventKind.SWAP_DEVICE) {
            device(event);
            return;
        }
        if (!shown || event.get(Field.ERR) != 0) {
            return;
        }
        long entry = event.get(Field.ENTRY);
        Device device = devices.get(SwapSlots.deviceOf(entry));
        if (device == null) {
            judge.unknown(Key.swap(entry), Key.device(SwapSlots.deviceOf(entry)));
        } else if (device.alive) {
            judge.pass(BY_DEVICE, Key.swap(entry), Key.device(SwapSlots.deviceOf(entry)));
        } else {
            judge.found(
                    Draft.hazard("swap entry")
                            .key("entry", entry)
                            .root("swap device " + SwapSlots.deviceOf(entry) + " off at line " + device.line)
                            .says("pid " + event.pid() + " uses the swap_map of entry " + Draft.hex(entry)
                                    + ", but swapoff of its device is over: that memory is freed.")
                            .proof(device.line, "swapoff", "swapoff has freed the swap_map")
                            .proof(event.line(), "trigger", "the swap_map is used"),
                    BY_DEVICE,
                    Key.swap(entry),
                    Key.device(SwapSlots.deviceOf(entry)));
        }
    }

    private void device(MmEvent event) {
        shown = true;
        int type = SwapSlots.deviceOf(event);
        Device known = devices.get(type);
        switch (event.word(Field.HOW)) {
            case SWAP_ON -> devices.put(type, new Device(true, event.line()));
            case SWAP_OFF -> devices.put(type, new Device(false, event.line()));
            case GET -> {
                // swapoff waits for all references, and none is given out after it
                if (known == null) {
                    devices.put(type, new Device(true, event.line()));
                }
            }
            default -> {}
        }
    }

    @Override
    public void disputed(long key) {
        devices.keySet().removeIf(type -> key == Key.device(type));
    }

    @Override
    public void forget() {
        devices = new Int2ObjectHashMap<>();
    }
}
