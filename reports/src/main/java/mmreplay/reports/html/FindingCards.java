package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.text.Place;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** The findings, each with its evidence and its picture. */
final class FindingCards {

    private static final String TRIGGER = "trigger";
    private static final int INKS = 8;

    private final Result result;
    private final Anchors anchors;
    private final Map<String, String> titles = new HashMap<>();
    /** A role has one colour on the whole page: the order in which roles first appear gives it. */
    private final Map<String, String> inks = new HashMap<>();

    FindingCards(Result result, Anchors anchors) {
        this.result = result;
        this.anchors = anchors;
        for (RuleResult rule : result.rules()) {
            titles.put(rule.id(), rule.title());
        }
    }

    List<Page.FindingCard> all() {
        return result.findings().stream().map(this::card).toList();
    }

    private Page.FindingCard card(Finding finding) {
        String anchor = anchors.give("finding", finding.id());
        List<Page.EvidenceRow> evidence = evidence(finding);
        List<Page.Key> keys = new ArrayList<>();
        finding.subject().keys().forEach((name, value) -> keys.add(new Page.Key(Visible.of(name), Visible.of(value))));
        boolean known = titles.containsKey(finding.rule());
        return new Page.FindingCard(
                anchor,
                Visible.of(finding.id()),
                Badges.of(finding.verdict()),
                Visible.of(finding.rule()),
                known ? Anchors.name("rule", finding.rule()) : "",
                Visible.of(titles.getOrDefault(finding.rule(), "")),
                Visible.of(finding.summary()),
                Visible.of(finding.subject().kind()),
                keys,
                where(finding.position()) + ", " + Show.time(finding.time(), clock(finding.position())),
                folded(finding.folded()),
                evidence,
                LanesBuilder.build(anchor, evidence));
    }

    private List<Page.EvidenceRow> evidence(Finding finding) {
        boolean named = finding.evidence().stream().anyMatch(e -> e.role().equals(TRIGGER));
        List<Page.EvidenceRow> rows = new ArrayList<>();
        long before =
                finding.evidence().isEmpty() ? 0 : finding.evidence().get(0).time();
        for (Evidence event : finding.evidence()) {
            boolean trigger =
                    named ? event.role().equals(TRIGGER) : event.position().equals(finding.position());
            String clock = clock(event.position());
            rows.add(new Page.EvidenceRow(
                    rows.size() + 1,
                    where(event.position()),
                    Show.time(event.time(), clock),
                    rows.isEmpty() ? "" : Show.later(event.time() - before, clock),
                    Integer.toString(event.cpu()),
                    Visible.of(event.comm()) + "-" + event.pid(),
                    Visible.of(event.role()),
                    trigger ? "tone" : ink(event.role()),
                    trigger,
                    Visible.of(event.event()),
                    Visible.of(event.fact())));
            before = event.time();
        }
        return rows;
    }

    private String ink(String role) {
        return inks.computeIfAbsent(role, r -> "s" + (inks.size() % INKS + 1));
    }

    private String where(Position position) {
        return Place.of(result, position, "input");
    }

    private String clock(Position position) {
        int input = position.input();
        return input >= 0 && input < result.inputs().size()
                ? result.inputs().get(input).clock()
                : "raw";
    }

    private static String folded(int folded) {
        return folded == 0
                ? ""
                : "This implies " + Show.counted(folded, "further finding") + ", not listed: they have the same root.";
    }
}
