package mmreplay.reports.html;

import java.util.List;
import mmreplay.reports.chart.Chart;

/**
 * Everything that the page's templates show, as text that is ready to be escaped.
 *
 * @param headline one sentence: what the check found
 * @param tone css class of the headline: the worst verdict
 * @param paths of the first inputs; {@code morePaths} says how many there are besides
 * @param chartsNote a sentence if inputs are without charts, else empty
 * @param why why rules were not checked, a clause; empty if all were
 * @param next what to do now
 * @param charts those with something in them; {@code undrawn} names the others, with the reason
 * @param css the style sheet: ours, and not escaped, as the script and the charts
 * @param policy for the browser: nothing but this style sheet and this script
 */
record Page(
        String title,
        String headline,
        String why,
        String tone,
        List<Step> next,
        List<String> facts,
        List<String> paths,
        String morePaths,
        List<InputView> inputs,
        List<RuleRow> rules,
        List<FindingCard> findings,
        String findingsNote,
        TruthBar truth,
        List<Chart> charts,
        List<Chart> undrawn,
        String chartsNote,
        List<RulePage> rulePages,
        String version,
        String css,
        String script,
        String policy) {

    /** Verdicts of findings, for the filter. */
    List<Badge> verdicts() {
        return findings.stream().map(FindingCard::badge).distinct().toList();
    }

    /** Rules with findings, for the filter. */
    List<String> broken() {
        return findings.stream().map(FindingCard::rule).distinct().sorted().toList();
    }

    /** One thing to do; with a link in its middle, or all in {@code before}. */
    record Step(String before, String anchor, String link, String after) {}

    /** A verdict as it is shown: the word, and the class that colours it. */
    record Badge(String text, String css) {}

    /**
     * One rule of the catalogue.
     *
     * @param anchor id of the row
     * @param page anchor of the rule's page, empty if it has none
     * @param open why obligations stayed open or the rule was not checked, one line per reason
     */
    record RuleRow(
            String anchor,
            String id,
            String title,
            Badge badge,
            String pass,
            String violation,
            String hazard,
            String note,
            String inconclusive,
            List<Open> open,
            String page) {}

    /** A reason why something is open. */
    record Open(String count, String text) {}

    /**
     * One finding.
     *
     * @param contradiction the evidence in prose, empty if not told
     * @param folded a sentence, or empty
     * @param lanes the picture; without marks if there is nothing to draw
     * @param life what became of its objects; not shown if that was not gathered
     * @param origin who said so, empty if the rule's page does not tell
     * @param page anchor of the rule's page, empty if it has none
     * @param command gives the finding again, empty if not told
     * @param open unfolded when the page opens
     * @param pids of its tasks, and {@code pages} of its pages: blank between them
     */
    record FindingCard(
            String anchor,
            String id,
            Badge badge,
            String rule,
            String ruleAnchor,
            String ruleTitle,
            String summary,
            String contradiction,
            String kind,
            List<Key> keys,
            String where,
            String folded,
            List<EvidenceRow> evidence,
            Lanes lanes,
            LifeView life,
            List<Markdown.Span> origin,
            String page,
            String command,
            boolean open,
            String pids,
            String pages) {}

    /** One key of a subject, or one fact of an input. */
    record Key(String name, String value) {}

    /** One event of the evidence; {@code at} is its number in the input, {@code ink} names the role's colour. */
    record EvidenceRow(
            int number,
            long at,
            String where,
            String time,
            String later,
            String cpu,
            int pid,
            String task,
            String role,
            String ink,
            boolean trigger,
            String event,
            String fact) {}

    /** The ground truth's score in parts of 1,000 of the bar; not shown if there are no pages. */
    record TruthBar(boolean shown, String sentence, List<Slice> slices) {}

    /** A part of a bar. */
    record Slice(String css, String label, String count, String share, long x, long width) {}

    /** The text of a rule's page. */
    record RulePage(String anchor, String id, String title, List<Markdown.Block> blocks) {}
}
