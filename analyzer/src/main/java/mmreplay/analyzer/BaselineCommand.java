package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.baseline.Baseline;
import mmreplay.reports.baseline.BaselineFile;
import mmreplay.reports.text.Show;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mmreplay baseline}: writes down what is known. */
final class BaselineCommand extends Command {

    private final Standard standard;

    private final InputOptions input = new InputOptions(this);

    private final OptionSpec output = add(path("-o", "--output").required(true).description("The file to write."));

    private final OptionSpec kernel =
            add(Kernel.option().description("The mainline kernel that the traces are of, like 6.1."));

    BaselineCommand(Standard standard) {
        super(
                "baseline",
                "Writes the findings in traces to a file, for 'mmreplay check --baseline'.",
                "Written again, the file keeps the reasons that people wrote into it.",
                "",
                "Example: mmreplay baseline trace.txt.gz -o known.json",
                "");
        exitCodes(
                "0:the file was written",
                "2:an input could not be read to its end, the file could not be written, or the command line was wrong",
                "3:nothing could be checked, so the file was left alone");
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException, ProblemException {
        Path file = output.getValue();
        String refusal = Outputs.refusal(file, input.traces());
        if (refusal != null) {
            throw misuse(file + ": " + refusal);
        }
        Baseline before = Files.exists(file) ? Earlier.read(file, BaselineFile::read) : Baseline.EMPTY;
        CheckAll check = new CheckAll(Set.of(), Optional.ofNullable(kernel.getValue()));
        Inputs inputs = new Inputs(input.options(), standard, err());
        for (List<Path> trace : input.recordings()) {
            inputs.add(trace, check);
        }
        inputs.tellTruncated(check);
        Result result = check.result(Version.number(), 0);
        if (!inputs.whole(result)) {
            return ExitCode.UNUSABLE.number(); // half a baseline would make known findings new
        }
        if (result.rules().stream().allMatch(rule -> rule.verdict() == Verdict.NOT_CHECKED)) {
            err().println(Problems.line(file + ": not written, since nothing could be checked"));
            return ExitCode.NOTHING_CHECKED.number();
        }
        Baseline now = before.rewritten(result);
        try {
            BaselineFile.write(now, file);
        } catch (IOException e) {
            throw new ProblemException(Problems.of(file, e), e);
        }
        tell(file, before, now, result);
        return ExitCode.NOTHING_FOUND.number();
    }

    private void tell(Path file, Baseline before, Baseline now, Result result) {
        PrintWriter out = out();
        Paint paint = Terminal.paint(false);
        List<Baseline.Entry> added = now.without(before);
        List<Baseline.Entry> dropped = before.without(now);
        Table table = new Table(2);
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
