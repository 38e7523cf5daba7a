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
import java.util.concurrent.Callable;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mmreplay shrink}: the smallest part of a trace that still gives a finding. */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes the smallest part of a trace that still gives a finding: a trace that 'mmreplay check' reads.",
            "",
            "What lies beside the trace (bases, kprobe_profile, uname) goes into the file. The file does not say where events were",
            "left out: it proves this one finding, which the whole trace gives, too, and no other verdict in it counts.",
            "",
            "Example: mmreplay shrink trace.txt.gz --finding SWAP-2-7f1c2d3e -o slice.txt && mmreplay check slice.txt",
            ""
        },
        exitCodeListHeading = "%nExit codes:\n",
        exitCodeList = {
            "0:done",
            "2:the trace could not be read, has no such finding, or is cut; the output could not be written, or the command"
                    + " line is wrong"
        })
final class ShrinkCommand implements Callable<Integer> {

    private final Standard standard;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(
            names = "--finding",
            paramLabel = "ID",
            required = true,
            description = "The finding's id, as 'mmreplay check' tells it.")
    @SuppressWarnings("NullAway.Init") // picocli demands it
    private String finding;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where to: .txt (as tracefs prints it), .csv or .jsonl, each with .gz if wished.")
    @SuppressWarnings("NullAway.Init") // picocli demands it
    private Path output;

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            converter = Kernel.class,
            description = "The mainline kernel that the trace is of, like 6.1.")
    private @Nullable KernelVersion kernel;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long to go on at most; then what is left is written (default: ${DEFAULT-VALUE}).")
    private int seconds;

    private ExitCode exit = ExitCode.UNUSABLE;

    ShrinkCommand(Standard standard) {
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException {
        Target target = target();
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
        PrintWriter err = spec.commandLine().getErr();
        Inputs inputs = new Inputs(input.options(), standard, err);
        inputs.use(paths, trace -> exit = shrink(paths, trace, target, err));
        return (inputs.allUsable() ? exit : ExitCode.UNUSABLE).number();
    }

    private Target target() {
        String name = String.valueOf(output.getFileName());
        return Target.ofName(name)
                .filter(target -> target != Target.STD)
                .orElseThrow(
                        () -> misuse(output + ": its name does not tell the format; name it .txt, .csv or .jsonl"));
    }

    private ParameterException misuse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private ExitCode shrink(List<Path> paths, Trace trace, Target target, PrintWriter err)
            throws IOException, UnusableTraceException {
        try (Progress progress = Progress.of(paths)) {
            Slice slice =
                    Shrinker.shrink(trace, finding, Optional.ofNullable(kernel), Duration.ofSeconds(seconds), progress);
            Conversion conversion = new Conversion(slice.trace(), target, Optional.empty());
            new ConvertOutput(output, standard.out()).write(out -> {
                if (target == Target.TRACEFS) {
                    out.write(heading(slice, paths.get(0)).getBytes(UTF_8));
                }
                return conversion.run(out, bytes -> {});
            });
            return told(slice, paths.get(0), err);
        } catch (Shrinker.NoSuchFindingException e) {
            err.println(Problems.line(paths.get(0) + ": no finding " + finding + ": " + e.getMessage()));
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
        CheckAll check = new CheckAll(Set.of(), Optional.ofNullable(kernel));
        try (Trace written = new FileTrace(output, TraceOptions.STANDARD)) {
            check.add(written, bytes -> {});
        }
        List<Finding> findings = check.result(Version.number(), 0).findings();
        String fingerprint = slice.finding().fingerprint();
        if (findings.stream().noneMatch(found -> found.fingerprint().equals(fingerprint))) {
            err.println(Problems.line(output + ": a check of it does not give " + finding + " of " + of
                    + "; write it as .csv, which holds all that the trace does"));
            return ExitCode.UNUSABLE;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(Visible.of(String.format(
                Locale.ROOT,
                "%,d of %,d events give %s%s  %s",
                events(slice),
                slice.of(),
                finding,
                slice.minimal() ? "" : ", and fewer may: the time ran out (--seconds)",
                output)));
        if (!slice.others().isEmpty()) {
            out.println(
                    Visible.of("They also give " + String.join(", ", slice.others()) + ", as the whole trace does."));
        }
        out.flush();
        return ExitCode.NOTHING_FOUND;
    }
}
