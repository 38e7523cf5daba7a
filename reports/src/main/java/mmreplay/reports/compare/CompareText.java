package mmreplay.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mmreplay.reports.text.Show;

/** The words and numbers of a comparison, the same in every output of it. */
public final class CompareText {

    private static final int THOUSAND = 1000;

    private CompareText() {}

    /** {@code 1 new finding, 2 gone, 3 in both; 4 rules changed: B is worse}. */
    public static String headline(Comparison comparison) {
        long changed = comparison.rules().stream()
                .filter(rule -> rule.way() != Comparison.Way.SAME)
                .count();
        return Show.counted(comparison.fresh().size(), "new finding") + ", "
                + Show.count(comparison.gone().size()) + " gone, " + Show.count(comparison.same()) + " in both; "
                + Show.counted(changed, "rule") + " changed: "
                + (comparison.worse() ? "B is worse" : "B is no worse");
    }

    /** What must be known to read the comparison rightly; empty if nothing. */
    public static List<String> caveats(Comparison comparison) {
        List<String> caveats = new ArrayList<>();
        long blind = comparison.rules().stream()
                .filter(rule -> rule.way() == Comparison.Way.NOT_DECIDED_ANY_MORE)
                .count();
        if (blind > 0) {
            caveats.add(Show.counted(blind, "rule")
                    + " decided something in A and nothing in B: findings of such rules are not called gone.");
        }
        if (comparison.unlisted() > 0) {
            caveats.add("Findings beyond those that are listed were not compared.");
        }
        return caveats;
    }

    public static String way(Comparison.Way way) {
        return switch (way) {
            case SAME -> "same";
            case BETTER -> "better";
            case WORSE -> "worse";
            case NOT_DECIDED_ANY_MORE -> "not decided any more";
            case DECIDED_NOW -> "decided now";
        };
    }

    /** {@code 97.3 %}; a dash where there was nothing to decide. */
    public static String share(int thousandths) {
        return thousandths < 0 ? "-" : Show.share(thousandths, THOUSAND);
    }

    /** {@code 1,234.567}; a dash where it is not known. */
    public static String number(long thousandths) {
        return thousandths < 0
                ? "-"
                : Show.count(thousandths / THOUSAND) + String.format(Locale.ROOT, ".%03d", thousandths % THOUSAND);
    }

    /** {@code +12.3 %}, {@code x4.1}; empty where it cannot be said. */
    public static String change(Comparison.Rate rate) {
        if (rate.a() < 0 || rate.b() < 0 || rate.a() == rate.b()) {
            return rate.a() == rate.b() && rate.a() >= 0 ? "same" : "";
        }
        if (rate.a() == 0) {
            return "was none";
        }
        if (rate.b() / rate.a() >= 2) {
            return "x" + Show.count(rate.b() / rate.a()) + "." + rate.b() % rate.a() * 10 / rate.a();
        }
        long difference = Math.abs(rate.b() - rate.a());
        String sign = rate.b() < rate.a() ? "-" : "+";
        return sign + Show.share(difference, rate.a());
    }
}
