package mmreplay.analyzer.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.analyzer.simulate.bug.Bug;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mmreplay simulate}. */
@Command(name = "simulate", mixinStandardHelpOptions = true, description = "Writes the trace of a simulated machine.")
public final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--events", defaultValue = "100000")
    private long events;

    @Option(names = "--cpus", defaultValue = "2")
    private int cpus;

    @Option(names = "--seed", defaultValue = "1")
    private long seed;

    @Option(names = "--bug", split = ",")
    private List<String> bugs = new ArrayList<>();

    @Option(names = "-o", required = true)
    private Path output = Path.of("-");

    @Override
    public Integer call() throws IOException {
        Set<Bug> on = EnumSet.noneOf(Bug.class);
        for (Bug bug : Bug.values()) {
            if (bugs.contains(bug.rule())) {
                on.add(bug);
            }
        }
        SimulateOptions options = new SimulateOptions(events, cpus, seed, on, 0);
        try (SimulatedTrace trace = new SimulatedTrace(options);
                BufferedWriter out = Files.newBufferedWriter(output)) {
            TracefsText.write(trace, events, cpus, out);
            trace.firings().forEach(f -> System.err.println(f));
        }
        return 0;
    }
}
