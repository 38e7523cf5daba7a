package mmreplay.invariants.tracks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import org.agrona.collections.Int2ObjectHashMap;

/** Which task each CPU was seen to run. */
public final class CpuTracks {

    /** More CPUs than any machine has: an event's CPU may be a lie. */
    private static final int MOST = 8192;

    private static final class Run {
        final int pid;
        final String comm;
        final long from;
        long to;
        long events;

        Run(RawEvent event) {
            pid = event.pid();
            comm = event.comm();
            from = event.time();
        }
    }

    private final Int2ObjectHashMap<Run> byCpu = new Int2ObjectHashMap<>();
    private final TrackListener listener;

    public CpuTracks(TrackListener listener) {
        this.listener = listener;
    }

    public void event(RawEvent event) throws IOException {
        Run run = byCpu.get(event.cpu());
        if (run == null || run.pid != event.pid()) {
            end(event.cpu());
            if (byCpu.size() == MOST) {
                return;
            }
            run = new Run(event);
            byCpu.put(event.cpu(), run);
        }
        run.to = Math.max(run.to, event.time());
        run.to = Math.max(run.to, run.from);
        run.events++;
    }

    /** What ran while events were lost is not known. */
    public void gap(int cpu) throws IOException {
        if (cpu == Gap.EVERY_CPU) {
            end();
        } else {
            end(cpu);
        }
    }

    /** The trace has ended. */
    public void end() throws IOException {
        List<Integer> cpus = new ArrayList<>(byCpu.keySet());
        cpus.sort(null);
        for (int cpu : cpus) {
            end(cpu);
        }
    }

    private void end(int cpu) throws IOException {
        Run run = byCpu.remove(cpu);
        if (run != null) {
            listener.ran(new TrackListener.Ran(cpu, run.pid, run.comm, run.from, run.to, run.events));
        }
    }
}
