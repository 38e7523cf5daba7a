package mmreplay.analyzer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.reports.text.Show;

/** What each rule said, one row a rule; those that had nothing to say share one row a reason. */
final class RuleTable {

    private static final String PROVEN = "PROVEN";
    private static final String UNDECIDED = "UNDECIDED";

    private final Paint paint;

    RuleTable(Paint paint) {
        this.paint = paint;
    }

    Table of(List<RuleResult> rules) {
        int proven = width(PROVEN, rules.stream().map(RuleResult::pass).toList());
        int undecided = width(
                UNDECIDED, rules.stream().map(RuleResult::inconclusiveTotal).toList());
        Table table = new Table(0);
        table.row(
                paint.faint("RULE"),
                paint.faint("VERDICT"),
                paint.faint(Table.right(PROVEN, proven)),
                paint.faint(Table.right(UNDECIDED, undecided)),
                paint.faint("WHY"));
        for (RuleResult rule : rules) {
            if (silent(rule)) {
                continue;
            }
            table.row(
                    paint.plain(rule.id()),
                    paint.verdict(rule.verdict()),
                    paint.plain(Table.right(number(rule.pass()), proven)),
                    paint.plain(Table.right(number(rule.inconclusiveTotal()), undecided)),
                    paint.plain(why(rule)));
        }
        return table;
    }

    /** Rules that were not checked, by what they lack. */
    Table silent(List<RuleResult> rules) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        rules.stream().filter(RuleTable::silent).forEach(rule -> byReason.computeIfAbsent(
                        notChecked(rule), reason -> new ArrayList<>())
                .add(rule.id()));
        Table table = new Table(2);
        byReason.forEach((reason, ids) -> table.row(
                paint.plain(reason.replace("this rule judges", "these rules judge")),
                paint.plain(String.join(" ", ids))));
        return table;
    }

    private static boolean silent(RuleResult rule) {
        return rule.verdict() == Verdict.NOT_CHECKED && rule.obligations() == 0;
    }

    private static String notChecked(RuleResult rule) {
        return rule.needs().isEmpty()
                ? "the trace never does what this rule judges"
                : "nothing to judge in what was recorded";
    }

    private static int width(String head, List<Long> numbers) {
        return numbers.stream().mapToInt(n -> Show.count(n).length()).reduce(head.length(), Math::max);
    }

    /** Zeroes would drown the numbers that matter. */
    private static String number(long n) {
        return n == 0 ? "-" : Show.count(n);
    }

    private static String why(RuleResult rule) {
        List<String> parts = new ArrayList<>();
        found(parts, rule.violation(), "violation");
        found(parts, rule.hazard(), "hazard");
        found(parts, rule.note(), "note");
        rule.inconclusive().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .ifPresent(main -> parts.add(reason(main.getKey(), main.getValue(), rule)));
        if (rule.verdict() == Verdict.NOT_CHECKED) {
            parts.add(notChecked(rule));
        }
        return String.join("; ", parts);
    }

    private static void found(List<String> parts, long count, String noun) {
        if (count > 0) {
            parts.add(Show.counted(count, noun));
        }
    }

    /** The main reason; its count is said only where others share the sum. */
    private static String reason(Why why, long count, RuleResult rule) {
        String others = count == rule.inconclusiveTotal() ? "" : Show.count(count) + " ";
        return others + why.name();
    }
}
