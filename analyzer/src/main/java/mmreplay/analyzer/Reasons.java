package mmreplay.analyzer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Why;

/**
 * Why rules could not decide, each reason said once. The same few gaps of a recording hit many rules: told rule by rule they
 * would be a wall of text that hides what to record next time.
 */
final class Reasons {

    private final Paint paint;
    private final List<RuleResult> rules;

    Reasons(Paint paint, List<RuleResult> rules) {
        this.paint = paint;
        this.rules = rules;
    }

    /** What the words in the table mean; only those that occurred. */
    Table words() {
        Set<Why> occurred = EnumSet.noneOf(Why.class);
        rules.forEach(rule -> occurred.addAll(rule.inconclusive().keySet()));
        Table table = new Table(2);
        occurred.forEach(why -> table.row(paint.plain(why.name()), paint.plain(why.meaning())));
        return table;
    }

    /** What the recording does not show, and which rules would need it. */
    Table missing() {
        Table table = new Table(2);
        rows(table, "not recorded", users(false));
        rows(table, "recorded in part", users(true));
        return table;
    }

    private void rows(Table table, String how, Map<String, List<String>> users) {
        users.forEach(
                (need, ids) -> table.row(paint.plain(how), paint.plain(need), paint.plain(String.join(" ", ids))));
    }

    private Map<String, List<String>> users(boolean inPart) {
        Map<String, List<String>> users = new TreeMap<>();
        for (RuleResult rule : rules) {
            for (String need : rule.needs()) {
                if (need.endsWith(RuleResult.IN_PART) == inPart) {
                    String what = inPart ? need.substring(0, need.length() - RuleResult.IN_PART.length()) : need;
                    users.computeIfAbsent(what, n -> new ArrayList<>()).add(rule.id());
                }
            }
        }
        return users;
    }
}
