package mmreplay.analyzer.simulate.bug;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import mmreplay.analyzer.simulate.trace.Printer;

/** The planted bugs that are switched on. Each fires once, at a moment drawn from the seed after a time without bugs. */
public final class Bugs {

    private static final int ONE_IN = 2;

    private final Set<Bug> on;
    private final SplittableRandom random;
    private final Printer out;
    private final long from;
    private final Set<Bug> fired = EnumSet.noneOf(Bug.class);
    private final List<Fired> firings = new ArrayList<>();

    /**
     * Where a bug fired.
     *
     * @param event the number of the next event, from 0, of the trace without losses
     * @param time then, in nanoseconds
     * @param cpu where it fired
     * @param pid which task did it
     * @param subject the page, vma or lock that it is about
     */
    public record Fired(Bug bug, long event, long time, int cpu, int pid, String subject) {}

    /** @param from the number of events before which none fires */
    public Bugs(Set<Bug> on, SplittableRandom random, Printer out, long from) {
        this.on = on.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(on);
        this.random = random;
        this.out = out;
        this.from = from;
    }

    /** This bug is planted, whether or not it has fired. */
    public boolean planted(Bug bug) {
        return on.contains(bug);
    }

    /** This bug is planted, and has not fired yet: paths that are rare in themselves may be taken more often. */
    public boolean wanted(Bug bug) {
        return on.contains(bug) && !fired.contains(bug) && out.number() >= from;
    }

    /** One of these is. */
    public boolean wantedAny(Bug... bugs) {
        for (Bug bug : bugs) {
            if (wanted(bug)) {
                return true;
            }
        }
        return false;
    }

    /** The bug fires here and now. */
    public boolean fire(Bug bug, Object subject) {
        return wanted(bug) && random.nextInt(ONE_IN) == 0 && fireAtOnce(bug, subject);
    }

    /** The bug fires, unless it has: what came before leaves nothing else to happen. */
    public boolean fireAtOnce(Bug bug, Object subject) {
        if (!on.contains(bug) || !fired.add(bug)) {
            return false;
        }
        firings.add(new Fired(bug, out.number(), out.time(), out.cpu(), out.pid(), subject.toString()));
        return true;
    }

    /** What another task did took the bug's effect back before anything could come of it: it did not fire, and may again. */
    public void undone(Bug bug) {
        if (fired.remove(bug)) {
            firings.removeIf(firing -> firing.bug() == bug);
        }
    }

    public List<Fired> firings() {
        return List.copyOf(firings);
    }
}
