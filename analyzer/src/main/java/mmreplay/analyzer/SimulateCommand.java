package mmreplay.analyzer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.analyzer.simulate.Expected;
import mmreplay.analyzer.simulate.LossyTrace;
import mmreplay.analyzer.simulate.SimulateOptions;
import mmreplay.analyzer.simulate.SimulatedTrace;
import mmreplay.analyzer.simulate.TracefsText;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.analyzer.simulate.bug.Inexpressible;
import mmreplay.reports.AsideFile;
import mmreplay.traces.TraceReader;
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
            "The trace is the kernel's own text, as an instrumented 6.1 prints it. The same options give the same bytes.",
            "With --bug, FILE.expected.json says where the bug fired, and which rule must find it. The file bases is written",
            "beside the trace where there is none: check reads it.",
            "",
            "Example: mmreplay simulate --events 200000 --seed 7 --bug SWAP-9 -o trace.txt && mmreplay check trace.txt",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:the trace cannot be written, or the command line is wrong"})
final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_CPUS = 64;
    private static final String BASES = "vmemmap_base=0xffffea0000000000\npage_offset_base=0xffff888000000000\n";

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
            description = "Break these rules, once each, after a fifth of the events: ids, separated by commas.")
    private List<String> bugs = new ArrayList<>();

    @Option(
            names = "--loss",
            paramLabel = "P",
            defaultValue = "0",
            description =
                    "The share of the events that is lost, in runs on one CPU, 0 to 0.9 (default: ${DEFAULT-VALUE}).")
    private double loss;

    @Option(names = "--list-bugs", description = "Lists the planted bugs, and the rules that have none, and stops.")
    private boolean list;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the trace is written.")
    private @Nullable Path output;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            listBugs(out);
            return ExitCode.NOTHING_FOUND.number();
        }
        Path file = output;
        if (file == null) {
            throw wrong("say where the trace goes: -o FILE");
        }
        SimulateOptions options = options();
        try (SimulatedTrace trace = new SimulatedTrace(options)) {
            write(file, trace, options);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && Files.notExists(folder.resolve("bases"))) {
                AsideFile.write(folder.resolve("bases"), to -> to.write(BASES.getBytes(StandardCharsets.US_ASCII)));
            }
            if (!options.bugs().isEmpty()) {
                Path expected = Path.of(file + ".expected.json");
                AsideFile.write(expected, to -> Expected.write(options, trace.firings(), loss > 0, to));
                out.println(expected + ": " + trace.firings().size() + " of "
                        + options.bugs().size() + " planted bugs fired");
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println(Problems.line(Problems.of(file, e)));
            return ExitCode.UNUSABLE.number();
        }
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }

    private void write(Path file, SimulatedTrace trace, SimulateOptions options) throws IOException {
        TraceReader reader = loss > 0 ? new LossyTrace(trace, options) : trace;
        AsideFile.write(file, to -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.ISO_8859_1), 1 << 16);
            TracefsText.write(reader, text);
            text.flush();
        });
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
        return new SimulateOptions(events, cpus, seed, planted(), loss);
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
