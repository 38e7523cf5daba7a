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
import mmreplay.invariants.result.Result;
import mmreplay.traces.event.KernelVersion;
import org.jspecify.annotations.Nullable;
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
            names = "--html",
            paramLabel = "FILE",
            description = "Write the report as one HTML page; - is standard output.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private @Nullable Path json;

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
    public Integer call() throws IOException {
        CheckAll check = new CheckAll(rules(), Optional.ofNullable(kernel));
        Outputs outputs = new Outputs(html, json, standard.out());
        String refusal = outputs.refusal(input.traces());
        if (refusal != null) {
            throw new ParameterException(spec.commandLine(), refusal);
        }
        PrintWriter err = spec.commandLine().getErr();
        Inputs inputs = new Inputs(input.options(), standard, err);
        LiveText live = new LiveText(Terminal.paint(true), err);
        inputs.watch(live, lag);
        int checked = 0;
        for (List<Path> trace : input.recordings()) {
            checked += inputs.add(trace, check) ? 1 : 0;
        }
        if (checked == 0) {
            return ExitCode.UNUSABLE.number();
        }
        ExitCode found = ExitCode.of(check.result(Version.number(), 0).rules(), failOn);
        check.truncated()
                .forEach(path -> err.println(Problems.line(path
                        + ": its compressed stream ends in the middle; what comes before was checked; copy it again")));
        boolean usable = inputs.allUsable() && check.truncated().isEmpty();
        ExitCode exit = write(check, usable ? found : ExitCode.UNUSABLE, outputs, err);
        Result result = check.result(Version.number(), exit.number());
        live.end(result);
        PrintWriter out = outputs.toStdout() ? err : spec.commandLine().getOut();
        new ConsoleSummary(result, Terminal.paint(outputs.toStdout()), out).print(outputs.written(), exit);
        out.flush();
        return exit.number();
    }

    private Set<String> rules() {
        try {
            return RuleIds.findAll(only);
        } catch (RuleIds.UnknownRuleException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** JSON comes last: it carries the exit code, which a page that could not be written changes. */
    private static ExitCode write(CheckAll check, ExitCode before, Outputs outputs, PrintWriter err) {
        ExitCode exit = before;
        try {
            outputs.html(check.result(Version.number(), exit.number()));
        } catch (Outputs.FailedException e) {
            err.println(Problems.line(String.valueOf(e.getMessage())));
            exit = ExitCode.UNUSABLE;
        }
        try {
            outputs.json(check.result(Version.number(), exit.number()));
        } catch (Outputs.FailedException e) {
            err.println(Problems.line(String.valueOf(e.getMessage())));
            exit = ExitCode.UNUSABLE;
        }
        return exit;
    }
}
