package mmreplay.analyzer;

import java.io.PrintWriter;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.invariants.rules.Rules;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mmreplay explain}: what a rule means. */
final class ExplainCommand extends Command {

    private final PositionalParamSpec id = add(PositionalParamSpec.builder()
            .paramLabel("ID")
            .arity("0..1")
            .type(String.class)
            .description("A rule's id; without it, all rules are listed."));

    ExplainCommand() {
        super(
                "explain",
                "Lists the rules, or says at length what one means and where it comes from.",
                "",
                "Example: mmreplay explain SWAP-2",
                "");
        exitCodes("0:done", "2:there is no such rule");
    }

    @Override
    public Integer call() {
        PrintWriter out = out();
        Paint paint = Terminal.paint(false);
        String typed = id.getValue();
        if (typed == null) {
            list(paint, out);
        } else {
            page(typed, paint, out);
        }
        out.flush();
        return ExitCode.NOTHING_FOUND.number();
    }

    private static void list(Paint paint, PrintWriter out) {
        Table table = new Table(0);
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
            throw misuse(String.valueOf(e.getMessage()));
        }
        // Our own text, but through the paint all the same: nothing else is printed.
        RulePages.of(rule.id())
                .lines()
                .forEach(line -> out.println(line.startsWith("#") ? paint.bold(line) : paint.plain(line)));
    }
}
