package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.invariants.rules.Rules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mmreplay explain}: what a rule means. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists the rules, or says at length what one means and where it comes from.",
            "",
            "Example: mmreplay explain SWAP-2",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:there is no such rule"})
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "A rule's id; without it, all rules are listed.")
    private @Nullable String id;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Paint paint = Terminal.paint(false);
        if (id == null) {
            list(paint, out);
        } else {
            page(id, paint, out);
        }
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }

    private static void list(Paint paint, PrintWriter out) {
        Table table = new Table(paint, 0);
        for (RuleInfo rule : Rules.infos()) {
            table.row(paint.bold(rule.id()), paint.plain(rule.title()).concat(paint.faint("  [" + rule.seed() + "]")));
        }
        table.print(out);
        out.println();
        out.println("One rule at length: mmreplay explain ID");
    }

    private void page(String typed, Paint paint, PrintWriter out) {
        RuleInfo rule;
        try {
            rule = RuleIds.find(typed);
        } catch (RuleIds.UnknownRuleException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        // Our own text, but through the paint all the same: nothing else is printed.
        RulePages.of(rule.id())
                .lines()
                .forEach(line -> out.println(line.startsWith("#") ? paint.bold(line) : paint.plain(line)));
    }
}
