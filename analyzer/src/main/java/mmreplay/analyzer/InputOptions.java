package mmreplay.analyzer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import mmreplay.traces.source.TempSpace;
import mmreplay.traces.source.TraceOptions;
import mmreplay.traces.source.Traces;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** What every command takes that reads traces. */
final class InputOptions {

    private final Command command;
    private final PositionalParamSpec traces;
    private final OptionSpec format;
    private final OptionSpec sidecars;
    private final OptionSpec tempLimit;
    private final OptionSpec asOne;

    InputOptions(Command command) {
        this.command = command;
        traces = command.add(
                PositionalParamSpec.builder()
                        .paramLabel("TRACE")
                        .arity("1..*")
                        .required(true)
                        .type(List.class)
                        .auxiliaryTypes(Path.class)
                        .initialValue(List.of())
                        .description(
                                "A trace: a file, a pipe, or - for standard input. Its content tells its format and its compression (gzip, zstd, xz)."));

        format = command.add(OptionSpec.builder("--format")
                .paramLabel("NAME")
                .type(TraceFormat.class)
                .converters(new FormatName())
                .completionCandidates(new FormatName())
                .description("The traces' format, whatever their content looks like: ${COMPLETION-CANDIDATES}."));

        sidecars = command.add(Command.path("--sidecars")
                .paramLabel("FOLDER")
                .description(
                        "Where the files lie that say more of the traces (bases, kprobe_profile, uname). Without it, beside each"
                                + " trace."));

        tempLimit = command.add(OptionSpec.builder("--temp-limit")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Size())
                .description(
                        "How large a temporary file may become (default: 16G). One is used for what comes through a pipe, and"
                                + " for a compressed trace.dat. At least half of the free space stays free."));

        asOne = command.add(Command.flag("--as-one")
                .description(
                        "Take all TRACEs as one trace, by time: each CPU's own file (per_cpu/cpu*/trace), several instances of"
                                + " one recording, parts of a file that was cut. All must be recorded over the same time, or follow one"
                                + " another."));
        describeFormats(command.spec().usageMessage());
    }

    List<Path> traces() {
        return traces.getValue();
    }

    /** What to check one by one: each trace, or all of them together. */
    List<List<Path>> recordings() {
        return asOne.<Boolean>getValue()
                ? List.of(traces())
                : traces().stream().map(List::of).toList();
    }

    /** @throws ParameterException if they make no sense together */
    TraceOptions options() {
        if (traces().stream().filter(Traces.STDIN::equals).count() > 1) {
            throw command.misuse("- is named twice, and there is one standard input");
        }
        Path folder = sidecars.getValue();
        if (folder != null && !Files.isDirectory(folder)) {
            throw command.misuse("--sidecars " + folder + ": there is no such folder");
        }
        Long limit = tempLimit.getValue();
        TempSpace space = limit == null ? TempSpace.STANDARD : new TempSpace(limit);
        return new TraceOptions(Optional.ofNullable(format.getValue()), Optional.ofNullable(folder), space);
    }

    /** Tells in the command's help which formats there are and who writes them. */
    private static void describeFormats(UsageMessageSpec usage) {
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
        usage.footer(lines.toArray(String[]::new));
    }
}
