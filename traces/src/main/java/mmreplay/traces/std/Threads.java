package mmreplay.traces.std;

import mmreplay.traces.event.MmEvent;
import org.agrona.collections.Int2IntHashMap;

/** Names of threads: a task by its pid, told apart from an earlier one of that pid; a CPU's interrupts and its idle task. */
final class Threads {

    /** Pids that are remembered to have been used before. */
    private static final int MOST = 1 << 20;

    private static final int NEVER = 0;

    private final Int2IntHashMap lives = new Int2IntHashMap(NEVER);

    String of(MmEvent event) {
        return event.inInterrupt() || event.pid() == 0 ? "C" + event.cpu() : of(event.pid());
    }

    String of(int pid) {
        int before = lives.get(pid);
        return before == NEVER ? "T" + pid : "T" + pid + "_" + before;
    }

    /** Its pid is another task's from now on. */
    void dead(int pid) {
        if (lives.size() < MOST || lives.containsKey(pid)) {
            lives.put(pid, lives.get(pid) + 1);
        }
    }
}
