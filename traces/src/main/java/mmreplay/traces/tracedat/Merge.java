package mmreplay.traces.tracedat;

import java.util.Arrays;

/** The CPUs' streams as one, by (time, cpu, buffer): a heap whose top has the next event. */
final class Merge {

    private CpuStream[] heap = new CpuStream[8];
    private int size;

    /** {@code stream} stands at an event. */
    void add(CpuStream stream) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && CpuStream.before(stream, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = stream;
    }

    boolean isEmpty() {
        return size == 0;
    }

    CpuStream top() {
        return heap[0];
    }

    /** The top has stepped on. */
    void sink() {
        CpuStream stream = heap[0];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && CpuStream.before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!CpuStream.before(heap[child], stream)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = stream;
    }

    /** The top has ended. */
    void remove() {
        heap[0] = heap[--size];
        if (size > 0) {
            sink();
        }
    }
}
