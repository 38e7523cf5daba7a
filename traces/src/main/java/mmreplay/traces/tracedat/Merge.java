package mmreplay.traces.tracedat;

import java.util.ArrayList;
import java.util.List;

/** The CPUs' streams as one, by (time, cpu, buffer): a heap whose top has the next event. */
final class Merge {

    private final List<CpuStream> heap = new ArrayList<>();

    /** {@code stream} stands at an event. */
    void add(CpuStream stream) {
        heap.add(stream);
        int at = heap.size() - 1;
        while (at > 0 && CpuStream.before(stream, heap.get((at - 1) / 2))) {
            heap.set(at, heap.get((at - 1) / 2));
            at = (at - 1) / 2;
        }
        heap.set(at, stream);
    }

    boolean isEmpty() {
        return heap.isEmpty();
    }

    CpuStream top() {
        return heap.get(0);
    }

    /** The top has stepped on. */
    void sink() {
        CpuStream stream = heap.get(0);
        int size = heap.size();
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && CpuStream.before(heap.get(child + 1), heap.get(child))) {
                child++;
            }
            if (!CpuStream.before(heap.get(child), stream)) {
                break;
            }
            heap.set(at, heap.get(child));
            at = child;
        }
        heap.set(at, stream);
    }

    /** The top has ended. */
    void remove() {
        CpuStream last = heap.remove(heap.size() - 1);
        if (!heap.isEmpty()) {
            heap.set(0, last);
            sink();
        }
    }
}
