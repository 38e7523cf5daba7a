package mmreplay.reports.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.html.HtmlReport;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** Turns a comparison into the words of its page. */
final class ComparePages {

    private ComparePages() {}

    static ComparePage of(Comparison comparison) {
        List<ComparePage.Bug> bugs = new ArrayList<>();
        comparison.fresh().forEach(bug -> bugs.add(bug("new", bug)));
        comparison.gone().forEach(bug -> bugs.add(bug("gone", bug)));
        return new ComparePage(
                CompareText.headline(comparison),
                comparison.worse() ? css(Verdict.VIOLATION) : css(Verdict.PASS),
                Visible.of(comparison.a().name()),
                Visible.of(comparison.b().name()),
                List.of("A: " + facts(comparison.a()), "B: " + facts(comparison.b())),
                CompareText.caveats(comparison),
                bugs,
                comparison.rules().stream()
                        .map(ComparePages::rule)
                        .sorted(Comparator.comparing(rule -> !rule.changed()))
                        .toList(),
                comparison.rates().stream().map(ComparePages::rate).toList(),
                HtmlReport.css());
    }

    private static String facts(Comparison.Side side) {
        return Show.counted(side.events(), "event") + ", " + Show.counted(side.gaps(), "gap") + ", exit code "
                + side.exit();
    }

    private static ComparePage.Bug bug(String what, Comparison.Bug bug) {
        return new ComparePage.Bug(
                what + (bug.findings() > 1 ? ", " + Show.count(bug.findings()) + " times" : ""),
                word(bug.verdict()),
                css(bug.verdict()),
                Visible.of(bug.rule()),
                Visible.of(bug.summary()),
                Visible.of(bug.path()) + " " + Show.count(bug.line()));
    }

    private static ComparePage.Rule rule(Comparison.RuleChange rule) {
        return new ComparePage.Rule(
                Visible.of(rule.id()),
                Visible.of(rule.title()),
                word(rule.a()),
                css(rule.a()),
                word(rule.b()),
                css(rule.b()),
                CompareText.way(rule.way()),
                rule.way() != Comparison.Way.SAME,
                CompareText.share(rule.decidedA()),
                CompareText.share(rule.decidedB()));
    }

    private static ComparePage.Rate rate(Comparison.Rate rate) {
        return new ComparePage.Rate(
                Visible.of(rate.name()),
                rate.per(),
                CompareText.number(rate.a()),
                CompareText.number(rate.b()),
                CompareText.change(rate));
    }

    private static String word(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }

    private static String css(Verdict verdict) {
        return "v-" + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
