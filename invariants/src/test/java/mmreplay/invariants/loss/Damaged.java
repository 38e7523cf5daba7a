package mmreplay.invariants.loss;

import java.util.List;
import mmreplay.traces.TraceInfo;

/**
 * A recording from which events were taken, with the marks that are left of them.
 *
 * @param endProven the header counts exactly what is left
 * @param overwritten the header tells that the ring buffers wrapped
 */
record Damaged(Recording of, List<Step> steps, boolean endProven, boolean overwritten) {

    Damaged with(List<Step> left) {
        return new Damaged(of, List.copyOf(left), endProven, overwritten);
    }

    Damaged withoutEnd() {
        return new Damaged(of, steps, false, overwritten);
    }

    Damaged asOverwritten() {
        return new Damaged(of, steps, endProven, true);
    }

    long events() {
        return steps.stream().filter(Step::isEvent).count();
    }

    TraceInfo info() {
        long left = events();
        return new TraceInfo("memory", of.clock(), of.cpus(), left, endProven ? left : -1, endProven ? left : -1);
    }
}
