package mmreplay.reports.github;

import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.reports.text.Headline;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Story;
import mmreplay.reports.text.Visible;

/** The result in Markdown, for the page that GitHub shows of a job. */
public final class StepSummary {

    /** GitHub takes one MiB a step; nobody reads more than this. */
    private static final int MOST_FINDINGS = 50;

    private static final int MOST_CHARS = 300;
    private static final String MARKUP = "\\`*_{}[]()<>#+-.!|~&$@:";

    private StepSummary() {}

    public static String of(Result result) {
        Story story = new Story(result);
        StringBuilder text = new StringBuilder("### mmreplay\n\n");
        text.append(escaped(new Headline(result).sentence())).append("\n\n");
        for (Unusable unusable : result.unusable()) {
            text.append("- ").append(escaped(unusable.problem())).append('\n');
        }
        List<Finding> told = result.findings().stream().limit(MOST_FINDINGS).toList();
        boolean baseline = result.gate().known().asked();
        if (!told.isEmpty()) {
            text.append("\n| verdict | rule | where | what |").append(baseline ? " baseline |\n" : "\n");
            text.append("|---|---|---|---|").append(baseline ? "---|\n" : "\n");
        }
        for (Finding finding : told) {
            text.append("| ").append(finding.verdict());
            cell(text, finding.rule());
            cell(text, story.where(finding.position()));
            cell(text, finding.summary());
            if (baseline) {
                cell(text, story.standing(finding));
            }
            text.append(" |\n");
        }
        long more = result.findingsTotal() - told.size();
        if (more > 0) {
            text.append('\n').append(Show.counted(more, "more finding")).append(".\n");
        }
        text.append("\nExit code ").append(result.exit()).append(".\n");
        return text.toString();
    }

    private static void cell(StringBuilder text, String content) {
        text.append(" | ").append(escaped(Limit.chars(content, MOST_CHARS)));
    }

    /** Everything that Markdown or HTML would act on, as itself. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        String visible = Visible.of(text);
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            if (MARKUP.indexOf(c) >= 0) {
                out.append("&#").append((int) c).append(';');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
