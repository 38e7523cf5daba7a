package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.analyzer.simulate.Expected;
import mmreplay.analyzer.simulate.SimulateOptions;
import mmreplay.analyzer.simulate.Simulation;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Bugs;
import mmreplay.analyzer.simulate.bug.Inexpressible;
import mmreplay.reports.AsideFile;
import mmreplay.reports.text.Visible;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Target;
import mmreplay.traces.rows.Form;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mmreplay simulate}: the trace of a simulated machine, correct or with planted bugs. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes the trace of a simulated machine: a correct history of any length, or one with a planted bug.",
            "",
            "It holds what an instrumented 6.1 records. The same options give the same bytes, and a longer trace begins like a",
            "shorter one. With --bug, FILE.expected.json says where the bug fired, which rule must find it, and which others may.",
            "",
            "Example: mmreplay simulate --events 200000 --seed 7 --bug SWAP-9 -o trace.txt && mmreplay check trace.txt",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:the trace cannot be written, or the command line is wrong"})
final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_CPUS = 64;

    private final Standard standard;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many events are simulated (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--cpus",
            paramLabel = "C",
            defaultValue = "2",
            description = "How many CPUs the machine has, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int cpus;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What decides who runs when, and what they do (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--bug",
            paramLabel = "ID",
            split = ",",
            description = "Break these rules, once each, after 6,000 events or half of them: ids, separated by commas.")
    private List<String> bugs = new ArrayList<>();

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0",
            description =
                    "The share of the events that is lost, in runs on one CPU, 0 to 0.9 (default: ${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--exact",
            description =
                    "Stamp in nanoseconds, as a trace.dat does; without it in microseconds, as the kernel's text does.")
    private boolean exact;

    @Option(names = "--list-bugs", description = "Lists the planted bugs, and the rules that have none, and stops.")
    private boolean list;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = Destination.FILE)
    private @Nullable Path output;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "The format, where the file's name does not tell: ${COMPLETION-CANDIDATES}.")
    private @Nullable Target to;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = {
                "What CSV and JSON lines hold: ${COMPLETION-CANDIDATES}. raw: events as the kernel names them.",
                "canonical: what they mean, in mmreplay's own vocabulary. Default: raw."
            })
    private @Nullable Form form;

    SimulateCommand(Standard standard) {
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            listBugs(out);
            return ExitCode.NOTHING_FOUND.number();
        }
        if (output == null) {
            throw wrong("say where the trace goes: -o FILE");
        }
        Destination destination = Destination.of(spec.commandLine(), output, to, form);
        SimulateOptions options = options();
        String refusal = Outputs.refusal(destination.file(), List.of());
        if (!destination.file().equals(ConvertOutput.STDOUT) && refusal != null) {
            throw wrong(destination.file() + ": " + refusal);
        }
        try (Simulation simulation = new Simulation(options)) {
            Conversion conversion = new Conversion(simulation, destination.target(), destination.form());
            new ConvertOutput(destination.file(), standard.out()).write(trace -> conversion.run(trace, bytes -> {}));
            if (!options.bugs().isEmpty()) {
                tell(destination.file(), options, simulation.firings());
            }
        } catch (UnusableTraceException e) {
            throw wrong(Problems.of(e));
        } catch (Outputs.FailedException e) {
            spec.commandLine().getErr().println(Problems.line(String.valueOf(e.getMessage())));
            return ExitCode.UNUSABLE.number();
        }
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }

    /** Beside a file, what was planted is told in another; beside standard output there is no place. */
    private void tell(Path file, SimulateOptions options, List<Bugs.Fired> firings) throws Outputs.FailedException {
        String fired = firings.size() + " of " + options.bugs().size() + " planted bugs fired";
        if (file.equals(ConvertOutput.STDOUT)) {
            spec.commandLine().getErr().println("mmreplay: " + fired);
            return;
        }
        Path expected = Path.of(file + ".expected.json");
        try {
            AsideFile.write(expected, json -> Expected.write(options, firings, json));
        } catch (IOException e) {
            throw new Outputs.FailedException(expected, e);
        }
        spec.commandLine().getOut().println(Visible.of(expected + ": " + fired));
    }

    private SimulateOptions options() {
        if (events < 1) {
            throw wrong("--events: at least 1, not " + events);
        }
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw wrong("--cpus: 1 to " + MOST_CPUS + ", not " + cpus);
        }
        if (!(loss >= 0 && loss <= 0.9)) {
            throw wrong("--loss: 0 to 0.9, not " + loss);
        }
        return new SimulateOptions(events, cpus, seed, planted(), loss, exact);
    }

    private Set<Bug> planted() {
        Set<Bug> on = EnumSet.noneOf(Bug.class);
        for (String id : bugs) {
            Bug bug = Bug.of(id.strip().toUpperCase(Locale.ROOT));
            if (bug == null) {
                throw wrong("--bug: no planted bug breaks " + id + "; --list-bugs names them all");
            }
            on.add(bug);
        }
        return on;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static void listBugs(PrintWriter out) {
        for (Bug bug : Bug.values()) {
            out.println(String.format(Locale.ROOT, "%-8s  %s", bug.rule(), bug.change()));
        }
        for (Inexpressible rule : Inexpressible.values()) {
            out.println(String.format(Locale.ROOT, "%-8s  none: %s", rule.rule(), rule.reason()));
        }
        out.flush();
    }
}
