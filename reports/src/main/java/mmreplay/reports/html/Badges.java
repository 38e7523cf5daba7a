package mmreplay.reports.html;

import java.util.Locale;
import mmreplay.invariants.result.Verdict;

/** Verdicts and severities as the page writes them. The word always stands there: colour only repeats it. */
final class Badges {

    private Badges() {}

    static Page.Badge of(Verdict verdict) {
        return new Page.Badge(verdict.name().replace('_', ' '), css(verdict));
    }

    static String css(Verdict verdict) {
        return "v-" + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An issue's severity; an unknown one looks like a note. */
    static Page.Badge severity(String severity) {
        String css =
                switch (severity) {
                    case "ERROR" -> css(Verdict.VIOLATION);
                    case "DATA_LOSS" -> css(Verdict.HAZARD);
                    default -> css(Verdict.NOTE);
                };
        return new Page.Badge(severity.replace('_', ' '), css);
    }
}
