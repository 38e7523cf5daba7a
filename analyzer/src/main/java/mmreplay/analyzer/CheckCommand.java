package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.series.Charts;
import mmreplay.reports.baseline.Baseline;
import mmreplay.reports.baseline.BaselineFile;
import mmreplay.traces.event.KernelVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mmreplay check}: replays traces, says what was found, writes the reports. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks traces against the kernel's own rules and says what was found.",
            "",
            "Example: mmreplay check trace.txt.gz --html report.html --json result.json",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n")
final class CheckCommand implements Callable<Integer> {

    private final Standard standard;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Check these rules only: ids, separated by commas. 'mmreplay explain' lists them.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "VERDICT",
            description = "The mildest finding that makes the exit code 1: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE}).")
    private FailOn failOn = FailOn.VIOLATION;

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            converter = Kernel.class,
            description = {
                "The mainline kernel that the traces are of, like 6.1: some rules differ between kernels.",
                "Without it the trace's own events decide, and then what was recorded with it: the file uname beside it, or its trace.dat."
            })
    private @Nullable KernelVersion kernel;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = {
                "Findings in this file are known: they are shown, and do not make the exit code 1.",
                "'mmreplay baseline' writes it."
            })
    private @Nullable Path baseline;

    @Option(
            names = "--github",
            description = "Print annotations for GitHub Actions, and add to the summary of the step.")
    private boolean github;

    @Option(
            names = "--lag",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description =
                    "How long a finding in a stream waits for the last CPU before it is told as provisional (default: 10).")
    private Duration lag = Duration.ofSeconds(10);

    CheckCommand(Standard standard) {
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException, ProblemException {
        Outputs<Judged> outputs = new Outputs<>(spec, Formats.OF_CHECK, standard.out());
        Charts charts = outputs.drawn() ? Charts.DRAWN : Charts.RATES;
        CheckAll check = new CheckAll(rules(), Optional.ofNullable(kernel), charts);
        String refusal = outputs.refusal(input.traces());
        if (refusal != null) {
            throw new ParameterException(spec.commandLine(), refusal);
        }
        Baseline accepted = baseline == null ? null : Earlier.read(baseline, BaselineFile::read);
        PrintWriter err = spec.commandLine().getErr();
        Inputs inputs = new Inputs(input.options(), standard, err);
        LiveText live = new LiveText(Terminal.paint(true), err);
        inputs.watch(live, lag);
        for (List<Path> trace : input.recordings()) {
            inputs.add(trace, check);
        }
        inputs.tellTruncated(check);
        Result result = judged(check.result(Version.number(), 0), accepted, inputs);
        if (result.inputs().isEmpty() && outputs.none()) {
            return ExitCode.UNUSABLE.number();
        }
        result = write(result, outputs, err);
        live.end(result);
        if (!result.inputs().isEmpty()) {
            summarise(result, outputs);
        }
        return result.exit();
    }

    private Result judged(Result found, @Nullable Baseline accepted, Inputs inputs) {
        Known known = accepted == null ? Known.NOTHING : accepted.known(found);
        Result judged = found.judged(new Gate(failOn.verdict(), known), inputs.unusable(), 0);
        return judged.exit(inputs.whole(judged) ? ExitCode.of(judged).number() : ExitCode.UNUSABLE.number());
    }

    private Set<String> rules() {
        try {
            return RuleIds.findAll(only);
        } catch (RuleIds.UnknownRuleException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Files say the exit code, so if one could not be written the others are written again. */
    private Result write(Result result, Outputs<Judged> outputs, PrintWriter err) {
        Result written = result;
        List<String> problems = new ArrayList<>(outputs.writeFiles(new Judged(written, input.options())));
        if (github) {
            Optional.ofNullable(GithubStep.summarise(written, standard.environment()))
                    .ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            written = written.exit(ExitCode.UNUSABLE.number());
            problems.addAll(outputs.writeFiles(new Judged(written, input.options())));
        }
        String problem = outputs.writeStdout(new Judged(written, input.options()));
        if (problem != null) {
            problems.add(problem);
            written = written.exit(ExitCode.UNUSABLE.number());
        }
        problems.forEach(line -> err.println(Problems.line(line)));
        return written;
    }

    private void summarise(Result result, Outputs<Judged> outputs) {
        CommandLine program = spec.commandLine();
        PrintWriter out = outputs.toStdout() ? program.getErr() : program.getOut();
        ConsoleSummary summary = new ConsoleSummary(result, Terminal.paint(outputs.toStdout()), out);
        Runnable print = () -> summary.print(outputs.written());
        if (github) {
            GithubStep.annotate(result, out, print);
        } else {
            print.run();
        }
        out.flush();
    }
}
