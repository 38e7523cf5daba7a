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
 * @param css the style sheet: ours, and the one thing besides the charts that is not escaped
 */
record Page(
        String title,
        String headline,
        String tone,
        List<String> facts,
        List<String> paths,
        String morePaths,
        List<InputView> inputs,
        List<RuleRow> rules,
        List<FindingCard> findings,
        String findingsNote,
        TruthBar truth,
        List<Chart> charts,
        String chartsNote,
        List<RulePage> rulePages,
        String version,
        String css) {

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
     * @param folded a sentence, or empty
     * @param lanes the picture; without marks if there is nothing to draw
     */
    record FindingCard(
            String anchor,
            String id,
            Badge badge,
            String rule,
            String ruleAnchor,
            String ruleTitle,
            String summary,
            String kind,
            List<Key> keys,
            String where,
            String folded,
            List<EvidenceRow> evidence,
            Lanes lanes) {}

    /** One key of a subject, or one fact of an input. */
    record Key(String name, String value) {}

    /** One event of the evidence; {@code ink} names the role's colour. */
    record EvidenceRow(
            int number,
            String where,
            String time,
            String later,
            String cpu,
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
