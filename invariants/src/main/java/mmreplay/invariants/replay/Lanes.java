package mmreplay.invariants.replay;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Numbers for what is recorded in order and lost together: the events of one CPU in one ring buffer. In a trace of one buffer, a
 * lane is a CPU. An instance's buffer has lanes of its own: that one of them shows a CPU says nothing of what another lost there,
 * and where their stamps are equal nobody knows what came first.
 */
final class Lanes {

    /** By buffer and CPU, plus 1; 0 is none yet. */
    private int[][] numbers = new int[1][];

    private final int announced;
    private final BitSet claimed = new BitSet();
    private int next;

    /** @param announced how many CPUs there are at least: each has a lane of its own number, whichever buffer shows it first */
    Lanes(int announced) {
        this.announced = announced;
        next = announced;
    }

    int of(int buffer, int cpu) {
        if (buffer >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(buffer + 1, 2 * numbers.length));
        }
        int[] ofBuffer = numbers[buffer];
        if (ofBuffer == null || cpu >= ofBuffer.length) {
            ofBuffer = ofBuffer == null
                    ? new int[cpu + 1]
                    : Arrays.copyOf(ofBuffer, Math.max(cpu + 1, 2 * ofBuffer.length));
            numbers[buffer] = ofBuffer;
        }
        if (ofBuffer[cpu] == 0) {
            boolean first = cpu < announced && !claimed.get(cpu);
            claimed.set(cpu);
            ofBuffer[cpu] = (first ? cpu : next++) + 1;
        }
        return ofBuffer[cpu] - 1;
    }
}
