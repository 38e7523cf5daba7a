package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.baseline.Baseline;
import mmreplay.reports.baseline.BaselineFile;
import mmreplay.reports.text.Show;
import mmreplay.traces.event.KernelVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mmreplay baseline}: writes down what is known. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes the findings in traces to a file, for 'mmreplay check --baseline'.",
            "Written again, the file keeps the reasons that people wrote into it.",
            "",
            "Example: mmreplay baseline trace.txt.gz -o known.json",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the file was written",
            "2:an input could not be read to its end, the file could not be written, or the command line was wrong",
            "3:nothing could be checked, so the file was left alone"
        })
final class BaselineCommand implements Callable<Integer> {

    private final Standard standard;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            converter = Kernel.class,
            description = "The mainline kernel that the traces are of, like 6.1.")
    private @Nullable KernelVersion kernel;

    BaselineCommand(Standard standard) {
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException, ProblemException {
        String refusal = Outputs.refusal(file, input.traces());
        if (refusal != null) {
            throw new ParameterException(spec.commandLine(), file + ": " + refusal);
        }
        Baseline before = Files.exists(file) ? Earlier.read(file, BaselineFile::read) : Baseline.EMPTY;
        CheckAll check = new CheckAll(Set.of(), Optional.ofNullable(kernel));
        Inputs inputs = new Inputs(input.options(), standard, spec.commandLine().getErr());
        for (Path trace : input.traces()) {
            inputs.add(trace, check);
        }
        inputs.tellTruncated(check);
        Result result = check.result(Version.number(), 0);
        if (!inputs.whole(result)) {
            return ExitCode.UNUSABLE.number(); // half a baseline would make known findings new
        }
        if (result.rules().stream().allMatch(rule -> rule.verdict() == Verdict.NOT_CHECKED)) {
            spec.commandLine().getErr().println(Problems.line(file + ": not written, since nothing could be checked"));
            return ExitCode.NOTHING_CHECKED.number();
        }
        Baseline now = before.rewritten(result);
        try {
            BaselineFile.write(now, file);
        } catch (IOException e) {
            throw new ProblemException(Problems.of(file, e), e);
        }
        tell(before, now, result);
        return ExitCode.NOTHING_FOUND.number();
    }

    private void tell(Baseline before, Baseline now, Result result) {
        PrintWriter out = spec.commandLine().getOut();
        Paint paint = Terminal.paint(false);
        List<Baseline.Entry> added = now.without(before);
        List<Baseline.Entry> dropped = before.without(now);
        Table table = new Table(paint, 2);
        added.forEach(entry -> row(table, "added", entry, paint));
        dropped.forEach(entry -> row(table, "dropped", entry, paint));
        table.print(out);
        if (result.unlisted() > 0) {
            out.println(paint.bold("Not all findings are listed, so not all are in the file."));
        }
        out.println(paint.plain(
                "Written: " + file + ": " + Show.counted(now.entries().size(), "known finding") + ", "
                        + Show.count(added.size()) + " added, " + Show.count(dropped.size()) + " dropped."));
        if (!added.isEmpty()) {
            out.println(paint.plain("Say in each one's reason why it is accepted."));
        }
        out.flush();
    }

    private static void row(Table table, String what, Baseline.Entry entry, Paint paint) {
        table.row(
                paint.plain(what),
                paint.plain(entry.fingerprint()),
                paint.verdict(entry.verdict()),
                paint.plain(entry.reason().isBlank() ? entry.summary() : entry.reason()));
    }
}
