package mmreplay.reports.compare;

import java.util.List;

/** What the template of a comparison's page prints: words only. Public for the template, which is in another package. */
public record ComparePage(
        String headline,
        String tone,
        String a,
        String b,
        List<String> facts,
        List<String> caveats,
        List<Bug> bugs,
        List<Rule> rules,
        List<Rate> rates,
        String css) {

    /** One finding that only one of the two has. */
    public record Bug(String what, String verdict, String css, String rule, String summary, String where) {}

    /** One rule. */
    public record Rule(
            String id,
            String title,
            String a,
            String cssA,
            String b,
            String cssB,
            String way,
            boolean changed,
            String decidedA,
            String decidedB) {}

    /** One rate. */
    public record Rate(String name, String per, String a, String b, String change) {}
}
