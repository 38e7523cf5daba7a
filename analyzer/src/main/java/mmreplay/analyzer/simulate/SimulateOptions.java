package mmreplay.analyzer.simulate;

import java.util.Set;
import mmreplay.analyzer.simulate.bug.Bug;

/**
 * What is simulated. The same options give the same bytes.
 *
 * @param events how many events are printed
 * @param loss the share of the events that are lost, 0 to 1
 * @param exact stamps are nanoseconds, as in a trace.dat; else microseconds, as the kernel's text has them
 */
public record SimulateOptions(long events, int cpus, long seed, Set<Bug> bugs, double loss, boolean exact) {

    /** With the stamps of the kernel's text. */
    public SimulateOptions(long events, int cpus, long seed, Set<Bug> bugs, double loss) {
        this(events, cpus, seed, bugs, loss, false);
    }
}
