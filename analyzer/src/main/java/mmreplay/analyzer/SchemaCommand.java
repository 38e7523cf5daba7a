package mmreplay.analyzer;

import java.io.PrintWriter;
import mmreplay.reports.json.JsonReport;

/** {@code mmreplay schema}: what a JSON result looks like. */
final class SchemaCommand extends Command {

    SchemaCommand() {
        super(
                "schema",
                "Prints the JSON schema of what 'mmreplay check --json' writes.",
                "",
                "Example: mmreplay schema > result.schema.json",
                "");
        exitCodes("0:done", "2:the command line is wrong");
    }

    @Override
    public Integer call() {
        PrintWriter out = out();
        out.print(JsonReport.schema());
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }
}
