package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
import picocli.CommandLine.Model.OptionSpec;

/** {@code mmreplay simulate}: the trace of a simulated machine, correct or with planted bugs. */
final class SimulateCommand extends Command {

    private static final int MOST_CPUS = 64;

    private final Standard standard;

    private final OptionSpec length = add(OptionSpec.builder("--events")
            .paramLabel("N")
            .type(long.class)
            .defaultValue("100000")
            .description("How many events are simulated (default: ${DEFAULT-VALUE})."));

    private final OptionSpec machine = add(OptionSpec.builder("--cpus")
            .paramLabel("C")
            .type(int.class)
            .defaultValue("2")
            .description("How many CPUs the machine has, 1 to 64 (default: ${DEFAULT-VALUE})."));

    private final OptionSpec seed = add(OptionSpec.builder("--seed")
            .paramLabel("S")
            .type(long.class)
            .defaultValue("1")
            .description("What decides who runs when, and what they do (default: ${DEFAULT-VALUE})."));

    private final OptionSpec bugs = add(list("--bug")
            .paramLabel("ID")
            .description(
                    "Break these rules, once each, after 6,000 events or half of them: ids, separated by commas."));

    private final OptionSpec lost = add(OptionSpec.builder("--loss")
            .paramLabel("P")
            .type(double.class)
            .defaultValue("0")
            .description(
                    "The share of the events that is lost, in runs on one CPU, 0 to 0.9 (default: ${DEFAULT-VALUE})."));

    private final OptionSpec exact = add(
            flag("--exact")
                    .description(
                            "Stamp in nanoseconds, as a trace.dat does; without it in microseconds, as the kernel's text does."));

    private final OptionSpec list =
            add(flag("--list-bugs").description("Lists the planted bugs, and the rules that have none, and stops."));

    private final OptionSpec file = add(path("-o", "--output").description(Destination.FILE));

    private final OptionSpec to = add(OptionSpec.builder("--to")
            .paramLabel("FORMAT")
            .type(Target.class)
            .description("The format, where the file's name does not tell: ${COMPLETION-CANDIDATES}."));

    private final OptionSpec form = add(OptionSpec.builder("--form")
            .paramLabel("FORM")
            .type(Form.class)
            .description(
                    "What CSV and JSON lines hold: ${COMPLETION-CANDIDATES}. raw: events as the kernel names them.",
                    "canonical: what they mean, in mmreplay's own vocabulary. Default: raw."));

    SimulateCommand(Standard standard) {
        super(
                "simulate",
                "Writes the trace of a simulated machine: a correct history of any length, or one with a planted bug.",
                "",
                "It holds what an instrumented 6.1 records. The same options give the same bytes, and a longer trace begins like a",
                "shorter one. With --bug, FILE.expected.json says where the bug fired, which rule must find it, and which others may.",
                "",
                "Example: mmreplay simulate --events 200000 --seed 7 --bug SWAP-9 -o trace.txt && mmreplay check trace.txt",
                "");
        exitCodes("0:done", "2:the trace cannot be written, or the command line is wrong");
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = out();
        if (list.<Boolean>getValue()) {
            listBugs(out);
            return ExitCode.NOTHING_FOUND.number();
        }
        Path output = file.getValue();
        if (output == null) {
            throw misuse("say where the trace goes: -o FILE");
        }
        Destination destination = Destination.of(spec().commandLine(), output, to.getValue(), form.getValue());
        SimulateOptions options = options();
        String refusal = Outputs.refusal(destination.file(), List.of());
        if (!destination.file().equals(ConvertOutput.STDOUT) && refusal != null) {
            throw misuse(destination.file() + ": " + refusal);
        }
        try (Simulation simulation = new Simulation(options)) {
            Conversion conversion = new Conversion(simulation, destination.target(), destination.form());
            new ConvertOutput(destination.file(), standard.out()).write(trace -> conversion.run(trace, bytes -> {}));
            if (!options.bugs().isEmpty()) {
                tell(destination.file(), options, simulation.firings());
            }
        } catch (UnusableTraceException e) {
            throw misuse(Problems.of(e));
        } catch (Outputs.FailedException e) {
            err().println(Problems.line(String.valueOf(e.getMessage())));
            return ExitCode.UNUSABLE.number();
        }
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }

    /** Beside a file, what was planted is told in another; beside standard output there is no place. */
    private void tell(Path file, SimulateOptions options, List<Bugs.Fired> firings) throws Outputs.FailedException {
        String fired = firings.size() + " of " + options.bugs().size() + " planted bugs fired";
        if (file.equals(ConvertOutput.STDOUT)) {
            err().println("mmreplay: " + fired);
            return;
        }
        Path expected = Path.of(file + ".expected.json");
        try {
            AsideFile.write(expected, json -> Expected.write(options, firings, json));
        } catch (IOException e) {
            throw new Outputs.FailedException(expected, e);
        }
        out().println(Visible.of(expected + ": " + fired));
    }

    private SimulateOptions options() {
        long events = length.getValue();
        int cpus = machine.getValue();
        double loss = lost.getValue();
        if (events < 1) {
            throw misuse("--events: at least 1, not " + events);
        }
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw misuse("--cpus: 1 to " + MOST_CPUS + ", not " + cpus);
        }
        if (!(loss >= 0 && loss <= 0.9)) {
            throw misuse("--loss: 0 to 0.9, not " + loss);
        }
        return new SimulateOptions(events, cpus, seed.getValue(), planted(), loss, exact.getValue());
    }

    private Set<Bug> planted() {
        Set<Bug> on = EnumSet.noneOf(Bug.class);
        for (String id : bugs.<List<String>>getValue()) {
            Bug bug = Bug.of(id.strip().toUpperCase(Locale.ROOT));
            if (bug == null) {
                throw misuse("--bug: no planted bug breaks " + id + "; --list-bugs names them all");
            }
            on.add(bug);
        }
        return on;
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
