package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mmreplay.reports.text.Visible;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Conversion.Converted;
import mmreplay.traces.convert.Target;
import mmreplay.traces.rows.Form;
import mmreplay.traces.source.Trace;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mmreplay convert}: writes a trace in another format. */
final class ConvertCommand extends Command {

    private final Standard standard;

    private final InputOptions input = new InputOptions(this);

    private final OptionSpec file = add(path("-o", "--output").required(true).description(Destination.FILE));

    private final OptionSpec to = add(OptionSpec.builder("--to")
            .paramLabel("FORMAT")
            .type(Target.class)
            .description("The format, where the file's name does not tell: ${COMPLETION-CANDIDATES}."));

    private final OptionSpec form = add(
            OptionSpec.builder("--form")
                    .paramLabel("FORM")
                    .type(Form.class)
                    .description(
                            "What CSV and JSON lines hold: ${COMPLETION-CANDIDATES}. raw: events as the kernel names them, nothing is lost.",
                            "canonical: what they mean, in mmreplay's own vocabulary. Default: raw, but canonical for a trace that is."));

    private ExitCode exit = ExitCode.UNUSABLE;

    ConvertCommand(Standard standard) {
        super(
                "convert",
                "Writes a trace in another format; a check of either says the same (not so for std, which is for other programs).",
                "",
                "What lies beside the trace (bases, kprobe_profile, uname) goes into CSV and JSON lines.",
                "",
                "Example: mmreplay convert trace.dat -o trace.csv.gz",
                "");
        exitCodes(
                "0:done",
                "2:the trace could not be read to its end (what could be read was converted), the output could not be written, or"
                        + " the command line is wrong");
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException {
        Path output = file.getValue();
        Destination destination = Destination.of(spec().commandLine(), output, to.getValue(), form.getValue());
        if (input.recordings().size() > 1) {
            throw misuse("one trace at a time is converted, and "
                    + input.traces().size() + " are named; if they are files of one recording, say --as-one");
        }
        List<Path> paths = input.recordings().get(0);
        String refusal = output.equals(ConvertOutput.STDOUT) ? null : Outputs.refusal(output, input.traces());
        if (refusal != null) {
            throw misuse(output + ": " + refusal);
        }
        PrintWriter err = err();
        Inputs inputs = new Inputs(input.options(), standard, err);
        inputs.use(paths, trace -> exit = convert(paths, trace, destination, err));
        return (inputs.allUsable() ? exit : ExitCode.UNUSABLE).number();
    }

    private ExitCode convert(List<Path> paths, Trace trace, Destination destination, PrintWriter err)
            throws IOException, UnusableTraceException {
        Conversion conversion = new Conversion(trace, destination.target(), destination.form());
        try (Progress progress = Progress.of(paths)) {
            ConvertOutput output = new ConvertOutput(destination.file(), standard.out());
            return told(paths.get(0), output.write(out -> conversion.run(out, progress)), destination.file(), err);
        } catch (Outputs.FailedException e) {
            err.println(Problems.line(String.valueOf(e.getMessage())));
            return ExitCode.UNUSABLE;
        }
    }

    private ExitCode told(Path trace, Converted converted, Path output, PrintWriter err) {
        if (converted.unclear() > 0) {
            err.println(Problems.line(String.format(
                    Locale.ROOT,
                    "%s: %,d lines or records were not understood; each is a gap now ('mmreplay stats' says more)",
                    trace,
                    converted.unclear())));
        }
        if (converted.cut()) {
            err.println(Problems.line(trace
                    + ": its compressed stream ends in the middle; what comes before was converted; copy it again"));
            return ExitCode.UNUSABLE;
        }
        if (!output.equals(ConvertOutput.STDOUT)) {
            out().println(Visible.of(String.format(
                    Locale.ROOT, "%,d events, %,d gaps  %s", converted.events(), converted.gaps(), output)));
        }
        return ExitCode.NOTHING_FOUND;
    }
}
