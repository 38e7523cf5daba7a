package mmreplay.invariants.rules.tlb;

import mmreplay.invariants.machine.Deferral;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Stale;
import mmreplay.invariants.rule.Draft;

/** What findings about one missing flush have in common. */
final class TlbRoots {

    private TlbRoots() {}

    /** A stale translation of a page that is freed by this task: the flush was put off, or it was left out. */
    static String of(Stale stale, long pfn, int pid, Machine machine) {
        for (Deferral deferral : machine.deferrals().of(pfn)) {
            if (deferral.unmap().line() == stale.line()) {
                return deferral.cause();
            }
        }
        return unflushed(stale.mm(), pid, machine);
    }

    /** Of everything that one mmu_gather, or one task without any, did not flush. */
    static String unflushed(long mm, int pid, Machine machine) {
        return "no flush of mm " + Draft.hex(mm) + " by pid " + pid + " since line "
                + machine.gathers().line(pid);
    }
}
