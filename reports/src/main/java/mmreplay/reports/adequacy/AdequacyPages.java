package mmreplay.reports.adequacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.reports.html.HtmlReport;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** Turns what the trials came to into the words of its page. */
final class AdequacyPages {

    private static final long MILLION = 1_000_000;
    private static final int THOUSAND = 1000;

    private AdequacyPages() {}

    static AdequacyPage of(Adequacy adequacy) {
        Adequacy.Clean clean = adequacy.clean();
        return new AdequacyPage(
                headline(adequacy),
                adequacy.holds() ? "v-pass" : "v-violation",
                facts(adequacy),
                Matrix.of(adequacy),
                adequacy.bugs().stream().map(AdequacyPages::bug).toList(),
                adequacy.bugs().stream()
                        .flatMap(bug -> bug.misses().stream().map(miss -> miss(bug, miss)))
                        .toList(),
                clean.rules().stream()
                        .map(rule -> cleared(rule, clean.events()))
                        .toList(),
                cleanCaption(clean),
                clean.invented().stream().map(AdequacyPages::invented).toList(),
                adequacy.unplanted().stream()
                        .map(rule -> new AdequacyPage.Unplanted(rule.rule(), rule.reason()))
                        .toList(),
                adequacy.losses().stream().map(AdequacyPages::loss).toList(),
                HtmlReport.css());
    }

    private static String headline(Adequacy adequacy) {
        long fired = adequacy.bugs().stream().mapToLong(Adequacy.Planted::fired).sum();
        long found = adequacy.bugs().stream().mapToLong(Adequacy.Planted::found).sum();
        return Show.counted(adequacy.clean().invented().size(), "finding") + " in "
                + Show.counted(adequacy.clean().events(), "event") + " of a correct kernel; " + Show.count(found)
                + " of "
                + Show.count(fired) + " planted bugs found";
    }

    private static List<String> facts(Adequacy adequacy) {
        List<String> facts = new ArrayList<>();
        facts.add(Show.counted(adequacy.clean().traces(), "clean trace"));
        facts.add(Show.counted(
                        adequacy.bugs().stream()
                                .mapToLong(Adequacy.Planted::traces)
                                .sum(),
                        "trace") + " with a bug planted");
        facts.add(Show.counted(adequacy.bugs().size(), "kind") + " of bugs");
        long unrelated = adequacy.bugs().stream()
                .flatMap(bug -> bug.unrelated().values().stream())
                .mapToLong(Integer::longValue)
                .sum();
        facts.add(Show.counted(unrelated, "unrelated finding"));
        if (!adequacy.losses().isEmpty()) {
            facts.add(Show.counted(
                            adequacy.losses().stream()
                                    .mapToLong(Adequacy.Loss::trials)
                                    .sum(),
                            "trial")
                    + " with lost events, "
                    + Show.counted(
                            adequacy.losses().stream()
                                    .mapToLong(loss -> loss.broken().size())
                                    .sum(),
                            "broken promise"));
        }
        return facts;
    }

    private static AdequacyPage.Bug bug(Adequacy.Planted bug) {
        return new AdequacyPage.Bug(
                bug.rule(),
                bug.change(),
                Show.count(bug.fired()) + " of " + Show.count(bug.traces()),
                Show.count(bug.found()),
                bug.fired() == 0 ? "-" : Show.share(bug.found(), bug.fired()),
                bug.fired() == 0 ? "v-not-checked" : bug.misses().isEmpty() ? "v-pass" : "v-violation",
                bug.misses().isEmpty() ? "" : Show.count(bug.misses().size()),
                words(bug.also()),
                words(bug.unrelated()));
    }

    /** {@code MAP-1 12, MAP-2 3}. */
    private static String words(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Show.count(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static AdequacyPage.Miss miss(Adequacy.Planted bug, Adequacy.Miss miss) {
        return new AdequacyPage.Miss(
                bug.rule(),
                Long.toString(miss.seed()),
                Integer.toString(miss.cpus()),
                Show.count(miss.event()),
                Visible.of(miss.said()));
    }

    private static AdequacyPage.Cleared cleared(Adequacy.CleanRule rule, long events) {
        return new AdequacyPage.Cleared(
                rule.rule(),
                rule.title(),
                Show.count(rule.pass()),
                rule.inconclusive() == 0 ? "" : Show.count(rule.inconclusive()),
                Show.count(rule.found()),
                perMillion(rule.found(), events),
                rule.found() > 0);
    }

    private static String cleanCaption(Adequacy.Clean clean) {
        String cpus = clean.cpus().stream().map(Object::toString).collect(Collectors.joining(", "));
        long found = clean.rules().stream().mapToLong(Adequacy.CleanRule::found).sum();
        return Show.counted(clean.traces(), "trace") + " on " + cpus + " CPUs, " + Show.counted(clean.events(), "event")
                + ": " + perMillion(found, clean.events()) + " false verdicts per million events.";
    }

    /** {@code 0}, {@code 1.250}. */
    private static String perMillion(long found, long events) {
        if (found == 0 || events == 0) {
            return "0";
        }
        long thousandths = found * MILLION * THOUSAND / events;
        return Show.count(thousandths / THOUSAND) + String.format(Locale.ROOT, ".%03d", thousandths % THOUSAND);
    }

    private static AdequacyPage.Invented invented(Adequacy.Invented finding) {
        return new AdequacyPage.Invented(
                finding.rule(),
                finding.verdict(),
                Long.toString(finding.seed()),
                Integer.toString(finding.cpus()),
                Visible.of(finding.summary()));
    }

    private static AdequacyPage.Loss loss(Adequacy.Loss loss) {
        long decided =
                loss.rules().stream().mapToLong(Adequacy.LossRule::decided).sum();
        long kept = loss.rules().stream().mapToLong(Adequacy.LossRule::kept).sum();
        return new AdequacyPage.Loss(
                loss.name(),
                Show.counted(loss.trials(), "trial") + ", " + Show.counted(loss.events(), "event") + ", "
                        + Show.share(loss.share(), 100L * THOUSAND) + " of them lost: " + Show.count(kept) + " of "
                        + Show.count(decided) + " obligations stay decided (" + Show.share(kept, decided) + ").",
                loss.rules().stream()
                        .map(rule -> new AdequacyPage.LossRule(
                                rule.rule(),
                                Show.count(rule.decided()),
                                Show.count(rule.kept()),
                                rule.decided() == 0 ? "-" : Show.share(rule.kept(), rule.decided())))
                        .toList(),
                loss.broken().stream().map(Visible::of).toList());
    }
}
