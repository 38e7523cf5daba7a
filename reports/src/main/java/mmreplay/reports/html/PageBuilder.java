package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.chart.Chart;
import mmreplay.reports.chart.Charts;
import mmreplay.reports.text.Headline;
import mmreplay.reports.text.Missing;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** Turns a result into the text of the page. */
final class PageBuilder {

    /** Inputs named at the top: of a whole fleet's, the list is under data quality. */
    private static final int PATHS = 5;

    private final Result result;
    private final Function<String, String> pages;
    private final Anchors anchors = new Anchors();

    PageBuilder(Result result, Function<String, String> pages) {
        this.result = result;
        this.pages = pages;
    }

    Page build() {
        Headline headline = new Headline(result);
        List<Page.RuleRow> rules = new ArrayList<>();
        List<Page.RulePage> texts = new ArrayList<>();
        for (RuleResult rule : result.rules()) {
            String text = pages.apply(rule.id());
            String page = text.isBlank() ? "" : anchors.give("page", rule.id());
            rules.add(RuleRows.row(rule, anchors.give("rule", rule.id()), page));
            if (!page.isEmpty()) {
                texts.add(
                        new Page.RulePage(page, Visible.of(rule.id()), Visible.of(rule.title()), Markdown.parse(text)));
            }
        }
        Missing missing = new Missing(result.rules());
        List<Page.FindingCard> findings = new FindingCards(result, anchors, pages).all();
        List<Chart> charts = Charts.of(result);
        return new Page(
                title(),
                headline.sentence(),
                missing.sentence(),
                Badges.css(headline.worst()),
                NextSteps.of(result, findings.isEmpty() ? "" : findings.get(0).anchor(), missing),
                facts(),
                paths(),
                more(),
                InputViews.of(result.inputs(), anchors),
                rules,
                findings,
                findingsNote(),
                TruthBars.of(result.truth()),
                charts.stream().filter(Chart::drawn).toList(),
                charts.stream().filter(chart -> !chart.drawn()).toList(),
                chartsNote(),
                texts,
                Visible.of(result.version()),
                Scripts.css(),
                Scripts.script(),
                Scripts.policy());
    }

    private String title() {
        String first = result.inputs().isEmpty()
                ? "no input"
                : Visible.of(result.inputs().get(0).path());
        int more = result.inputs().size() - 1;
        return first + (more > 0 ? " and " + more + " more" : "");
    }

    private List<String> paths() {
        return result.inputs().stream()
                .limit(PATHS)
                .map(i -> Visible.of(i.path()))
                .toList();
    }

    private String more() {
        int more = result.inputs().size() - PATHS;
        return more > 0 ? "and " + Show.counted(more, "input") + " more" : "";
    }

    private String chartsNote() {
        int inputs = result.inputs().size();
        return inputs > Charts.INPUTS
                ? "Drawn are the first " + Charts.INPUTS + " of " + Show.counted(inputs, "input") + "."
                : "";
    }

    private List<String> facts() {
        long events = result.inputs().stream().mapToLong(i -> i.events()).sum();
        long losses = result.inputs().stream().mapToLong(i -> i.lossCount()).sum();
        long all = result.rules().stream().mapToLong(RuleResult::obligations).sum();
        long open =
                result.rules().stream().mapToLong(RuleResult::inconclusiveTotal).sum();
        List<String> facts = new ArrayList<>();
        facts.add(Show.counted(events, "event"));
        facts.add(losses == 0 ? "no gap marked" : Show.counted(losses, "gap"));
        if (all > 0) {
            facts.add(Show.share(all - open, all) + " of obligations decided");
        }
        facts.add("exit code " + result.exit());
        return facts;
    }

    private String findingsNote() {
        long listed = result.findings().size();
        if (listed == 0 && result.findingsTotal() == 0) {
            return nothing();
        }
        String brief = listed > FindingCards.WHOLE
                ? " The first " + FindingCards.WHOLE + " are told with their pictures, the others by their evidence."
                : "";
        return result.findingsTotal() > listed
                ? "Listed are " + Show.count(listed) + " of " + Show.counted(result.findingsTotal(), "finding")
                        + ", the worst first." + brief
                : brief.strip();
    }

    /** "No finding" of a trace that decided nothing must not read like a clean bill. */
    private String nothing() {
        Set<Verdict> verdicts = result.rules().stream().map(RuleResult::verdict).collect(Collectors.toSet());
        if (verdicts.contains(Verdict.PASS)) {
            return "No recorded fact contradicts a rule that was checked.";
        }
        return verdicts.contains(Verdict.INCONCLUSIVE)
                ? "Nothing was found, and nothing was proven: every obligation is inconclusive."
                : "Nothing was found because nothing was checked.";
    }
}
