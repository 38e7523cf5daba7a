package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mmreplay.invariants.CheckAll;
import mmreplay.traces.UnusableTraceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mmreplay stats}: what a trace holds, and what rules can see in it. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what traces hold: events, losses, where every line went, and what each rule can see.",
            "",
            "Example: mmreplay stats trace.txt.gz",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:an input cannot be read, or the command line is wrong"})
final class StatsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TRACE",
            arity = "1..*",
            description = {
                "The kernel's own text, as in /sys/kernel/tracing/trace; a trace.dat,",
                "or the text of trace-cmd report -t; the text of perf script.",
                "All texts may be compressed."
            })
    private List<Path> traces = new ArrayList<>();

    @Override
    public Integer call() throws IOException, UnusableTraceException {
        PrintWriter out = spec.commandLine().getOut();
        Inputs inputs = new Inputs(spec.commandLine().getErr());
        for (Path trace : traces) {
            CheckAll check = new CheckAll(Set.of(), Optional.empty());
            if (inputs.add(trace, check)) {
                new StatsText(Terminal.paint(false), out)
                        .print(check.result(Version.number(), 0), EventNames.of(trace));
                out.flush();
            }
        }
        return (inputs.allUsable() ? ExitCode.NOTHING_FOUND : ExitCode.UNUSABLE).number();
    }
}
