package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.shrink.Shrinker;
import mmreplay.invariants.shrink.Slice;
import mmreplay.reports.text.Visible;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Target;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mmreplay shrink}: the smallest part of a trace that still gives a finding. */
final class ShrinkCommand extends Command {

    private final Standard standard;

    private final InputOptions input = new InputOptions(this);

    private final OptionSpec id = add(OptionSpec.builder("--finding")
            .paramLabel("ID")
            .type(String.class)
            .required(true)
            .description("The finding's id, as 'mmreplay check' tells it."));

    private final OptionSpec file = add(path("-o", "--output")
            .required(true)
            .description("Where to: .txt (as tracefs prints it), .csv or .jsonl, each with .gz if wished."));

    private final OptionSpec kernel =
            add(Kernel.option().description("The mainline kernel that the trace is of, like 6.1."));

    private final OptionSpec most = add(OptionSpec.builder("--seconds")
            .paramLabel("N")
            .type(int.class)
            .defaultValue("60")
            .description("How long to go on at most; then what is left is written (default: ${DEFAULT-VALUE})."));

    private ExitCode exit = ExitCode.UNUSABLE;

    ShrinkCommand(Standard standard) {
        super(
                "shrink",
                "Writes the smallest part of a trace that still gives a finding: a trace that 'mmreplay check' reads.",
                "",
                "What lies beside the trace (bases, kprobe_profile, uname) goes into the file. The file does not say where events were",
                "left out: it proves this one finding, which the whole trace gives, too, and no other verdict in it counts.",
                "",
                "Example: mmreplay shrink trace.txt.gz --finding SWAP-2-7f1c2d3e -o slice.txt && mmreplay check slice.txt",
                "");
        exitCodes(
                "0:done",
                "2:the trace could not be read, has no such finding, or is cut; the output could not be written, or the command"
                        + " line is wrong");
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException {
        Path output = file.getValue();
        int seconds = most.getValue();
        Target target = target(output);
        if (input.recordings().size() > 1) {
            throw misuse("one trace at a time is shrunk, and " + input.traces().size()
                    + " are named; if they are files of one recording, say --as-one");
        }
        if (seconds < 1) {
            throw misuse("--seconds: at least 1, not " + seconds);
        }
        List<Path> paths = input.recordings().get(0);
        String refusal = Outputs.refusal(output, input.traces());
        if (refusal != null) {
            throw misuse(output + ": " + refusal);
        }
        PrintWriter err = err();
        Inputs inputs = new Inputs(input.options(), standard, err);
        inputs.use(paths, trace -> exit = shrink(paths, trace, target, err));
        return (inputs.allUsable() ? exit : ExitCode.UNUSABLE).number();
    }

    private Target target(Path output) {
        String name = String.valueOf(output.getFileName());
        return Target.ofName(name)
                .filter(target -> target != Target.STD)
                .orElseThrow(
                        () -> misuse(output + ": its name does not tell the format; name it .txt, .csv or .jsonl"));
    }

    private Optional<KernelVersion> version() {
        return Optional.ofNullable(kernel.getValue());
    }

    private ExitCode shrink(List<Path> paths, Trace trace, Target target, PrintWriter err)
            throws IOException, UnusableTraceException {
        try (Progress progress = Progress.of(paths)) {
            Slice slice = Shrinker.shrink(
                    trace, id.getValue(), version(), Duration.ofSeconds(most.<Integer>getValue()), progress);
            Conversion conversion = new Conversion(slice.trace(), target, Optional.empty());
            new ConvertOutput(file.getValue(), standard.out()).write(out -> {
                if (target == Target.TRACEFS) {
                    out.write(heading(slice, paths.get(0)).getBytes(UTF_8));
                }
                return conversion.run(out, bytes -> {});
            });
            return told(slice, paths.get(0), err);
        } catch (Shrinker.NoSuchFindingException e) {
            err.println(Problems.line(paths.get(0) + ": no finding " + id.getValue() + ": " + e.getMessage()));
        } catch (Outputs.FailedException e) {
            err.println(Problems.line(String.valueOf(e.getMessage())));
        }
        return ExitCode.UNUSABLE;
    }

    private static String heading(Slice slice, Path of) {
        return String.format(
                Locale.ROOT,
                "# mmreplay shrink: %d of %d events of %s: it proves %s and nothing else\n",
                events(slice),
                slice.of(),
                Visible.of(String.valueOf(of.getFileName())),
                slice.finding().id());
    }

    private static long events(Slice slice) {
        return slice.trace().steps().stream().filter(step -> step.gap() == null).count();
    }

    /** The file is read again: what it is worth is what a check says of it. */
    private ExitCode told(Slice slice, Path of, PrintWriter err) throws IOException, UnusableTraceException {
        CheckAll check = new CheckAll(Set.of(), version());
        Path output = file.getValue();
        try (Trace written = new FileTrace(output, TraceOptions.STANDARD)) {
            check.add(written, bytes -> {});
        }
        List<Finding> findings = check.result(Version.number(), 0).findings();
        String fingerprint = slice.finding().fingerprint();
        if (findings.stream().noneMatch(found -> found.fingerprint().equals(fingerprint))) {
            err.println(Problems.line(output + ": a check of it does not give " + id.getValue() + " of " + of
                    + "; write it as .csv, which holds all that the trace does"));
            return ExitCode.UNUSABLE;
        }
        out().println(Visible.of(String.format(
                Locale.ROOT,
                "%,d of %,d events give %s%s  %s",
                events(slice),
                slice.of(),
                id.getValue(),
                slice.minimal() ? "" : ", and fewer may: the time ran out (--seconds)",
                output)));
        if (!slice.others().isEmpty()) {
            out().println(Visible.of(
                    "They also give " + String.join(", ", slice.others()) + ", as the whole trace does."));
        }
        out().flush();
        return ExitCode.NOTHING_FOUND;
    }
}
