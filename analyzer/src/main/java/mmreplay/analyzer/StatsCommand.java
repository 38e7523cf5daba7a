package mmreplay.analyzer;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mmreplay stats}: what a trace holds, and what rules can see in it. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what traces hold: events, losses, where every line went, and what each rule can see. For the last of"
                    + " these it replays them, as a check does.",
            "",
            "Example: mmreplay stats --no-rules trace.txt.gz",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:an input cannot be read, or the command line is wrong"})
final class StatsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private final InputOptions input = new InputOptions();

    @Option(
            names = "--no-rules",
            description = "Read the traces and replay nothing: all but what rules can see, and no digest.")
    private boolean noRules;

    private final Standard standard;

    StatsCommand(Standard standard) {
        this.standard = standard;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Inputs inputs = new Inputs(input.options(), standard, spec.commandLine().getErr());
        StatsText text = new StatsText(Terminal.paint(false), out);
        for (List<Path> paths : input.recordings()) {
            inputs.use(paths, trace -> {
                if (noRules) {
                    Reading.Read read = inputs.read(paths, trace);
                    text.print(read.input(), EventNames.of(read.names()));
                } else {
                    CheckAll check = new CheckAll(Set.of(), Optional.empty());
                    inputs.check(paths, trace, check);
                    text.print(check.result(Version.number(), 0), EventNames.of(trace));
                }
                out.flush();
            });
        }
        return (inputs.allUsable() ? ExitCode.NOTHING_FOUND : ExitCode.UNUSABLE).number();
    }
}
