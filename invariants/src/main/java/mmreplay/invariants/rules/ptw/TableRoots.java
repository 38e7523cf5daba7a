package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.PageTables;
import mmreplay.traces.event.MmEvent;

/** What findings about the same unhooking have in common: they are one. */
final class TableRoots {

    private TableRoots() {}

    static String of(MmEvent event) {
        return "unhooked " + PageTables.slotOf(event) + "@" + event.line();
    }
}
