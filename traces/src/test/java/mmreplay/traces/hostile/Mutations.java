package mmreplay.traces.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Damages real files at random, again and again, and gives each to a victim that must survive it.
 *
 * <p>Mutation i of a run has the seed {@code first + i}: with that seed, and one mutation, it is made again.
 */
public final class Mutations {

    /** What takes as many seconds is as good as a hang. */
    private static final int LIMIT = 20;

    private static final int PER_LINE = 200_000;

    private final List<Pool.Cut> cuts;
    private final Path folder;
    private final AtomicReference<Running> running = new AtomicReference<>();

    /** Reads a file; any exception or error is a fault. */
    public interface Victim {
        /** {@code seed} is for choices of its own, which the seed must decide. */
        void read(Path file, long seed) throws IOException;
    }

    private record Running(long seed, Thread thread) {}

    /**
     * Prepares a run.
     *
     * @param folder for the damaged files; one in memory is faster
     */
    public Mutations(List<Pool.Cut> cuts, Path folder) {
        this.cuts = List.copyOf(cuts);
        this.folder = folder;
    }

    /** The bytes that a seed stands for, and which file they were made of. */
    public Pool.Cut mutation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Pool.Cut from = cuts.get(random.nextInt(cuts.size()));
        Pool.Cut other = cuts.get(random.nextInt(cuts.size()));
        return new Pool.Cut(from.name(), Mutator.mutate(from.bytes(), other.bytes(), random));
    }

    /**
     * Makes {@code count} mutations.
     *
     * @throws AssertionError at the first that is not survived: it names the seed and the file with the bytes
     */
    public void run(String what, Victim victim, long first, long count) throws IOException {
        Path file = folder.resolve("damaged");
        Thread watchdog = new Thread(() -> watch(what), "watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        long start = System.nanoTime();
        long slowest = 0;
        long slowestSeed = first;
        try {
            for (long seed = first; seed != first + count; seed++) {
                Pool.Cut cut = mutation(seed);
                Files.write(file, cut.bytes());
                long since = System.nanoTime();
                running.set(new Running(seed, Thread.currentThread()));
                survive(what, victim, file, cut, seed);
                running.set(null);
                long took = System.nanoTime() - since;
                if (took > slowest) {
                    slowest = took;
                    slowestSeed = seed;
                }
                if ((seed - first + 1) % PER_LINE == 0) {
                    say(what, seed - first + 1, start, slowest, slowestSeed);
                }
            }
        } finally {
            watchdog.interrupt();
        }
        say(what, count, start, slowest, slowestSeed);
        System.out.println(
                what + ": seeds " + first + " to " + (first + count - 1) + " of " + cuts.size() + " inputs, 0 faults");
    }

    private void survive(String what, Victim victim, Path file, Pool.Cut cut, long seed) {
        try {
            victim.read(file, seed);
        } catch (Throwable fault) {
            throw new AssertionError(fault(what, seed, cut), fault);
        }
    }

    private String fault(String what, long seed, Pool.Cut cut) {
        Path kept = Path.of("target", "mutation-" + seed);
        try {
            Files.createDirectories(kept.getParent());
            Files.write(kept, cut.bytes());
        } catch (IOException e) {
            return what + ": seed " + seed + " of " + cut.name() + ", not written: " + e;
        }
        return what + ": seed " + seed + " of " + cut.name() + ", written to " + kept.toAbsolutePath();
    }

    private static void say(String what, long done, long start, long slowest, long slowestSeed) {
        long seconds = Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
        Runtime runtime = Runtime.getRuntime();
        System.out.println(what + ": " + done + " mutations, " + seconds + " s, slowest " + slowest / 1_000_000
                + " ms (seed " + slowestSeed + "), heap " + (runtime.totalMemory() >> 20) + " of at most "
                + (runtime.maxMemory() >> 20) + " MiB");
    }

    /** A loop that never ends cannot be stopped from outside: the process ends, and says what it was at. */
    private void watch(String what) {
        try {
            Running before = null;
            // Seconds are counted and not taken from a clock: that goes on while a virtual machine stands still.
            int seconds = 0;
            while (true) {
                Thread.sleep(1000);
                Running now = running.get();
                seconds = now != null && now.equals(before) ? seconds + 1 : 0;
                before = now;
                if (now != null && seconds >= LIMIT) {
                    System.err.println("hang: " + fault(what, now.seed(), mutation(now.seed())));
                    for (StackTraceElement frame : now.thread().getStackTrace()) {
                        System.err.println("    at " + frame);
                    }
                    System.err.flush();
                    Runtime.getRuntime().halt(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
