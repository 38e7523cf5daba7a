package mmreplay.analyzer;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.Reading;
import picocli.CommandLine.Model.OptionSpec;

/** {@code mmreplay stats}: what a trace holds, and what rules can see in it. */
final class StatsCommand extends Command {

    private final InputOptions input = new InputOptions(this);

    private final OptionSpec noRules = add(flag("--no-rules")
            .description("Read the traces and replay nothing: all but what rules can see, and no digest."));

    private final Standard standard;

    StatsCommand(Standard standard) {
        super(
                "stats",
                "Says what traces hold: events, losses, where every line went, and what each rule can see. For the last of"
                        + " these it replays them, as a check does.",
                "",
                "Example: mmreplay stats --no-rules trace.txt.gz",
                "");
        exitCodes("0:done", "2:an input cannot be read, or the command line is wrong");
        this.standard = standard;
    }

    @Override
    public Integer call() {
        PrintWriter out = out();
        Inputs inputs = new Inputs(input.options(), standard, err());
        StatsText text = new StatsText(Terminal.paint(false), out);
        for (List<Path> paths : input.recordings()) {
            inputs.use(paths, trace -> {
                if (noRules.<Boolean>getValue()) {
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
