package mmreplay.reports.adequacy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import mmreplay.reports.text.Show;

/** Lays out who found what: a row for each planted bug, a column for each rule. */
final class Matrix {

    private static final int CELL = 15;
    private static final int LEFT = 72;
    private static final int TOP = 66;

    private final Adequacy adequacy;
    private final List<String> rules;
    private final List<AdequacyPage.Cell> cells = new ArrayList<>();

    private Matrix(Adequacy adequacy) {
        this.adequacy = adequacy;
        rules = adequacy.clean().rules().stream().map(Adequacy.CleanRule::rule).toList();
    }

    static AdequacyPage.Matrix of(Adequacy adequacy) {
        return new Matrix(adequacy).layOut();
    }

    private AdequacyPage.Matrix layOut() {
        List<AdequacyPage.Label> rows = new ArrayList<>();
        List<AdequacyPage.Label> columns = new ArrayList<>();
        for (int row = 0; row < adequacy.bugs().size(); row++) {
            Adequacy.Planted bug = adequacy.bugs().get(row);
            rows.add(new AdequacyPage.Label(bug.rule(), middle(TOP, row)));
            row(row, bug);
        }
        for (int column = 0; column < rules.size(); column++) {
            columns.add(new AdequacyPage.Label(rules.get(column), middle(LEFT, column)));
        }
        return new AdequacyPage.Matrix(
                LEFT + CELL * rules.size(), TOP + CELL * rows.size(), TOP, LEFT, CELL, rows, columns, cells);
    }

    private static int middle(int from, int number) {
        return from + CELL * number + CELL / 2;
    }

    private void row(int row, Adequacy.Planted bug) {
        String of = " of " + Show.count(bug.fired());
        String found = bug.fired() == 0 ? "never" : bug.misses().isEmpty() ? "found" : "missed";
        cell(row, bug.rule(), found, bug.rule() + " planted: found in " + Show.count(bug.found()) + of);
        TreeSet<String> others = new TreeSet<>(bug.also().keySet());
        others.addAll(bug.unrelated().keySet());
        for (String rule : others) {
            boolean unrelated = bug.unrelated().containsKey(rule);
            SortedMap<String, Integer> counts = unrelated ? bug.unrelated() : bug.also();
            cell(
                    row,
                    rule,
                    unrelated ? "unrelated" : "also",
                    bug.rule() + " planted: " + rule + (unrelated ? " found something else in " : " spoke, too, in ")
                            + Show.count(counts.getOrDefault(rule, 0)) + of);
        }
    }

    private void cell(int row, String rule, String css, String title) {
        int column = rules.indexOf(rule);
        if (column >= 0) {
            cells.add(new AdequacyPage.Cell(LEFT + CELL * column, TOP + CELL * row, "m-" + css, title));
        }
    }
}
