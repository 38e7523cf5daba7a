package mmreplay.invariants.rules.swap;

import mmreplay.invariants.rule.Draft;
import mmreplay.traces.event.MmEvent;

/** What findings about one swap-in have in common: the task, the entry and the recheck they follow from. */
final class SwapRoots {

    private SwapRoots() {}

    static String of(MmEvent recheck, long entry) {
        return of(recheck.pid(), entry, recheck.line());
    }

    static String of(int pid, long entry, long recheckLine) {
        return "swap-in of " + Draft.hex(entry) + " by " + pid + " at line " + recheckLine;
    }
}
