package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.CheckAll;
import mmreplay.reports.compare.Comparer;
import mmreplay.reports.compare.Comparison;
import mmreplay.reports.json.ResultReader;
import mmreplay.reports.json.Run;
import mmreplay.traces.source.TraceOptions;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mmreplay compare}: what is different between two runs. */
final class CompareCommand extends Command {

    private final Standard standard;

    private final PositionalParamSpec pair = add(PositionalParamSpec.builder()
            .paramLabel("A B")
            .arity("2")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .initialValue(List.of())
            .description("Two traces, as for 'mmreplay check', or two JSON results; or one of each."));

    private final OptionSpec failOn = add(OptionSpec.builder("--fail-on")
            .paramLabel("VERDICT")
            .type(FailOn.class)
            .initialValue(FailOn.VIOLATION)
            .description(
                    "The mildest finding that makes B worse: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."));

    private final OptionSpec kernel =
            add(Kernel.option().description("The mainline kernel that the traces are of, like 6.1."));

    CompareCommand(Standard standard) {
        super(
                "compare",
                "Compares two traces, or two results that 'mmreplay check --json' wrote: before and after a patch.",
                "",
                "Example: mmreplay compare before.txt.gz after.txt.gz --html compare.html",
                "");
        exitCodes(
                "0:B is no worse than A",
                "1:B is worse: it has a violation (or what --fail-on asks for) that A has not",
                "2:an input could not be read to its end, a report could not be written, or the command line was wrong",
                "3:nothing could be checked in A or in B");
        Outputs.addOptions(spec(), Formats.OF_COMPARE);
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException, ProblemException {
        List<Path> inputs = pair.getValue();
        Outputs<Comparison> outputs = new Outputs<>(spec(), Formats.OF_COMPARE, standard.out());
        String refusal = outputs.refusal(inputs);
        if (refusal != null) {
            throw misuse(refusal);
        }
        Optional<Run> a = run(inputs.get(0));
        Optional<Run> b = run(inputs.get(1));
        if (a.isEmpty() || b.isEmpty()) {
            return ExitCode.UNUSABLE.number();
        }
        Comparison comparison = Comparer.compare(
                inputs.get(0).toString(),
                a.get(),
                inputs.get(1).toString(),
                b.get(),
                failOn.<FailOn>getValue().verdict());
        PrintWriter err = err();
        List<String> problems = outputs.writeFiles(comparison);
        Optional.ofNullable(outputs.writeStdout(comparison)).ifPresent(problems::add);
        problems.forEach(problem -> err.println(Problems.line(problem)));
        PrintWriter out = outputs.toStdout() ? err : out();
        new CompareSummary(comparison, Terminal.paint(outputs.toStdout()), out).print(outputs.written());
        out.flush();
        return exit(comparison, a.get(), b.get(), problems.isEmpty()).number();
    }

    /** The check of a trace, or what a file tells of one; empty if the trace could not be read to its end. */
    private Optional<Run> run(Path path) throws IOException, ProblemException {
        if (ResultReader.looksLikeOne(path)) {
            return Optional.of(Earlier.read(path, ResultReader::read));
        }
        CheckAll check = new CheckAll(Set.of(), Optional.ofNullable(kernel.getValue()));
        Inputs input = new Inputs(TraceOptions.STANDARD, standard, err());
        input.add(List.of(path), check);
        input.tellTruncated(check);
        Run run = Run.of(check.result(Version.number(), 0));
        int exit = ExitCode.of(run.result()).number();
        return input.whole(run.result())
                ? Optional.of(new Run(run.result().exit(exit), run.activity()))
                : Optional.empty();
    }

    private static ExitCode exit(Comparison comparison, Run a, Run b, boolean written) {
        if (!written) {
            return ExitCode.UNUSABLE;
        }
        if (comparison.worse()) {
            return ExitCode.FINDINGS;
        }
        boolean blind = ExitCode.of(a.result()) == ExitCode.NOTHING_CHECKED
                || ExitCode.of(b.result()) == ExitCode.NOTHING_CHECKED;
        return blind ? ExitCode.NOTHING_CHECKED : ExitCode.NOTHING_FOUND;
    }
}
