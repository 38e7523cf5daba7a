package mmreplay.analyzer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import mmreplay.traces.source.TempSpace;
import mmreplay.traces.source.TraceOptions;
import mmreplay.traces.source.Traces;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command takes that reads traces. */
final class InputOptions {

    private static final String FORMAT = "--format";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TRACE",
            arity = "1..*",
            description = {
                "A trace: a file, a pipe, or - for standard input. Its content tells its format and its compression (gzip, zstd, xz)."
            })
    private List<Path> traces = new ArrayList<>();

    @Option(
            names = FORMAT,
            paramLabel = "NAME",
            converter = FormatName.class,
            completionCandidates = FormatName.class,
            description = "The traces' format, whatever their content looks like: ${COMPLETION-CANDIDATES}.")
    private @Nullable TraceFormat format;

    @Option(
            names = "--sidecars",
            paramLabel = "FOLDER",
            description =
                    "Where the files lie that say more of the traces (bases, kprobe_profile, uname). Without it, beside each"
                            + " trace.")
    private @Nullable Path sidecars;

    @Option(
            names = "--temp-limit",
            paramLabel = "SIZE",
            converter = Size.class,
            description =
                    "How large a temporary file may become (default: 16G). One is used for what comes through a pipe, and"
                            + " for a compressed trace.dat. At least half of the free space stays free.")
    private @Nullable Long tempLimit;

    @Option(
            names = "--as-one",
            description =
                    "Take all TRACEs as one trace, by time: each CPU's own file (per_cpu/cpu*/trace), several instances of"
                            + " one recording, parts of a file that was cut. All must be recorded over the same time, or follow one"
                            + " another.")
    private boolean asOne;

    List<Path> traces() {
        return Collections.unmodifiableList(traces);
    }

    /** What to check one by one: each trace, or all of them together. */
    List<List<Path>> recordings() {
        return asOne ? List.of(traces()) : traces.stream().map(List::of).toList();
    }

    /** @throws ParameterException if they make no sense together */
    TraceOptions options() {
        if (traces.stream().filter(Traces.STDIN::equals).count() > 1) {
            throw new ParameterException(spec.commandLine(), "- is named twice, and there is one standard input");
        }
        if (sidecars != null && !Files.isDirectory(sidecars)) {
            throw new ParameterException(spec.commandLine(), "--sidecars " + sidecars + ": there is no such folder");
        }
        TempSpace space = tempLimit == null ? TempSpace.STANDARD : new TempSpace(tempLimit);
        return new TraceOptions(Optional.ofNullable(format), Optional.ofNullable(sidecars), space);
    }

    /** Tells in a command's help which formats there are and who writes them, if it has these options. */
    static void describeFormats(CommandLine command) {
        if (command.getCommandSpec().findOption(FORMAT) == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Formats:");
        int width = TraceFormats.all().stream()
                .mapToInt(format -> format.name().length())
                .max()
                .orElse(0);
        for (TraceFormat format : TraceFormats.all()) {
            String gap = " ".repeat(width - format.name().length() + 3);
            lines.add("  " + format.name() + gap + format.writtenBy().replace("%", "%%"));
        }
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.footer(lines.toArray(String[]::new));
    }
}
