package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import mmreplay.reports.json.JsonReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mmreplay schema}: what a JSON result looks like. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the JSON schema of what 'mmreplay check --json' writes.",
            "",
            "Example: mmreplay schema > result.schema.json",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:the command line is wrong"})
final class SchemaCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(JsonReport.schema());
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }
}
