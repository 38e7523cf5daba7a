package mmreplay.invariants.rules.swap;

import mmreplay.invariants.rule.Draft;

/** What findings about one swap-in have in common: the task, the entry and the line at which its data was bound to it. */
final class SwapRoots {

    private SwapRoots() {}

    static String of(int pid, long entry, long boundLine) {
        return "swap-in of " + Draft.hex(entry) + " by " + pid + " since line " + boundLine;
    }
}
