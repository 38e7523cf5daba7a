package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.series.Charts;
import mmreplay.reports.baseline.Baseline;
import mmreplay.reports.baseline.BaselineFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mmreplay check}: replays traces, says what was found, writes the reports. */
final class CheckCommand extends Command {

    private final Standard standard;

    private final InputOptions input = new InputOptions(this);

    private final OptionSpec only = add(list("--only")
            .paramLabel("ID")
            .description("Check these rules only: ids, separated by commas. 'mmreplay explain' lists them."));

    private final OptionSpec failOn = add(OptionSpec.builder("--fail-on")
            .paramLabel("VERDICT")
            .type(FailOn.class)
            .initialValue(FailOn.VIOLATION)
            .description("The mildest finding that makes the exit code 1: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE})."));

    private final OptionSpec kernel = add(
            Kernel.option()
                    .description(
                            "The mainline kernel that the traces are of, like 6.1: some rules differ between kernels.",
                            "Without it the trace's own events decide, and then what was recorded with it: the file uname beside it, or its trace.dat."));

    private final OptionSpec baseline = add(path("--baseline")
            .description(
                    "Findings in this file are known: they are shown, and do not make the exit code 1.",
                    "'mmreplay baseline' writes it."));

    private final OptionSpec github = add(
            flag("--github").description("Print annotations for GitHub Actions, and add to the summary of the step."));

    private final OptionSpec lag = add(
            OptionSpec.builder("--lag")
                    .paramLabel("SECONDS")
                    .type(Duration.class)
                    .converters(new Seconds())
                    .initialValue(Duration.ofSeconds(10))
                    .description(
                            "How long a finding in a stream waits for the last CPU before it is told as provisional (default: 10)."));

    CheckCommand(Standard standard) {
        super(
                "check",
                "Checks traces against the kernel's own rules and says what was found.",
                "",
                "Example: mmreplay check trace.txt.gz --html report.html --json result.json",
                "");
        Outputs.addOptions(spec(), Formats.OF_CHECK);
        exitCodes(ExitCode.list());
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException, ProblemException {
        Outputs<Judged> outputs = new Outputs<>(spec(), Formats.OF_CHECK, standard.out());
        Charts charts = outputs.drawn() ? Charts.DRAWN : Charts.RATES;
        CheckAll check = new CheckAll(rules(), Optional.ofNullable(kernel.getValue()), charts);
        String refusal = outputs.refusal(input.traces());
        if (refusal != null) {
            throw misuse(refusal);
        }
        Path known = baseline.getValue();
        Baseline accepted = known == null ? null : Earlier.read(known, BaselineFile::read);
        PrintWriter err = err();
        Inputs inputs = new Inputs(input.options(), standard, err);
        LiveText live = new LiveText(Terminal.paint(true), err);
        inputs.watch(live, lag.getValue());
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
        Result judged = found.judged(new Gate(failOn.<FailOn>getValue().verdict(), known), inputs.unusable(), 0);
        return judged.exit(inputs.whole(judged) ? ExitCode.of(judged).number() : ExitCode.UNUSABLE.number());
    }

    private Set<String> rules() {
        try {
            return RuleIds.findAll(only.getValue());
        } catch (RuleIds.UnknownRuleException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    /** Files say the exit code, so if one could not be written the others are written again. */
    private Result write(Result result, Outputs<Judged> outputs, PrintWriter err) {
        Result written = result;
        List<String> problems = new ArrayList<>(outputs.writeFiles(new Judged(written, input.options())));
        if (github.<Boolean>getValue()) {
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
        PrintWriter out = outputs.toStdout() ? err() : out();
        ConsoleSummary summary = new ConsoleSummary(result, Terminal.paint(outputs.toStdout()), out);
        Runnable print = () -> summary.print(outputs.written());
        if (github.<Boolean>getValue()) {
            GithubStep.annotate(result, out, print);
        } else {
            print.run();
        }
        out.flush();
    }
}
